import type { EntryDraft } from '../contract/entries.ts';
import { dueTimers } from '../journey/engine/read-state.ts';
import type { CaseState } from '../model/case.ts';
import type { Customer } from '../model/customer.ts';
import type { Person } from '../model/person.ts';
import { ownerOf } from '../model/task.ts';

export type TimerKind = 'park' | 'handOff' | 'offer' | 'firstTouch' | 'stall' | 'promise' | 'clock' | 'process' | 'call' | 'moment' | 'visit' | 'start';

/** A due date read off the state; `id` names the case or task, the kind and what it was set for, so each fires once (T10). */
export interface Timer {
  readonly id: string;
  readonly dueAt: number;
  readonly kind: TimerKind;
  /** Of a call, `person:` and the id of whom it is at; of a moment, `customer:` and theirs; of a start, `journey:` and its name. */
  readonly case: string;
  readonly body: { readonly task?: string; readonly ref?: string; readonly fence?: number; readonly holder?: number; readonly element?: string; readonly every?: string; readonly left?: number; readonly until?: number };
}

/** Every timer of a case; none while it is not armed or closed. */
export function timersOf(state: CaseState, firstTouchMs: number): Timer[] {
  const { case: row } = state;
  if (!row.armed || row.status === 'closed') return [];
  const timers: Timer[] = [];
  const add = (kind: TimerKind, dueAt: number, key: string, body: Timer['body']): void => {
    timers.push({ id: `${key}:${kind}`, dueAt, kind, case: row.id, body });
  };
  if (row.stallAt !== undefined && state.tasks.length > 0) add('stall', row.stallAt, row.id, {});
  for (const promise of row.promises)
    if (promise.state === 'open') add('promise', promise.dueAt, promise.id, { ref: promise.id });
  for (const clock of row.clocks)
    if (clock.metAt === undefined && clock.breachedAt === undefined && !clock.pauses.some((pause) => pause.to === null))
      add('clock', clock.dueAt, `${row.id}:${clock.id}`, { ref: clock.id });
  if (row.customerHere !== undefined) add('visit', row.customerHere.until, row.id, {});
  if (row.process !== undefined)
    for (const { holder, element, due } of dueTimers(row.process))
      add('process', due, `${row.id}:${String(holder)}:${element}:${String(due)}`, { holder, element });
  for (const task of state.tasks) {
    const { id, fence } = task;
    const key = `${id}:${String(fence)}`;
    if (task.parked?.until !== undefined) add('park', task.parked.until, key, { task: id, fence });
    if (task.handOff) add('handOff', task.handOff.expiresAt, task.handOff.id, { task: id, ref: task.handOff.id });
    if (task.offer) add('offer', task.offer.expiresAt, `${key}:${task.offer.to}`, { task: id, ref: task.offer.to, fence });
    const owner = ownerOf(task);
    if (task.untouchedSince !== undefined && owner !== undefined && !owner.startsWith('log:'))
      add('firstTouch', task.untouchedSince + firstTouchMs, key, { task: id, fence });
  }
  return timers;
}

/** The timer of the call at a person's extension. */
export function personTimers({ id, call }: Pick<Person, 'id' | 'call'>): Timer[] {
  if (call?.endsAt === undefined) return [];
  return [{ id: `person:${id}:${call.id}:call`, dueAt: call.endsAt, kind: 'call', case: `person:${id}`, body: { ref: call.id } }];
}

/** The timer of what does not happen at a customer: one, for the first of their moments that begins or ends with nothing heard. */
export function customerTimers({ id, momentsAt, erasedAt }: Pick<Customer, 'id' | 'momentsAt' | 'erasedAt'>): Timer[] {
  if (momentsAt === undefined || erasedAt !== undefined) return [];
  return [{ id: `customer:${id}:moment`, dueAt: momentsAt, kind: 'moment', case: `customer:${id}`, body: {} }];
}

/** The timer of a start event that opens cases by itself; `dueAt` is null where it opens none any more. */
export function startTimer({ journey, version, element, trigger, dueAt, every, left, until }: EntryDraft<'journey:scheduled'>['body']): Omit<Timer, 'dueAt'> & { readonly dueAt: number | null } {
  const of = `journey:${journey}`;
  return {
    id: `${of}@${String(version)}:${element}:${String(trigger)}:start`, dueAt, kind: 'start', case: of,
    body: {
      ref: String(version), element, holder: trigger, ...(every === undefined ? {} : { every }), ...(left === undefined ? {} : { left }), ...(until === undefined ? {} : { until }),
    },
  };
}

/** What a change of a case means for its timer rows: put and drop. A stall that only moved later is left: it is set again when it fires. */
export function timerChanges(before: readonly Timer[], after: readonly Timer[]): { put: Timer[]; drop: string[] } {
  if (before.length === 0 && after.length === 0) return { put: [], drop: [] };
  const old = new Map(before.map((timer) => [timer.id, timer]));
  const put: Timer[] = [];
  for (const timer of after) {
    const was = old.get(timer.id);
    old.delete(timer.id);
    if (was === undefined || timer.dueAt < was.dueAt || (timer.dueAt > was.dueAt && timer.kind !== 'stall')) put.push(timer);
  }
  return { put, drop: [...old.keys()] };
}
