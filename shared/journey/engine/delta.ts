import type { Data, ProcessDelta, ProcessState, ScopeInstance, Token } from './process-state.ts';
import { remember } from './reached.ts';
import type { Run } from './run.ts';

const DONE = 1000;
const NO_TOKENS: readonly Token[] = [];
const NO_SCOPES: readonly ScopeInstance[] = [];

/** The difference between the state before and where the run has come to. The run is over: its lists become the state's. */
export function deltaOf(run: Run): ProcessDelta {
  const { before, done, next, ended } = run;
  const delta: { -readonly [K in keyof ProcessDelta]: ProcessDelta[K] } = { done: done.length > DONE ? done.slice(0, DONE) : done, next };
  const tokens = difference(before?.tokens ?? NO_TOKENS, run.tokens);
  if (tokens !== undefined && tokens.put.length > 0) delta.put = tokens.put;
  if (tokens !== undefined && tokens.drop.length > 0) delta.drop = tokens.drop;
  const metas: ScopeInstance[] = [];
  const set: (readonly [number, string, unknown])[] = [];
  for (const { meta, data, written, isNew } of run.scopes) {
    metas.push(meta);
    const names = isNew ? Object.keys(data) : written;
    if (names !== undefined) for (const name of names) set.push([meta.id, name, data[name]]);
  }
  const scopes = difference(before?.scopes ?? NO_SCOPES, metas);
  if (scopes !== undefined && scopes.put.length > 0) delta.scopes = scopes.put;
  if (scopes !== undefined && scopes.drop.length > 0) delta.close = scopes.drop;
  if (set.length > 0) delta.set = set;
  if (ended !== undefined) delta.ended = ended;
  const after = {
    next,
    tokens: tokens === undefined && before !== undefined ? before.tokens : run.tokens,
    scopes: scopes === undefined && before !== undefined ? before.scopes : metas,
    data: before !== undefined && delta.set === undefined && delta.close === undefined ? before.data : dataOf(run),
  };
  remember(before, delta, ended === undefined ? after : { ...after, ended });
  return delta;
}

/** Both are in ascending order of ids; undefined where they are the same. */
function difference<T extends { readonly id: number }>(before: readonly T[], after: readonly T[]): { put: T[]; drop: number[] } | undefined {
  let put: T[] | undefined;
  let drop: number[] | undefined;
  let at = 0;
  for (let i = 0; i < before.length; i += 1) {
    const old = before[i] as T;
    const now = after[at];
    if (now === undefined || now.id !== old.id) {
      (drop ??= []).push(old.id);
      continue;
    }
    if (now !== old) (put ??= []).push(now);
    at += 1;
  }
  for (; at < after.length; at += 1) (put ??= []).push(after[at] as T);
  return put === undefined && drop === undefined ? undefined : { put: put ?? [], drop: drop ?? [] };
}

/** Variables of the scopes that are left; integer keys, so that their order is that of the ids whatever was first. */
function dataOf({ scopes, before }: Run): ProcessState['data'] {
  const after: Record<string, Data> = {};
  for (const { meta, data, written, isNew } of scopes) {
    const old = before?.data[meta.id];
    if (isNew ? hasNames(data) : written !== undefined || old !== undefined) after[meta.id] = data;
  }
  return after;
}

function hasNames(data: Data): boolean {
  for (const _ in data) return true;
  return false;
}
