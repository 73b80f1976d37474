import type { ProcessDelta, ScopeInstance, Token } from './process-state.ts';
import type { LiveScope, Run } from './run.ts';

const DONE = 1000;

/** The difference between the state before and where the run has come to. */
export function deltaOf(run: Run): ProcessDelta {
  const before = run.before;
  const delta: { -readonly [K in keyof ProcessDelta]: ProcessDelta[K] } = {
    done: run.done.length > DONE ? run.done.slice(0, DONE) : run.done,
    next: run.next,
  };
  const tokens = difference<Token>(before?.tokens ?? [], run.tokens);
  if (tokens.put.length > 0) delta.put = tokens.put;
  if (tokens.drop.length > 0) delta.drop = tokens.drop;
  const scopes = scopeDifference(before?.scopes ?? [], run.scopes);
  if (scopes.put.length > 0) delta.scopes = scopes.put;
  if (scopes.drop.length > 0) delta.close = scopes.drop;
  const set: (readonly [number, string, unknown])[] = [];
  for (const { meta, data, written } of run.scopes) if (written !== undefined) for (const name of written) set.push([meta.id, name, data[name]]);
  if (set.length > 0) delta.set = set;
  if (run.ended !== undefined) delta.ended = run.ended;
  return delta;
}

/** Both are in ascending order of ids. */
function difference<T extends { readonly id: number }>(before: readonly T[], after: readonly T[]): { put: T[]; drop: number[] } {
  const put: T[] = [];
  const drop: number[] = [];
  let at = 0;
  for (const old of before) {
    const now = after[at];
    if (now === undefined || now.id !== old.id) {
      drop.push(old.id);
      continue;
    }
    if (now !== old) put.push(now);
    at += 1;
  }
  for (; at < after.length; at += 1) put.push(after[at] as T);
  return { put, drop };
}

function scopeDifference(before: readonly ScopeInstance[], after: readonly LiveScope[]): { put: ScopeInstance[]; drop: number[] } {
  return difference(before, after.map(({ meta }) => meta));
}
