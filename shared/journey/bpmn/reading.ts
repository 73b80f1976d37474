import type { ConnectorDefinition, MappingDefinition, ScopeDefinition, WorkDefinition } from '../process.ts';
import type { Defects } from './defects.ts';
import type { Element } from './tree.ts';

/** What the conversion of one file shares. */
export interface Reading {
  readonly defects: Defects;
  /** Names that message flows give to the events, tasks and messages at their ends. */
  readonly flowNames: ReadonlyMap<Element, string>;
  /** Reads what a sub-process holds; here, so that activities need not know of what they lie in. */
  readonly scopeOf: (holder: Element, around: Surrounding) => ScopeDefinition;
}

/** The node around, whose lane, team and stage hold for what lies inside. */
export interface Surrounding {
  readonly lane?: string;
  readonly team?: string;
  readonly stage?: string;
}

/** Innermost lane and team by flow node. */
export type Lanes = ReadonlyMap<Element, { readonly lane: string; readonly team?: string }>;

/** What the attributes of an engine's own namespace say about an element, in the words of the neutral model. */
export interface Extras {
  readonly team?: string;
  readonly stage?: string;
  readonly outcome?: string;
  readonly work?: WorkDefinition;
  readonly connector?: ConnectorDefinition;
  readonly inputs?: readonly MappingDefinition[];
  readonly outputs?: readonly MappingDefinition[];
  readonly decision?: string;
  readonly resultVariable?: string;
  readonly calls?: string;
  readonly key?: string;
  readonly script?: string;
}
