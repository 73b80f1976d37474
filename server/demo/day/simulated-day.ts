import { setTimeout as wait } from 'node:timers/promises';
import { must, unreachable } from '../../../shared/assert.ts';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import type { Case } from '../../../shared/model/case.ts';
import type { CloudEvent, EventResult } from '../../../shared/model/event.ts';
import type { Task } from '../../../shared/model/task.ts';
import type { JourneyCatalog } from '../../catalog/journeys.ts';
import { parkNewJobs, readChangedCases, readNextDue, readTaskState, readUnrest, releaseJobs } from '../../store/reads/simulated-day.ts';
import { makeBank } from '../bank.ts';
import { demoSeed } from '../bank.ts';
import { seededRandom } from '../random.ts';
import type { DemoSystems } from '../systems/all.ts';
import { Agenda } from './agenda.ts';
import { arrivalsOf, atMoment, dayMs, dayStart, momentMs, whenStaffed } from './day-plan.ts';
import type { DayServer } from './day-server.ts';
import type { DayStore } from './day-store.ts';
import type { Doors } from './doors.ts';
import type { Planned, Seen } from './look-at-case.ts';
import { lookAtCase, nothingSeen } from './look-at-case.ts';
import { luckOf } from './luck.ts';
import { candidatesFor, listenersOf } from './staff-step.ts';
import type { BadHour, Kill } from './weather-plan.ts';
import { weatherChanges } from './weather-plan.ts';

export interface DayParts {
  readonly seed: number;
  readonly customers: number;
  readonly journeys: JourneyCatalog;
  readonly store: DayStore;
  readonly doors: Doors;
  readonly systems: DemoSystems;
  readonly badHours: readonly BadHour[];
  readonly kills: readonly Kill[];
  /** The server that runs now, and another one when it is dead. */
  readonly server: () => Promise<DayServer>;
  /** Before anything happens at a moment. */
  readonly onMoment?: (at: number) => void;
}

export interface DayCounts {
  moments: number;
  events: number;
  commands: number;
  serverKills: number;
  databaseKills: number;
  /** Milliseconds of the simulated clock from the day's beginning to its last moment. */
  simulatedMs: number;
  realMs: number;
  /** Real time by what was waited for. */
  readonly spent: Record<string, number>;
  /** Commands and events that were not done, by code. */
  readonly refused: Record<string, number>;
}

/** Whoever comes for the task comes too late. */
const gone = new Set(['task_ended', 'not_found', 'already_claimed']);
/** Nothing changes any more for so long: what is left over is left to its next time. */
const stuckMs = 90_000;
const lookEveryMs = 4;

/** Plays the whole day: the clock stands while everything happens that is due, and then goes on to when something is due next. */
export async function playDay(parts: DayParts): Promise<DayCounts> {
  const day = new Day(parts);
  return day.play();
}

class Day {
  readonly #parts: DayParts;
  readonly #agenda = new Agenda();
  readonly #seen = new Map<string, Seen>();
  readonly #staff;
  readonly #counts: DayCounts = { moments: 0, events: 0, commands: 0, serverKills: 0, databaseKills: 0, simulatedMs: 0, realMs: 0, spent: {}, refused: {} };
  #now = dayStart;
  #seq = 0;
  #waiting = new Map<string, { event: CloudEvent; answered: (result: EventResult) => void; failed: (error: unknown) => void }[]>();

  constructor(parts: DayParts) {
    this.#parts = parts;
    this.#staff = makeBank(seededRandom(demoSeed), 0).staff;
    for (const { at, key, journey, message, source, channel, customer, data } of arrivalsOf(parts.journeys.all, parts.seed, parts.customers)) {
      const named = `${journey}/${key}`;
      this.#agenda.add(this.#now, at, {
        case: named, step: '',
        run: () => this.#report({ source, subject: key, type: `${journey}.${message}`, id: `${named}/start`, data: { ...data, channel, ...(customer === undefined ? {} : { customer }) } as EventData }),
      });
    }
  }

  async play(): Promise<DayCounts> {
    const startedAt = performance.now();
    const { store } = this.#parts;
    await store.ask(parkNewJobs);
    this.#seq = (await store.ask((db) => readUnrest(db, this.#now))).seq;
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      this.#parts.onMoment?.(next);
      await this.#moment(next);
    }
    this.#counts.simulatedMs = this.#now - dayStart;
    this.#counts.realMs = performance.now() - startedAt;
    return this.#counts;
  }

  /** When something is due next. Timers alone keep the day going only to its end. */
  async #next(): Promise<number | undefined> {
    const { timer, job } = await this.#timed('asking', () => this.#parts.store.ask(readNextDue));
    const agenda = this.#agenda.next();
    const end = Math.max(dayStart + dayMs, agenda ?? 0, job ?? 0);
    const times = [agenda, job, timer !== undefined && timer <= end ? timer : undefined].filter((one) => one !== undefined);
    if (times.length === 0) return undefined;
    return Math.max(atMoment(Math.min(...times)), this.#now + momentMs);
  }

  async #moment(at: number): Promise<void> {
    const { badHours, systems, kills } = this.#parts;
    for (const { connector, weather } of weatherChanges(badHours, this.#now, at))
      await systems.systems.find(({ name }) => name === connector)?.weather(weather);
    const killed = kills.filter((kill) => kill.at > this.#now && kill.at <= at);
    this.#now = at;
    this.#counts.moments += 1;
    await this.#timed('clock', async () => {
      await this.#tell({ setClock: at });
      for (const { what, point, after } of killed) if (what === 'server') await this.#tell({ killAt: { point, after } });
      await this.#tell({ look: true });
    });
    await this.#timed('timers and retries', () => this.#settle());
    const chains = this.#agenda.take(at);
    if (chains.length > 0) {
      const happening = Promise.all(chains.map(async (chain) => {
        for (const item of chain) await item.run();
      }));
      for (const { what } of killed) if (what === 'database') await this.#killDatabase();
      await this.#timed('people and sources', () => happening);
      await this.#timed('what comes of it', () => this.#settle());
    } else for (const { what } of killed) if (what === 'database') await this.#killDatabase();
    await this.#timed('looking', () => this.#look());
  }

  async #killDatabase(): Promise<void> {
    await wait(15);
    this.#parts.store.kill();
    this.#counts.databaseKills += 1;
  }

  async #tell(order: Parameters<DayServer['tell']>[0]): Promise<void> {
    const server = await this.#parts.server();
    await server.tell(order);
  }

  /** Waits until nothing is left to do at this moment. */
  async #settle(): Promise<void> {
    const { store } = this.#parts;
    let last = '';
    let since = performance.now();
    for (;;) {
      const unrest = await store.ask((db) => readUnrest(db, this.#now));
      if (unrest.timers === 0 && unrest.jobs === 0) {
        if ((await store.ask((db) => releaseJobs(db, this.#now))) === 0) return;
        await this.#tell({ look: true });
        continue;
      }
      const now = JSON.stringify(unrest);
      if (now !== last) [last, since] = [now, performance.now()];
      else if (performance.now() - since > stuckMs) {
        this.#note('stuck', now);
        return;
      }
      await this.#parts.server();
      await wait(lookEveryMs);
    }
  }

  /** Plans what comes of all that has changed. */
  async #look(): Promise<void> {
    const { store, journeys, seed } = this.#parts;
    const { seq } = await store.ask((db) => readUnrest(db, this.#now));
    if (seq === this.#seq) return;
    const changed = await store.ask((db) => readChangedCases(db, this.#seq));
    this.#seq = seq;
    for (const { id, state, tasks } of changed) {
      const row = JSON.parse(state) as Case;
      const journey = journeys.find(row.journey, row.journeyVersion);
      if (!journey || row.status === 'closed') continue;
      const seen = this.#seen.get(id) ?? nothingSeen();
      this.#seen.set(id, seen);
      for (const planned of lookAtCase(seed, journey, row, tasks.map((task) => JSON.parse(task) as Task), seen)) this.#plan(row, planned);
    }
  }

  #plan(row: Case, planned: Planned): void {
    const key = `${row.journey}/${row.party.key}`;
    const at = this.#now + planned.afterMs;
    const isStaffed = planned.do !== 'say' || planned.said.source === undefined;
    this.#agenda.add(this.#now, isStaffed ? whenStaffed(at) : at, { case: key, step: planned.step, run: () => this.#do(row, key, planned) });
  }

  async #do(row: Case, key: string, planned: Planned): Promise<void> {
    const { seed } = this.#parts;
    const luck = luckOf(seed, key, planned.step);
    const commandId = `day:${key}:${planned.step}`.replace(/[^A-Za-z0-9:._/@#-]/g, '.').slice(0, 110);
    switch (planned.do) {
      case 'say': {
        const { message, channel, source, data } = planned.said;
        if (source === undefined) return this.#firstAble(listenersOf(this.#staff, channel, luck), (person) => this.#command(person, { type: 'journey:message', commandId: `${commandId}:${person}`, case: row.id, message, channel, data: given(data) }));
        const { correlation } = planned;
        return this.#report({
          source, subject: row.party.key, type: `${row.journey}.${message}`, id: `${key}/${planned.step}`,
          data: { ...data, channel, ...(correlation === undefined ? {} : { correlation }) } as EventData,
        });
      }
      case 'work':
        return this.#work(key, planned, commandId);
      case 'addTask':
        return this.#firstAble(listenersOf(this.#staff, 'phone', luck), (person) => this.#command(person, { type: 'journey:addTask', commandId: `${commandId}:${person}`, case: row.id, token: planned.token, activity: planned.activity }));
      case 'retry':
        return this.#firstAble(['hidde'], (person) => this.#command(person, { type: 'effect:retry', commandId, case: row.id, effect: planned.effect }));
      default:
        return unreachable(planned);
    }
  }

  /** Somebody who may takes the task, and ends it a while later. */
  async #work(key: string, planned: Extract<Planned, { do: 'work' }>, commandId: string): Promise<void> {
    const { store, seed } = this.#parts;
    const { task: id, team, licence, takesMs, data, step } = planned;
    const read = async (): Promise<Task | undefined> => {
      const state = await store.ask((db) => readTaskState(db, id));
      return state === undefined ? undefined : (JSON.parse(state) as Task);
    };
    let nth = 0;
    let { version } = planned;
    for (const person of candidatesFor(this.#staff, team, licence, luckOf(seed, key, step))) {
      for (let again = 0; again < 5; again += 1) {
        const answer = await this.#command(person, { type: 'task:claim', commandId: `${commandId}:claim:${String((nth += 1))}`, task: id, version });
        if (answer.ok) {
          const fence = Number(answer.result?.['fence']);
          this.#agenda.add(this.#now, this.#now + takesMs, {
            case: key, step,
            run: async () => void (await this.#command(person, { type: 'task:complete', commandId: `${commandId}:complete`, task: id, fence, data: given(data) })),
          });
          return;
        }
        if (gone.has(answer.code)) return;
        if (answer.code !== 'stale') break;
        // It was offered to somebody meanwhile, or is gone.
        const task = await read();
        if (task?.status !== 'open' || task.holder?.by !== 'queue') return;
        version = task.version;
      }
    }
    this.#note('nobody may take it', `${key} ${step}`);
  }

  /** Tries one person after the other until one may. */
  async #firstAble(people: readonly string[], send: (person: string) => Promise<Answer>): Promise<void> {
    for (const person of people) {
      const answer = await send(person);
      if (answer.ok || answer.code !== 'forbidden') return;
    }
  }

  async #command(person: string, command: Command): Promise<Answer> {
    this.#counts.commands += 1;
    const answer = await this.#parts.doors.command(person, command);
    if (!answer.ok) this.#note(`${command.type}: ${answer.code}`);
    return answer;
  }

  /** Events of one source and moment go together. */
  async #report({ source, subject, type, id, data }: Pick<CloudEvent, 'source' | 'subject' | 'type' | 'id' | 'data'>): Promise<void> {
    const event = { specversion: '1.0', id, source, subject, type, time: new Date(this.#now).toISOString(), ...(data === undefined ? {} : { data }) } as CloudEvent;
    this.#counts.events += 1;
    const result = await new Promise<EventResult>((answered, failed) => {
      const waiting = this.#waiting.get(source);
      if (waiting) return void waiting.push({ event, answered, failed });
      this.#waiting.set(source, [{ event, answered, failed }]);
      setImmediate(() => void this.#send(source));
    });
    if (!result.ok) this.#note(`event: ${result.code ?? ''}`, `${type} ${subject}`);
  }

  async #send(source: string): Promise<void> {
    const waiting = must(this.#waiting.get(source), 'it was begun');
    this.#waiting.delete(source);
    try {
      const results = await this.#parts.doors.report(source, waiting.map(({ event }) => event));
      for (const [index, { answered }] of waiting.entries()) answered(must(results[index], 'every event has its result'));
    } catch (error) {
      for (const { failed } of waiting) failed(error);
    }
  }

  #note(code: string, example = ''): void {
    this.#counts.refused[code] = (this.#counts.refused[code] ?? 0) + 1;
    if (example !== '' && this.#counts.refused[code] <= 3) this.#counts.refused[`  ${code} e.g. ${example}`] = 1;
  }

  async #timed<T>(what: string, run: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await run();
    } finally {
      this.#counts.spent[what] = (this.#counts.spent[what] ?? 0) + performance.now() - startedAt;
    }
  }
}

type EventData = NonNullable<CloudEvent['data']>;

const given = (data: object): Record<string, string | number | boolean | null | string[]> => ({ ...data });
