import type { Change, Chunk, Push, Row, RowKind } from '../contract/changes.ts';
import { cursorOf, parseCursor } from '../contract/changes.ts';
import { ScopeHash } from './scope-hash.ts';

export interface HeldRow {
  readonly kind: RowKind;
  readonly row: Row;
}

/**
 * One scope as the client holds it. Invariants: `rows` are those of the log up to `seq`, or newer; while `isAsking` nothing is applied
 * but the answer, and pushes wait.
 */
export interface ScopeState {
  readonly logId: string;
  /** -1: nothing yet. */
  readonly seq: number;
  /** By `kind id`. */
  readonly rows: ReadonlyMap<string, HeldRow>;
  readonly isAsking: boolean;
  /** Parts of the answer that have come. */
  readonly parts: readonly Chunk[];
  readonly waiting: readonly Push[];
}

/** What to ask the server for, because something was missed. */
export type Ask = 'since' | 'snapshot';

export interface Step {
  readonly state: ScopeState;
  readonly ask?: Ask;
}

/** Pushes kept for after the answer; what is dropped beyond shows as a gap and is asked for again. */
const waitingLimit = 1000;

export const emptyScope: ScopeState = { logId: '', seq: -1, rows: new Map(), isAsking: true, parts: [], waiting: [] };

/** The cursor to subscribe or ask with; undefined for a snapshot. */
export const cursorOfScope = ({ logId, seq }: ScopeState): string | undefined => (seq < 0 ? undefined : cursorOf(logId, seq));

/** A scope whose answer is awaited: after subscribing, asking, or a new connection. */
export const asking = (state: ScopeState): ScopeState => ({ ...state, isAsking: true, parts: [], waiting: [] });

export const hashOfScope = ({ rows }: ScopeState): string => {
  const hash = new ScopeHash();
  for (const { kind, row } of rows.values()) hash.turn(kind, row.id, row.version);
  return hash.toString();
};

/** Applies a push iff it is newer and follows on what is held; an older one changes nothing, a gap asks (T18, T20). */
export function applyPush(state: ScopeState, push: Push): Step {
  if (state.isAsking) return { state: { ...state, waiting: [...state.waiting.slice(-waitingLimit), push] } };
  if (push.seq <= state.seq) return { state };
  if (push.prev > state.seq) return { state: { ...asking(state), waiting: [push] }, ask: 'since' };
  return { state: { ...state, seq: push.seq, rows: changed(state.rows, push.changes) } };
}

/** Takes a part of a snapshot or of what was missed; the last one makes the scope live and lets the waiting pushes in. */
export function applyChunk(state: ScopeState, chunk: Chunk): Step {
  const parts = chunk.part === 1 ? [chunk] : [...state.parts, chunk];
  if (parts.length !== chunk.part || parts.some(({ mode }) => mode !== chunk.mode)) {
    // A part again that is held already says nothing new; a part too early means that one is lost.
    if (chunk.part <= state.parts.length) return { state };
    return { state: asking(state), ask: 'snapshot' };
  }
  if (chunk.part < chunk.parts) return { state: { ...state, parts } };
  const { logId, seq } = parseCursor(chunk.cursor ?? '.-1');
  const isOlder = logId === state.logId && seq < state.seq;
  if (isOlder && !state.isAsking) return { state: { ...state, parts: [] } };
  const isFollowing = chunk.mode === 'since' && logId === state.logId && state.seq >= 0;
  if (chunk.mode === 'since' && !isFollowing) return { state: asking(state), ask: 'snapshot' };
  const changes = parts.flatMap((part) => part.changes);
  const rows = isOlder ? state.rows : changed(isFollowing ? state.rows : new Map(), changes);
  return drain({ logId, seq: isOlder ? state.seq : seq, rows, isAsking: false, parts: [], waiting: [] }, state.waiting);
}

function drain(live: ScopeState, waiting: readonly Push[]): Step {
  let state = live;
  let ask: Ask | undefined;
  for (const push of waiting) {
    const step = applyPush(state, push);
    state = step.state;
    ask ??= step.ask;
  }
  return { state, ...(ask === undefined ? {} : { ask }) };
}

/** In which rows a map differs from the one that it was made from; found by who has seen that one, so that not all rows are looked at again. */
export interface RowsDelta {
  readonly from: WeakRef<ReadonlyMap<string, HeldRow>>;
  /** `kind id`, also of rows that are not there any more. */
  readonly keys: readonly string[];
}

const deltas = new WeakMap<ReadonlyMap<string, HeldRow>, RowsDelta>();

/** The keys in which `rows` may differ from `seen`; undefined where that is not known, and all rows have to be looked at. */
export function keysChangedSince(seen: ReadonlyMap<string, HeldRow> | undefined, rows: ReadonlyMap<string, HeldRow>): readonly string[] | undefined {
  if (seen === rows) return [];
  const delta = deltas.get(rows);
  return seen !== undefined && delta?.from.deref() === seen ? delta.keys : undefined;
}

function changed(rows: ReadonlyMap<string, HeldRow>, changes: readonly Change[]): ReadonlyMap<string, HeldRow> {
  if (changes.length === 0) return rows;
  const next = new Map(rows);
  const keys: string[] = [];
  for (const change of changes) {
    const key = 'put' in change ? `${change.put} ${change.row.id}` : `${change.drop} ${change.id}`;
    keys.push(key);
    if ('put' in change) next.set(key, { kind: change.put, row: change.row });
    else next.delete(key);
  }
  deltas.set(next, { from: new WeakRef(rows), keys });
  return next;
}
