// A process of its own: people at their desks, each with a socket, and the commands they send at a given rate.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { must } from '../../shared/assert.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import { seededRandom } from '../demo/random.ts';
import { serveParent } from './child.ts';
import type { ReadPush } from './load-mirror.ts';
import { PacketReader } from './load-mirror.ts';
import type { PersonPlan } from './load-person.ts';
import { LoadPerson } from './load-person.ts';
import { wallNow } from './load-wire.ts';
import type { Work, WorkSize } from './load-work.ts';
import { Workload } from './load-work.ts';

/** One thing at a time is asked; each is answered when it is done. */
export type PeopleMessage =
  | { readonly connect: { readonly plans: readonly PersonPlan[]; readonly atOnce: number } }
  | { readonly run: { readonly perSecond: number; readonly seconds: number } }
  | { readonly cut: true }
  | { readonly back: { readonly withinMs: number } }
  | { readonly forget: true }
  | { readonly report: true }
  | { readonly hashes: true };

/** Commands that were sent and what became of them; spans in milliseconds. */
export interface RunReport {
  readonly sent: number;
  readonly byWork: Readonly<Record<string, number>>;
  /** From the moment a command was meant to be sent until its answer, for all that the desk decided. */
  readonly decidedMs: readonly number[];
  /** The same for those that were answered `busy`. */
  readonly busyMs: readonly number[];
  /** Counted by code, `ok` among them. */
  readonly answers: Readonly<Record<string, number>>;
  /** Refused though not on purpose: somebody else was quicker. */
  readonly tooLate: number;
  /** The ids of what was accepted. */
  readonly accepted: readonly string[];
  /** The most that a send was behind its time. */
  readonly lateMs: number;
}

/** `scope seq` → how many sockets got that push, and when the last did (milliseconds of the wall clock). */
export interface PeopleReport {
  readonly received: readonly (readonly [scope: string, seq: number, sockets: number, lastAt: number])[];
  readonly gaps: number;
  readonly closed: number;
  readonly cuts: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

/** The distinct hashes that sockets hold of each scope, with how many hold them. */
export type HashReport = readonly (readonly [scope: string, hash: string, sockets: number])[];

const [address = '', sizeText = '{}', seedText = '1', peopleHere = ''] = process.argv.slice(2);
const size = JSON.parse(sizeText) as WorkSize;
const reader = new PacketReader();
const received = new Map<string, Map<number, { sockets: number; lastAt: number }>>();
const people = new Map<string, LoadPerson>();
let work: Workload | undefined;
/** Connections that had to be tried again. */
let again = 0;

function note(scope: string, seq: number, at: number): void {
  let seqs = received.get(scope);
  if (!seqs) received.set(scope, (seqs = new Map()));
  const one = seqs.get(seq);
  if (!one) seqs.set(seq, { sockets: 1, lastAt: at });
  else {
    one.sockets += 1;
    one.lastAt = at;
  }
}

async function connect(plans: readonly PersonPlan[], atOnce: number): Promise<object> {
  const workload = new Workload([...new Set(plans.map(({ team }) => team))], size, seededRandom(Number(seedText)), peopleHere === '' ? undefined : Number(peopleHere));
  work = workload;
  for (const plan of plans) {
    const pushed = (scope: string, { seq }: ReadPush, at: number): void => note(scope === 'me' ? `me:${plan.id}` : scope, seq, at);
    people.set(plan.id, new LoadPerson(plan, address, reader, { pushed, rows: (...rows) => workload.rows(...rows) }));
  }
  await forEach(people.values(), atOnce, async (person) => {
    await person.signIn();
    await connectPatiently(person);
  });
  return { connected: people.size };
}

/** Runs for each, so many at once. */
async function forEach(list: Iterable<LoadPerson>, atOnce: number, once: (person: LoadPerson) => Promise<void>): Promise<void> {
  const left = [...list].values();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const person of left) await once(person);
  }));
}

/** Open loop: commands are sent at their times, whatever has become of those before. */
async function run(perSecond: number, seconds: number): Promise<RunReport> {
  const workload = must(work, 'people are connected');
  const from = wallNow();
  const count = Math.round(perSecond * seconds);
  const byWork: Partial<Record<Work, number>> = {};
  const answers: Record<string, number> = {};
  const decidedMs: number[] = [];
  const busyMs: number[] = [];
  const accepted: string[] = [];
  let tooLate = 0;
  let lateMs = 0;
  const heard = (answer: Answer, commandId: string, dueAt: number, isOnPurpose: boolean): void => {
    const code = answer.ok ? 'ok' : answer.code;
    answers[code] = (answers[code] ?? 0) + 1;
    (code === 'busy' ? busyMs : decidedMs).push(wallNow() - dueAt);
    if (answer.ok) accepted.push(commandId);
    else if (code !== 'busy' && !isOnPurpose) tooLate += 1;
  };
  const waiting: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    const dueAt = from + (n * 1000) / perSecond;
    const wait = dueAt - wallNow();
    if (wait > 1) await setTimeout(wait);
    lateMs = Math.max(lateMs, wallNow() - dueAt);
    const drawn = workload.next(wallNow());
    const planned = people.has(drawn.actor) ? drawn : workload.spare();
    const actor = must(people.get(planned.actor), 'the actors of a spare command are here');
    const commandId = randomUUID();
    byWork[planned.work] = (byWork[planned.work] ?? 0) + 1;
    waiting.push(actor.ask('command', { commandId, ...planned.command }).then((answer) => heard(answer, commandId, dueAt, planned.work === 'refused')));
  }
  await Promise.all(waiting);
  return { sent: count, byWork: byWork as Record<string, number>, decidedMs, busyMs, answers, tooLate, accepted, lateMs };
}

const tries = 30;

/** As a client does: a server that is too busy to let somebody in is asked again a little later. */
async function connectPatiently(person: LoadPerson): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await person.connect();
    } catch (error) {
      if (tried === tries) throw error;
      again += 1;
      person.cut();
      await setTimeout(250 + 10 * tried);
    }
  }
}

/** All come back, spread over a time; resolves with the milliseconds until the last holds all it watches. */
async function back(withinMs: number): Promise<{ readonly ms: number; readonly again: number }> {
  again = 0;
  const from = wallNow();
  const all = [...people.values()];
  await Promise.all(all.map(async (person, index) => {
    await setTimeout((index * withinMs) / all.length);
    await connectPatiently(person);
  }));
  return { ms: wallNow() - from, again };
}

function report(): PeopleReport {
  const { user, system } = process.cpuUsage();
  const sum = (of: 'gaps' | 'closed' | 'cuts'): number => [...people.values()].reduce((total, person) => total + person[of], 0);
  return {
    received: [...received].flatMap(([scope, seqs]) => [...seqs].map(([seq, { sockets, lastAt }]) => [scope, seq, sockets, lastAt] as const)),
    gaps: sum('gaps'), closed: sum('closed'), cuts: sum('cuts'),
    cpuSeconds: (user + system) / 1e6, rssMb: process.memoryUsage.rss() / 1024 / 1024,
  };
}

function hashes(): HashReport {
  const counted = new Map<string, Map<string, number>>();
  for (const person of people.values())
    for (const [scope, mirror] of person.mirrors) {
      const name = scope === 'me' ? `me:${person.plan.id}` : scope;
      const ofScope = counted.get(name) ?? new Map<string, number>();
      const hash = mirror.isAsking ? 'asking' : mirror.hash;
      counted.set(name, ofScope.set(hash, (ofScope.get(hash) ?? 0) + 1));
    }
  return [...counted].flatMap(([scope, ofScope]) => [...ofScope].map(([hash, sockets]) => [scope, hash, sockets] as const));
}

serveParent<PeopleMessage>(
  async (message): Promise<object> => {
    if ('connect' in message) return connect(message.connect.plans, message.connect.atOnce);
    if ('run' in message) return run(message.run.perSecond, message.run.seconds);
    if ('cut' in message) {
      for (const person of people.values()) person.cut();
      return {};
    }
    if ('back' in message) return back(message.back.withinMs);
    if ('forget' in message) {
      received.clear();
      return {};
    }
    return 'hashes' in message ? hashes() : report();
  },
  () => {
    for (const person of people.values()) person.cut();
    return Promise.resolve();
  },
);

// A thousand people share this process: woken by each packet, it would cost the server that it measures a context switch for each. So it
// looks at its sockets every two milliseconds, which can only make what it measures longer.
const lookEveryMs = 2;
const still = new Int32Array(new SharedArrayBuffer(4));
const look = (): void => {
  Atomics.wait(still, 0, 0, lookEveryMs);
  setImmediate(look);
};
setImmediate(look);
