import { unreachable } from '../../../shared/assert.ts';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import type { Channel, Case } from '../../../shared/model/case.ts';
import type { CloudEvent } from '../../../shared/model/event.ts';
import type { Task } from '../../../shared/model/task.ts';
import { ownerOf } from '../../../shared/model/task.ts';
import type { JourneyCatalog } from '../../catalog/journeys.ts';
import type { DeskDoor } from '../../desk-door.ts';
import { caseIdOf } from '../../../shared/work/case-id.ts';
import type { Queryable } from '../../store/queryable.ts';
import { readCaseState } from '../../store/reads/demo-cases.ts';
import { readChangedCases, readTaskState } from '../../store/reads/simulated-day.ts';
import { readHead } from '../../store/tables/head.ts';
import type { Planned, Seen } from '../day/look-at-case.ts';
import { lookAtCase, nothingSeen } from '../day/look-at-case.ts';
import { luckOf } from '../day/luck.ts';
import { candidatesFor, handlingOf, listenersOf } from '../day/staff-step.ts';
import type { DemoPerson } from '../staff.ts';

export interface LifeParts {
  readonly seed: number;
  /** Begins the keys and ids of everything that happens in this life: another life has another. */
  readonly run: string;
  readonly journeys: JourneyCatalog;
  readonly door: Pick<DeskDoor, 'report' | 'command'>;
  readonly db: Queryable;
  /** Colleagues who act by themselves. */
  readonly staff: readonly DemoPerson[];
  /** Share of a team's work that colleagues leave for whoever sits at the screen. */
  readonly leaves: (team: string) => number;
  /** What is going to happen is put off to the next such step of the clock, so that much happens at once; 1 for nothing. */
  readonly stepMs: number;
}

interface Item {
  readonly at: number;
  /** Things of one case happen one after the other. */
  readonly key: string;
  run(now: number): Promise<void>;
}

/** What a source says of a case; `key` is the source's own. */
export interface Said {
  readonly source: string;
  /** `<journey>.<message>`, or the activity of an observed journey. */
  readonly type: string;
  readonly key: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * Simulated customers, systems and colleagues: what is going to happen, by time, and what comes of what has happened. They use the ways in
 * that everybody has: events of sources and commands of staff.
 */
export class Life {
  readonly #parts: LifeParts;
  readonly #seen = new Map<string, Seen>();
  #items: Item[] = [];
  #seq: number | undefined;
  #number = 0;

  constructor(parts: LifeParts) {
    this.#parts = parts;
  }

  add(at: number, key: string, run: (now: number) => Promise<void>): void {
    this.#items.push({ at, key, run });
  }

  /** When something happens next. */
  next(): number | undefined {
    return this.#items.length === 0 ? undefined : Math.min(...this.#items.map(({ at }) => at));
  }

  get waiting(): number {
    return this.#items.length;
  }

  /** Lets everything happen that is due: cases side by side, the things of one case in their order. */
  async happen(now: number): Promise<void> {
    const due = this.#items.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
    this.#items = this.#items.filter(({ at }) => at > now);
    await Promise.all([...Map.groupBy(due, ({ key }) => key).values()].map(async (chain) => {
      for (const item of chain) await item.run(now);
    }));
  }

  /** Lets the one thing happen that would be next, however far ahead it is. False where there is none. */
  async hurry(now: number): Promise<boolean> {
    const next = this.next();
    const item = this.#items.find(({ at }) => at === next);
    if (!item) return false;
    this.#items = this.#items.filter((one) => one !== item);
    await item.run(now);
    return true;
  }

  /** Plans what comes of all that has changed since the last look. */
  async look(now: number): Promise<void> {
    const { db, journeys, seed } = this.#parts;
    const { seq } = await readHead(db);
    const since = this.#seq ?? seq;
    this.#seq = seq;
    if (seq === since) return;
    for (const { id, state, tasks } of await readChangedCases(db, since)) {
      const row = JSON.parse(state) as Case;
      const journey = journeys.find(row.journey, row.journeyVersion);
      if (!journey || row.status === 'closed' || isKept(row)) continue;
      const seen = this.#seen.get(id) ?? nothingSeen();
      this.#seen.set(id, seen);
      for (const planned of lookAtCase(seed, journey, row, tasks.map((task) => JSON.parse(task) as Task), seen)) this.#plan(now, row, planned);
    }
  }

  /** An event of a source, now. */
  async say(now: number, { source, type, key, data }: Said): Promise<void> {
    const event = {
      specversion: '1.0', id: `${this.#parts.run}/${String((this.#number += 1))}`, source, type, subject: key, time: new Date(now).toISOString(), ...(data ? { data } : {}),
    } as CloudEvent;
    await this.#parts.door.report(source, [event]);
  }

  /** A command of somebody of staff. */
  command(person: string, command: WithoutId<Command>): Promise<Answer> {
    return this.#parts.door.command({ ...command, commandId: `${this.#parts.run}/c${String((this.#number += 1))}` } as Command, { person, device: `${person}-demo` });
  }

  /** The case of a source's key as it is, and its open task of an activity. */
  async caseOf(journey: string, key: string): Promise<{ readonly id: string; readonly row: Case; task(activity: string): Task | undefined } | undefined> {
    const id = caseIdOf(journey, key);
    const state = await readCaseState(this.#parts.db, id);
    return state && { id, row: state.case, task: (activity) => state.tasks.find((one) => one.activity === activity) };
  }

  /** Somebody takes a task; its fence, or undefined where somebody else has been faster. */
  async claim(person: string, { id, version }: Pick<Task, 'id' | 'version'>): Promise<number | undefined> {
    const answer = await this.command(person, { type: 'task:claim', task: id, version });
    return answer.ok ? Number(answer.result?.['fence']) : undefined;
  }

  /** A colleague takes a task that has waited, and ends it a while later; a request is answered with it. False where nobody may, or it is to be left. */
  async lendAHand(now: number, task: Task): Promise<boolean> {
    const { seed, journeys, staff } = this.#parts;
    const state = await readCaseState(this.#parts.db, task.case);
    if (!state || isKept(state.case)) return false;
    const luck = luckOf(seed, task.id, 'hand');
    const journey = journeys.find(state.case.journey, state.case.journeyVersion);
    const { data, takesMs } = journey ? handlingOf(journey.file, task.form, luck) : { data: {}, takesMs: 120_000 };
    for (const person of candidatesFor(staff, task.team, task.needs?.licence, luck).slice(0, 4)) {
      if ((await this.claim(person, task)) === undefined) continue;
      this.add(now + takesMs, task.case, async (then) => {
        const held = await this.#openTask(task.id);
        if (!held || ownerOf(held) !== person) return;
        await this.command(person, { type: 'task:complete', task: task.id, fence: held.fence, data: { ...data } });
        const { source, key } = state.case.party;
        if (!journey) await this.say(then, { source, type: 'answered', key: key.slice(key.indexOf('/') + 1) });
      });
      return true;
    }
    return false;
  }

  #plan(now: number, row: Case, planned: Planned): void {
    const { seed, leaves } = this.#parts;
    const key = `${row.journey}/${row.party.key}`;
    if (planned.do === 'work' && luckOf(seed, key, planned.step).chance('left', leaves(planned.team))) return;
    this.add(this.#soon(now + planned.afterMs), key, (then) => this.#do(then, row, key, planned));
  }

  async #do(now: number, row: Case, key: string, planned: Planned): Promise<void> {
    const { seed, staff } = this.#parts;
    const luck = luckOf(seed, key, planned.step);
    switch (planned.do) {
      case 'say': {
        const { message, channel, source, data } = planned.said;
        const { correlation } = planned;
        if (source !== undefined) return this.say(now, { source, type: `${row.journey}.${message}`, key: row.party.key, data: { ...data, channel, ...(correlation === undefined ? {} : { correlation }) } });
        return this.#firstAble(listenersOf(staff, channel, luck), { type: 'journey:message', case: row.id, message, channel: channel as Channel, data: { ...data } });
      }
      case 'work': {
        const { team, licence, data, takesMs } = planned;
        const task = await this.#openTask(planned.task);
        if (!task || task.holder?.by !== 'queue') return;
        for (const person of candidatesFor(staff, team, licence, luck).slice(0, 4)) {
          const fence = await this.claim(person, task);
          if (fence === undefined) continue;
          this.add(this.#soon(now + takesMs), key, async () => {
            const held = await this.#openTask(task.id);
            if (held && ownerOf(held) === person) await this.command(person, { type: 'task:complete', task: task.id, fence: held.fence, data: { ...data } });
          });
          return;
        }
        return;
      }
      case 'addTask':
        return this.#firstAble(listenersOf(staff, 'phone', luck), { type: 'journey:addTask', case: row.id, token: planned.token, activity: planned.activity });
      case 'retry':
        return this.#firstAble(['hidde'], { type: 'effect:retry', case: row.id, effect: planned.effect });
      default:
        return unreachable(planned);
    }
  }

  #soon(at: number): number {
    return Math.ceil(at / this.#parts.stepMs) * this.#parts.stepMs;
  }

  async #openTask(id: string): Promise<Task | undefined> {
    const state = await readTaskState(this.#parts.db, id);
    const task = state === undefined ? undefined : (JSON.parse(state) as Task);
    return task?.status === 'open' ? task : undefined;
  }

  async #firstAble(people: readonly string[], command: WithoutId<Command>): Promise<void> {
    for (const person of people) {
      const answer = await this.command(person, command);
      if (answer.ok || answer.code !== 'forbidden') return;
    }
  }
}

type WithoutId<C> = C extends unknown ? Omit<C, 'commandId'> : never;

/** Begins the keys of cases that nothing happens to by itself. */
export const kept = 'kept-';
const isKept = ({ party }: Case): boolean => party.key.slice(party.key.indexOf('/') + 1).startsWith(kept);
