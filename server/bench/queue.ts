import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast, atMost, differences, percentile } from './benchmark.ts';
import type { Child } from './child.ts';
import { serverFlags, startChild } from './child.ts';
import { keysFolderOf, openBank, openBenchLoop, upTo } from './bank.ts';
import type { DeskServerReport } from './desk-server.ts';
import type { PeerName } from './queue-peer.ts';
import type { PersonsMessage, PersonsReport } from './queue-person.ts';
import { figure } from './report.ts';
import { countStored } from './stored.ts';

const persons = 64;
const teams = 8;
const rounds = 5;
const roundSeconds = 3;
const jobs = 60_000;
/** Fewer than the peers', as each person's socket first gets the whole queue of the team. */
const tasks = 56_000;
const batchSize = 500;

/** Something that persons take work from, in a process of its own, with its persons in another. */
interface Contender {
  readonly name: string;
  readonly people: Child;
  readonly reports: PersonsReport[];
  /** How many are done by the database, once what was answered is stored. */
  countDone(expected: number): Promise<number>;
}

const roundOf = ({ reports }: Contender): number => percentile(reports.map(({ perSecond }) => perSecond), 0.5);
const completedBy = ({ reports }: Contender): number => reports.at(-1)?.completed ?? 0;
const claimMsOf = ({ reports }: Contender): number[] => reports.flatMap(({ claimMs }) => claimMs);

async function openPeer(context: Context, name: PeerName): Promise<Contender & { drain(): Promise<number> }> {
  const database = await context.newDatabase();
  const peer = startChild(context, 'queue-peer-main.ts', [name, database.url]);
  const { address } = await peer.ask<{ address: string }>({ fill: jobs });
  const people = startChild(context, 'queue-persons-main.ts', ['peer', address, JSON.stringify(upTo(persons).map(String))]);
  const contender: Contender = {
    name,
    people,
    reports: [],
    countDone: async (expected) => {
      // graphile-worker tells of an end before it is stored.
      for (let tries = 0; ; tries++) {
        const { done } = await peer.ask<{ done: number }>({ countDone: true });
        if (done === expected || tries === 20) return done;
      }
    },
  };
  return {
    ...contender,
    drain: async () => {
      await people.stop();
      const drained = await peer.ask<{ jobs: number; seconds: number }>({ drain: batchSize });
      await peer.stop();
      await database.drop();
      return drained.jobs / drained.seconds;
    },
  };
}

async function openDesk(context: Context): Promise<Contender & { close(): Promise<{ beside: string[]; mismatches: string[] }> }> {
  const database = await context.newDatabase();
  const keysFolder = keysFolderOf(context.folder);
  const loop = openBenchLoop(database.url, keysFolder);
  await openBank(loop, { teams, peoplePerTeam: persons / teams, tasksPerTeam: tasks / teams });
  await loop.stop();
  const server = startChild(context, 'desk-server-main.ts', [database.url, keysFolder, '1000'], serverFlags);
  const { address } = await server.ask<DeskServerReport>({});
  // Its start may write which catalog it has.
  const before = await countStored(database.db);
  const names = upTo(persons).map((n) => `${String(n % teams)}.${String(Math.floor(n / teams))}`);
  const people = startChild(context, 'queue-persons-main.ts', ['desk', address, JSON.stringify(names)]);
  const reports: PersonsReport[] = [];
  return {
    name: 'Baton',
    people,
    reports,
    countDone: async () => before.openTasks - (await countStored(database.db)).openTasks,
    close: async () => {
      const { stats, rssMb } = await server.ask<DeskServerReport>({});
      await people.stop();
      await server.stop();
      const after = await countStored(database.db);
      await database.drop();
      const last = reports.at(-1);
      const commands = (last?.claims ?? 0) + (last?.completed ?? 0);
      return {
        beside: [
          `${figure(stats.pushes)} pushes encoded, ${figure(stats.deliveries)} delivered, ${figure(last?.heard.pushes ?? 0)} of them heard by the end of the last round; ${figure(last?.heard.busy ?? 0)} times busy; ${figure(rssMb)} MB resident; a socket's budget of 20 commands/s raised for the closed loop`,
        ],
        mismatches: [
          ...differences({ entries: commands, inputs: commands }, { entries: after.entries - before.entries, inputs: after.inputs - before.inputs }),
          ...(stats.cuts > 0 ? [`${String(stats.cuts)} sockets were cut`] : []),
        ],
      };
    },
  };
}

/** 64 persons in a closed loop at each in turn, several rounds, each side's median taken. */
async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const desk = await openDesk(context);
  const peers = await Promise.all((['pg-boss', 'graphile-worker', 'skip-locked'] as const).map((name) => openPeer(context, name)));
  for (const round of upTo(rounds))
    for (const one of [desk, ...peers]) {
      const message: PersonsMessage = { seconds: roundSeconds, warmUpSeconds: round === 0 ? 5 : 1 };
      const report = await one.people.ask<PersonsReport>(message);
      one.reports.push(report);
      context.say(`round ${String(round + 1)}, ${one.name}: ${figure(report.perSecond)} tasks/s`);
    }
  const mismatches: string[] = [];
  for (const one of [desk, ...peers]) {
    const completed = completedBy(one);
    mismatches.push(...differences({ [`completed at ${one.name}`]: completed }, { [`completed at ${one.name}`]: await one.countDone(completed) }));
    if (one.reports.some(({ measuredSeconds }) => measuredSeconds < 1)) mismatches.push(`${one.name} ran out of work`);
  }
  const closed = await desk.close();
  const ours = roundOf(desk);
  const p99 = percentile(claimMsOf(desk), 0.99);
  const results: Result[] = [];
  for (const [index, peer] of peers.entries()) {
    const theirs = roundOf(peer);
    const bar = peer.name === 'skip-locked' ? 0.5 : 1;
    const drained = await peer.drain();
    results.push({
      name: `queue.vs-${peer.name}`,
      unit: 'tasks/s',
      value: ours,
      against: { name: peer.name, value: theirs },
      better: 'higher',
      bars: [atLeast(`ours over ${peer.name}`, ours / theirs, bar), atMost('claim p99 in ms', p99, 60)],
      counts: { [`completed at Baton`]: completedBy(desk), [`completed at ${peer.name}`]: completedBy(peer), persons, rounds },
      mismatches: [...mismatches, ...closed.mismatches],
      beside: [
        `claim p50 ${figure(percentile(claimMsOf(desk), 0.5))} ms, p99 ${figure(p99)} ms; ${peer.name} ${figure(percentile(claimMsOf(peer), 0.5))} and ${figure(percentile(claimMsOf(peer), 0.99))} ms`,
        `${peer.name} at its best, in batches of ${String(batchSize)}, no persons: ${figure(drained)} jobs/s`,
        ...(index === 0 ? closed.beside : []),
      ],
      calibration,
    });
  }
  return results;
}

export const queue: Benchmark = { names: ['queue.vs-pg-boss', 'queue.vs-graphile-worker', 'queue.vs-skip-locked'], run };
