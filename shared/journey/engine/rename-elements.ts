import type { ProcessState, ScopeInstance, Subscription, Timer, Token, Undo } from './process-state.ts';

/** Which element of the new version takes the place of which of the old, flows too; what is not named keeps its id. */
export type ElementMap = Readonly<Record<string, string>>;

/** The state with its elements named anew, for another version of the process. */
export function renameElements(process: ProcessState, map: ElementMap): ProcessState {
  if (Object.keys(map).length === 0) return process;
  const name = (id: string): string => map[id] ?? id;
  const heard = ({ on, timers }: { on?: readonly Subscription[]; timers?: readonly Timer[] }) => ({
    ...(on === undefined ? {} : { on: on.map((one) => ({ ...one, by: name(one.by) })) }),
    ...(timers === undefined ? {} : { timers: timers.map((one) => ({ ...one, by: name(one.by) })) }),
  });
  const undone = (all: readonly Undo[]): Undo[] => all.map((one) => ({ ...one, of: name(one.of), ...(one.undo === undefined ? {} : { undo: undone(one.undo) }) }));
  return {
    ...process,
    tokens: process.tokens.map((token): Token => ({ ...token, at: name(token.at), ...(token.flow === undefined ? {} : { flow: name(token.flow) }), ...heard(token) })),
    scopes: process.scopes.map((scope): ScopeInstance => ({
      ...scope,
      of: name(scope.of),
      ...heard(scope),
      ...(scope.undo === undefined ? {} : { undo: undone(scope.undo) }),
      ...(scope.todo === undefined ? {} : { todo: undone(scope.todo) }),
      ...(scope.gates === undefined ? {} : { gates: Object.fromEntries(Object.entries(scope.gates).map(([gate, flows]) => [name(gate), flows.map(name)])) }),
    })),
  };
}
