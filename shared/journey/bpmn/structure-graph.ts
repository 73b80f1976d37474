import type { FlowDefinition, NodeDefinition, ScopeDefinition } from '../process.ts';

/** What kind of thing holds the nodes: it decides what may start and end in it. */
export type ScopeKind = 'process' | 'subProcess' | 'eventSubProcess' | 'adHoc' | 'transaction';

/** A scope with its flows by node, as the checks need it. */
export interface Graph {
  readonly kind: ScopeKind;
  readonly holder: string;
  readonly scope: ScopeDefinition;
  readonly nodes: ReadonlyMap<string, NodeDefinition>;
  readonly outgoing: ReadonlyMap<string, readonly FlowDefinition[]>;
  readonly incoming: ReadonlyMap<string, readonly FlowDefinition[]>;
}
