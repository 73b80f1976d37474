import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { must } from '../../shared/assert.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Entry } from '../../shared/contract/entries.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { systemClock } from '../clock.ts';
import { connectors as shipped } from '../connectors/all.ts';
import { timerInput } from '../desk/timer-input.ts';
import { openEffects } from '../effects/open-effects.ts';
import { createIntake } from '../intake/cloud-events.ts';
import type { Loop } from '../loop.ts';
import { openLoop } from '../loop.ts';
import { startPoller } from '../timers/poller.ts';
import { keysFolderOf, openBank, personId } from './bank.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast, differences } from './benchmark.ts';
import { dayJourney } from './orchestrated-journey.ts';
import { figure } from './report.ts';

const bar = 5000;
const atOnce = 1500;
const people = 50;
const warmUpMs = 3000;
/** A part of the run, to tell what the machine does where nothing disturbs it. */
const windowMs = 2500;

/** One system stands for the eight of the demo bank, each of which takes 16 at once. */
const connectors = new Map([...shipped].map(([name, one]) => [name, { ...one, atOnce: 8 * one.atOnce }]));

/** The demo bank's systems in a process of their own; returns their addresses by connector. */
async function startSystems(context: Context): Promise<ReadonlyMap<string, string>> {
  const child = fork(path.join(import.meta.dirname, '../demo/systems/systems-main.ts'), [], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  context.onStop(() => void child.kill('SIGTERM'));
  const [text] = (await once(must(child.stdout, 'it is piped'), 'data')) as [Buffer];
  return new Map(text.toString().trim().split(' ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

type Sent = Record<'staff' | 'messages' | 'timers' | 'results', number>;

/** Cases that live their day, one after the other in each of many seats; each waits for the desk at every step. */
class Day {
  readonly #loop: Loop;
  readonly #intake: ReturnType<typeof createIntake>;
  /** What a seat waits for, by case: its work, or its end. */
  readonly #awaited = new Map<string, (entry: Entry) => void>();
  /** Commands that the desk decided; one that was sent away because it was busy stands nowhere. */
  decided = 0;
  /** Inputs that brought entries about, as they were committed. */
  committed = 0;
  #commands = 0;
  #number = 0;
  #isOver = false;

  constructor(loop: Loop) {
    this.#loop = loop;
    this.#intake = createIntake({ desk: loop.desk, clock: loop.clock, mappings: new Map(), mayReport: () => true, ...(loop.journeys ? { journeys: loop.journeys } : {}) });
    loop.desk.onCommit((entries) => {
      this.committed += new Set(entries.map(({ input }) => input)).size;
      for (const entry of entries)
        if ((entry.kind === 'task:made' || entry.kind === 'case:closed') && entry.case !== null) {
          const waiting = this.#awaited.get(entry.case);
          this.#awaited.delete(entry.case);
          waiting?.(entry);
        }
    });
  }

  /** Opens the seats; resolves when all of them have ended their last case. */
  async live(): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, async () => {
      while (!this.#isOver) await this.#case();
    }));
  }

  end(): void {
    this.#isOver = true;
  }

  async #case(): Promise<void> {
    const number = (this.#number += 1);
    const key = `k-day-${String(number)}`;
    const worked = this.#next(key);
    await this.#tell(key, 'asked', { amount: number * 100, channel: 'mobile' });
    const made = await worked;
    const task = must(made.task, 'work is a task');
    const person = personId(0, number % people);
    await this.#say(person, { type: 'task:claim', task, version: 1 });
    if (number % 3 !== 0) await this.#say(person, { type: 'note:add', case: key, task, text: 'called back' });
    await this.#say(person, { type: 'task:complete', task, fence: 1, data: { verdict: 'yes' } });
    const closed = this.#next(key);
    await this.#tell(key, 'answered', { channel: 'web' });
    await closed;
  }

  #next(caseId: string): Promise<Entry> {
    return new Promise((resolve) => this.#awaited.set(caseId, resolve));
  }

  async #tell(subject: string, message: string, data: Record<string, string | number>): Promise<void> {
    const event = { specversion: '1.0' as const, id: `${subject}/${message}`, source: 'bench', type: `day.${message}`, subject, time: new Date(this.#loop.clock.now()).toISOString(), data };
    const told = await this.#intake.report('bench', [event]);
    if (isRefusal(told)) throw new Error(JSON.stringify(told));
  }

  async #say(person: string, command: object): Promise<Answer> {
    for (;;) {
      const answer = await this.#loop.command({ commandId: `b-${String((this.#commands += 1))}`, ...command } as never, { person, device: 'bench' });
      if (answer.ok || answer.code !== 'busy') {
        this.decided += 1;
        return answer;
      }
      await new Promise((resolve) => setTimeout(resolve, answer.retryAfterMs ?? 100));
    }
  }
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const database = await context.newDatabase();
  const addresses = await startSystems(context);
  const report = (error: unknown, about: Record<string, string>): void => console.error(error, about);
  const effects = await openEffects({ url: database.url, clock: systemClock, connectors, report });
  const loop = openLoop({ url: database.url, keysFolder: keysFolderOf(context.folder), report, journeys: await dayJourney(), enqueue: effects.outbox.enqueue });
  if (isRefusal(loop)) throw new Error(JSON.stringify(loop));
  await openBank(loop, { teams: 1, peoplePerTeam: people, tasksPerTeam: 0 });
  const worker = effects.start({ desk: loop.desk, keys: loop.keys, onResult: loop.onEffectResult, addressOf: (name) => addresses.get(name), takesInputs: () => true });
  const stopPoller = startPoller({ db: loop.db, desk: loop.desk, clock: loop.clock, timerInput, takesInputs: () => true, report: (error) => report(error, { at: 'timers' }), everyMs: 50, perSecond: 5000 });
  const day = new Day(loop);
  const living = day.live();
  await pause(warmUpMs);
  const count = async (): Promise<Sent> => {
    const { rows } = await database.db.query<Sent & Record<string, unknown>>({
      text: `select count(*) filter (where id like 'c:%')::integer as staff, count(*) filter (where id like 'e:%')::integer as messages,
        count(*) filter (where id like 't:%')::integer as timers, count(*) filter (where id like 'f:%')::integer as results from ledger`,
    });
    return must(rows[0], 'a row of counts');
  };
  const before = await count();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let best = 0;
  while (performance.now() - startedAt < Math.min(context.loadSeconds, 30) * 1000) best = Math.max(best, await committedIn(day, windowMs));
  const after = await count();
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  day.end();
  await living;
  const atEnd = await count();
  const { rows } = await database.db.query<{ open: number; closed: number }>({ text: `select count(*) filter (where status = 'open')::integer as open, count(*) filter (where status = 'closed')::integer as closed from cases` });
  await stopPoller();
  await worker.stop();
  await loop.stop();
  await effects.stop();
  await database.drop();
  const during: Sent = { staff: after.staff - before.staff, messages: after.messages - before.messages, timers: after.timers - before.timers, results: after.results - before.results };
  const inputs = during.staff + during.messages + during.timers + during.results;
  const rate = inputs / seconds;
  const share = (value: number): string => `${String(Math.round((value / inputs) * 100))} %`;
  return [
    {
      name: 'desk.orchestrated-rate', unit: 'inputs/s', value: rate, against: { name: 'goal', value: bar }, better: 'higher',
      bars: [atLeast('inputs a second, durable, effects included', rate, bar)],
      counts: { ...during, 'cases closed': rows[0]?.closed ?? 0 },
      mismatches: differences({ open: 0, staff: day.decided, messages: 2 * (rows[0]?.closed ?? 0), results: rows[0]?.closed }, { open: rows[0]?.open, staff: atEnd.staff, messages: atEnd.messages, results: atEnd.results }),
      beside: [
        `the best ${figure(windowMs / 1000)} s of it: ${figure(best)} a second`,
        `staff ${share(during.staff)}, messages ${share(during.messages)}, timers ${share(during.timers)}, results of effects ${share(during.results)}; ${figure(during.results / seconds)} effects/s sent to a system over HTTP`,
        `processor of desk, worker and those who ask: ${String(Math.round(((cpu.user + cpu.system) / 1e6 / seconds) * 100))} % of one core`,
      ],
      calibration,
    },
  ];
}

/** A second, over so many milliseconds from now. */
async function committedIn(day: Day, ms: number): Promise<number> {
  const [startedAt, before] = [performance.now(), day.committed];
  await pause(ms);
  return ((day.committed - before) * 1000) / (performance.now() - startedAt);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const orchestratedRate: Benchmark = { names: ['desk.orchestrated-rate'], run };
