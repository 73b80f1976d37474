import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Trail } from '../../shared/contract/rest-team.ts';
import type { TaskPut } from '../../shared/contract/rows.ts';
import type { Task } from '../../shared/model/task.ts';
import { isOpen, ownerOf } from '../../shared/model/task.ts';
import type { Desk } from '../desk.ts';
import { rowsOfKind } from './select.ts';

/** What somebody should hear of: one for all that a plan gave or took, and one for each thing that somebody set of them. */
export type Notice =
  | { readonly key: string; readonly is: 'given' | 'gone'; readonly at: number; readonly because: string; readonly tasks: readonly TaskPut[]; readonly people: readonly string[] }
  | { readonly key: string; readonly is: 'set'; readonly at: number; readonly row: Trail['rows'][number] };

type WorkNotice = Extract<Notice, { is: 'given' | 'gone' }>;

/** What is older was told by other ways. */
const toldForMs = 7 * 86_400_000;

/**
 * Work that plans gave to somebody (`people`: from whom), and work of theirs that plans gave to others (`people`: to whom): one notice per
 * plan, newest first. Work drops out of it once somebody has begun with it, or another plan has moved it.
 */
export function planNotices(tasks: readonly TaskPut[], me: string, now: number): readonly WorkNotice[] {
  const groups = new Map<string, TaskPut[]>();
  for (const task of tasks) {
    const { moved } = task;
    if (moved === undefined || moved.at < now - toldForMs || !isOpen(task as Task)) continue;
    const owner = ownerOf(task as Task);
    const wasMine = moved.wasHolder.by === 'person' && moved.wasHolder.person === me;
    const is = owner === me ? 'given' : wasMine ? 'gone' : undefined;
    if (is === undefined || (owner === me && wasMine)) continue;
    const key = `${is} ${moved.plan}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups].map(([key, some]): WorkNotice => {
    const is = key.startsWith('given') ? 'given' : 'gone';
    const people = some.flatMap((task) => (is === 'gone' ? (ownerOf(task as Task) ?? []) : task.moved?.wasHolder.by === 'person' ? task.moved.wasHolder.person : []));
    return { key, is, at: some[0]?.moved?.at ?? 0, because: some[0]?.from?.because ?? 'by_lead', tasks: some, people: [...new Set(people)] };
  }).sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
}

const setNotices = (trail: Trail | undefined): readonly Notice[] => (trail?.rows ?? []).map((row) => ({ key: `set ${String(row.seq)}`, is: 'set' as const, at: row.at, row }));

const readKept = 200;
const read = new Map<string, StoreApi<readonly string[]>>();

/** Keys of notices that somebody has read on this machine. */
function readOf(person: string): StoreApi<readonly string[]> {
  let store = read.get(person);
  if (!store) {
    const name = `baton.notices.${person}`;
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    store = createStore<readonly string[]>(() => (Array.isArray(kept) ? kept.map(String) : []));
    store.subscribe((keys) => localStorage.setItem(name, JSON.stringify(keys)));
    read.set(person, store);
  }
  return store;
}

export const markRead = ({ person }: Pick<Desk, 'person'>, keys: readonly string[]): void =>
  readOf(person.id).setState((known) => [...known.filter((key) => !keys.includes(key)), ...keys].slice(-readKept), true);

const found = new WeakMap<object, readonly WorkNotice[]>();

/** Notices of work from the rows of this moment; the same array as long as the rows are. */
function workNotices({ rows, person, clock }: Pick<Desk, 'rows' | 'person' | 'clock'>): readonly WorkNotice[] {
  const { scopes } = rows.getState();
  const known = found.get(scopes);
  if (known) return known;
  const tasks = new Map<string, TaskPut>();
  for (const scope of [`queue:${person.team}`, 'me']) for (const task of rowsOfKind(scopes[scope], 'task')) if (task.moved !== undefined) tasks.set(task.id, task);
  const notices = planNotices([...tasks.values()], person.id, clock.now());
  found.set(scopes, notices);
  return notices;
}

type Asking = Pick<Desk, 'rows' | 'person' | 'clock' | 'data'>;

/** What has not been read yet, newest first. */
export function unreadNotices(desk: Asking): readonly Notice[] {
  const known = readOf(desk.person.id).getState();
  const trail = desk.data.trail.store.getState()['aboutMe']?.value;
  return [...workNotices(desk), ...setNotices(trail)].filter(({ key }) => !known.includes(key)).sort((a, b) => b.at - a.at);
}

export function useNotices(desk: Asking): readonly Notice[] {
  useStore(desk.rows, ({ scopes }) => scopes);
  useStore(desk.data.trail.store);
  useStore(readOf(desk.person.id));
  return unreadNotices(desk);
}
