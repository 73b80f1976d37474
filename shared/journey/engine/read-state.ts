import type { Incident, ProcessState, ScopeInstance, Subscription } from './process-state.ts';
import { tableOf } from './run.ts';
import type { CompiledProcess, ScopeTable } from './tables.ts';
import { activityOf } from './tables.ts';

export interface DueTimer {
  /** The token or scope that holds it. */
  readonly holder: number;
  readonly element: string;
  /** Milliseconds UTC. */
  readonly due: number;
}

/** Every timer that runs, for `{type: 'timer'}` when it is due. */
export function dueTimers({ tokens, scopes }: ProcessState): DueTimer[] {
  const due: DueTimer[] = [];
  for (const { id, timers } of tokens) for (const timer of timers ?? []) due.push({ holder: id, element: timer.by, due: timer.due });
  for (const { id, timers } of scopes) for (const timer of timers ?? []) due.push({ holder: id, element: timer.by, due: timer.due });
  return due;
}

export type Awaited = { readonly holder: number } & Exclude<Subscription, { on: 'condition' }>;

/** Every message and signal that something waits for; `key` where only one with this key is meant. */
export function waitsFor({ tokens, scopes }: ProcessState): Awaited[] {
  const all: Awaited[] = [];
  for (const { id, on } of [...tokens, ...scopes]) for (const one of on ?? []) if (one.on !== 'condition') all.push({ holder: id, ...one });
  return all;
}

/** What stands still until somebody corrects it. */
export function incidentsOf({ tokens }: ProcessState): readonly { readonly token: number; readonly element: string; readonly incident: Incident }[] {
  return tokens.flatMap(({ id, at, incident }) => (incident === undefined ? [] : [{ token: id, element: at, incident }]));
}

export interface Position {
  readonly token: number;
  readonly element: string;
  readonly since: number;
  readonly name?: string;
  readonly stage?: string;
  readonly team?: string;
  readonly waits: 'work' | 'system' | 'event' | 'join' | 'inside' | 'adHoc' | 'incident';
}

/** Where the process stands: one line for each token, with what it waits for. */
export function positionOf(process: CompiledProcess, state: ProcessState): Position[] {
  const tables = tablesOf(process, state);
  const hosts = new Map(state.scopes.map((scope) => [scope.host, scope]));
  return state.tokens.map((token) => {
    const node = tables.get(token.scope)?.nodes.get(token.at);
    const hosted = hosts.get(token.id);
    const waits: Position['waits'] =
      token.incident !== undefined ? 'incident'
      : token.flow !== undefined ? 'join'
      : hosted !== undefined ? (hosted.kind === 'adHoc' ? 'adHoc' : 'inside')
      : node?.op === 'work' ? 'work'
      : node?.op === 'call' || node?.op === 'send' || node?.op === 'rule' ? 'system'
      : 'event';
    const { name } = node?.definition ?? {};
    return {
      token: token.id, element: token.at, since: token.since, waits,
      ...(name === undefined ? {} : { name }), ...(node?.stage === undefined ? {} : { stage: node.stage }), ...(node?.team === undefined ? {} : { team: node.team }),
    };
  });
}

/** Activities that may be added to ad-hoc sub-processes that are open, for `{type: 'addAdHoc'}`. */
export function adHocChoices(process: CompiledProcess, state: ProcessState): readonly { readonly token: number; readonly activity: string; readonly name?: string }[] {
  const tables = tablesOf(process, state);
  return state.scopes.flatMap((scope) => {
    const { host } = scope;
    if (scope.kind !== 'adHoc' || scope.ending !== undefined || host === undefined) return [];
    return (tables.get(scope.id)?.list ?? []).flatMap((node) => {
      const activity = activityOf(node);
      if (activity === undefined || node.incoming.length > 0 || activity.activity === 'eventSubProcess' || activity.isForCompensation) return [];
      return [{ token: host, activity: node.id, ...(node.definition.name === undefined ? {} : { name: node.definition.name }) }];
    });
  });
}

/** Elements that the state stands at and the process does not have: what keeps a case from another version. */
export function missingElements(process: CompiledProcess, state: ProcessState): string[] {
  const missing: string[] = [];
  const tables = tablesOf(process, state);
  for (const { id, of } of state.scopes) if (!tables.has(id)) missing.push(of);
  for (const { scope, at } of state.tokens) {
    const table = tables.get(scope);
    if (table !== undefined && !table.nodes.has(at)) missing.push(at);
  }
  return missing;
}

function tablesOf(process: CompiledProcess, state: ProcessState): Map<number, ScopeTable> {
  const tables = new Map<number, ScopeTable>();
  for (const scope of state.scopes) {
    const table = scope.parent === undefined ? process.root : tableIn(tables, scope);
    if (table !== undefined) tables.set(scope.id, table);
  }
  return tables;
}

function tableIn(tables: ReadonlyMap<number, ScopeTable>, scope: ScopeInstance): ScopeTable | undefined {
  const parent = tables.get(scope.parent ?? -1);
  return parent === undefined ? undefined : tableOf(scope, parent);
}
