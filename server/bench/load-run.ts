import { setTimeout } from 'node:timers/promises';
import { seededRandom } from '../demo/random.ts';
import { caseId, keysFolderOf, openBenchLoop, personId, teamId, upTo } from './bank.ts';
import type { Context } from './benchmark.ts';
import type { Child } from './child.ts';
import { serverFlags, startChild } from './child.ts';
import type { LoadBankSize } from './load-bank.ts';
import { casesPerTeam, eventSource, observedTeam, openLoadBank } from './load-bank.ts';
import { outOfSync } from './load-measure.ts';
import type { HashReport, PeopleMessage, PeopleReport, RunReport } from './load-people-main.ts';
import type { PersonPlan } from './load-person.ts';
import { postgresCpuSeconds } from './load-processes.ts';
import type { ServerMessage, ServerReport } from './load-server-main.ts';
import type { WorkSize } from './load-work.ts';
import type { BenchDatabase } from './stage.ts';

/** What a load is made of; what is not given is what the goals are set for. */
export interface LoadSize extends LoadBankSize {
  readonly commandsPerSecond: number;
  readonly eventsPerSecond: number;
  /** Servers on the one PostgreSQL, a core each; a team's people are all at the same one, and in a process of their own with others of theirs. */
  readonly servers: number;
}

export const fullLoad: LoadSize = {
  teams: 50, peoplePerTeam: 40, waitingPerTeam: 120, heldPerTeam: 20, dueTimers: 10_000, commandsPerSecond: 150, eventsPerSecond: 2000, servers: 1,
};

const observers = 5;

/** A server with its people at their sockets, each watching what they watch all day. */
export interface LoadStage {
  readonly database: BenchDatabase;
  readonly address: string;
  readonly sourceKey: string;
  /** Sockets of each scope. */
  readonly watchers: ReadonlyMap<string, number>;
  readonly people: readonly Child[];
  readonly servers: readonly Child[];
  /** All servers, as if they were one. */
  askServers(message: ServerMessage): Promise<ServerReport>;
  askPeople<Answer>(message: PeopleMessage): Promise<Answer[]>;
  /** Commands at a rate in all, spread over the processes of the people. */
  run(perSecond: number, seconds: number): Promise<RunReport>;
  startEvents(): Child;
  /** One more device of each team's lead in a process of its own, which works on while all others are cut. */
  startDrivers(): Promise<Child>;
  cpu(): Promise<Cpu>;
  /** Waits until nothing waits at the desk and every socket holds what a fresh snapshot says; returns what never did. */
  settle(seconds: number): Promise<string[]>;
  close(): Promise<void>;
}

/** Processor seconds until now. */
export interface Cpu {
  readonly server: number;
  readonly people: number;
  readonly postgres: number | undefined;
}

export async function openLoad(context: Context, size: LoadSize): Promise<LoadStage> {
  const database = await context.newDatabase();
  const keysFolder = keysFolderOf(context.folder);
  const loop = openBenchLoop(database.url, keysFolder);
  const sourceKey = await openLoadBank(loop, size);
  await loop.stop();
  await database.db.query({ text: 'vacuum analyze' });
  const servers = upTo(size.servers).map((n) => startChild(context, 'load-server-main.ts', [database.url, keysFolder, `bench-${String(n)}`], serverFlags));
  const askServers = (message: ServerMessage): Promise<ServerReport[]> => Promise.all(servers.map((server) => server.ask<ServerReport>(message)));
  const addresses = (await askServers({ look: true })).map(({ address }) => address);
  const [address = ''] = addresses;
  const plans = plansOf(size);
  const workSize: WorkSize = { teams: size.teams, peoplePerTeam: size.peoplePerTeam, casesPerTeam: casesPerTeam(size) };
  const people = addresses.map((own, n) => startChild(context, 'load-people-main.ts', [own, JSON.stringify(workSize), String(n + 1)]));
  const askPeople = <Answer>(message: PeopleMessage): Promise<Answer[]> => Promise.all(people.map((child) => child.ask<Answer>(message)));
  context.say(`${String(plans.length)} people connect`);
  await Promise.all(people.map((child, n) => {
    const message: PeopleMessage = { connect: { plans: plans.filter(({ team }) => team % size.servers === n), atOnce: 20 } };
    return child.ask(message);
  }));
  return {
    database, address, sourceKey, people, servers, askPeople,
    askServers: async (message) => together(await askServers(message)),
    watchers: watchersOf(plans),
    run: async (perSecond, seconds) => merged(await askPeople<RunReport>({ run: { perSecond: perSecond / people.length, seconds } })),
    startEvents: () => startChild(context, 'load-events-main.ts', [address, sourceKey, eventSource]),
    startDrivers: async () => {
      const child = startChild(context, 'load-people-main.ts', [address, JSON.stringify(workSize), '99', '1']);
      const leads = plans.filter(({ id, team }) => id === personId(team, 0)).map(({ id, team }) => ({ id, team, scopes: [`queue:${teamId(team)}`] }));
      const message: PeopleMessage = { connect: { plans: leads, atOnce: 10 } };
      await child.ask(message);
      return child;
    },
    cpu: async () => {
      const reports = await askPeople<PeopleReport>({ report: true });
      return {
        server: (await askServers({ look: true })).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
        people: reports.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
        postgres: await postgresCpuSeconds(database.db),
      };
    },
    settle: async (seconds) => {
      let wrong: string[] = [];
      for (let tries = 0; tries < seconds; tries += 1) {
        await setTimeout(1000);
        wrong = await outOfSync(database.db, await askPeople<HashReport>({ hashes: true }));
        if (wrong.length === 0) return [];
      }
      return wrong;
    },
    close: async () => {
      await Promise.all(people.map((child) => child.stop()));
      await Promise.all(servers.map((server) => server.stop()));
      await database.drop();
    },
  };
}

/** Each watches their queue and team and one case of the team's; the first five leads of one server also the team whose cases a source reports. */
function plansOf(size: LoadSize): PersonPlan[] {
  const random = seededRandom(7);
  const cases = casesPerTeam(size);
  return upTo(size.teams).flatMap((team) =>
    upTo(size.peoplePerTeam).map((n): PersonPlan => ({
      id: personId(team, n),
      team,
      scopes: [
        `queue:${teamId(team)}`, `team:${teamId(team)}`, `case:${caseId(team, random.between(0, cases - 1))}`,
        ...(n === 0 && team < observers * size.servers && team % size.servers === 0 ? [`queue:${observedTeam}`, `team:${observedTeam}`] : []),
      ],
    })),
  );
}

function watchersOf(plans: readonly PersonPlan[]): Map<string, number> {
  const watchers = new Map<string, number>();
  for (const { id, scopes } of plans) for (const scope of [`me:${id}`, ...scopes]) watchers.set(scope, (watchers.get(scope) ?? 0) + 1);
  return watchers;
}

/** What several servers report; a scope is watched at one of them only. */
function together(reports: readonly ServerReport[]): ServerReport {
  const sum = (of: (report: ServerReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
  const statsOf = (name: Exclude<keyof ServerReport['stats'], 'isStalled' | 'cursor'>): number => sum(({ stats }) => stats[name]);
  return {
    address: reports[0]?.address ?? '',
    stats: {
      cursor: Math.max(...reports.map(({ stats }) => stats.cursor)), isStalled: reports.some(({ stats }) => stats.isStalled),
      sockets: statsOf('sockets'), scopes: statsOf('scopes'), flushes: statsOf('flushes'), pushes: statsOf('pushes'), deliveries: statsOf('deliveries'),
      snapshots: statsOf('snapshots'), cuts: statsOf('cuts'), refusedMessages: statsOf('refusedMessages'), mismatches: statsOf('mismatches'),
    },
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    rssMb: sum(({ rssMb }) => rssMb),
    commits: reports.flatMap(({ commits }) => commits).sort(([a], [b]) => a - b),
    heard: Object.assign({}, ...reports.map(({ heard }) => heard)) as ServerReport['heard'],
    pausesMs: reports.flatMap(({ pausesMs }) => pausesMs),
  };
}

function merged(reports: readonly RunReport[]): RunReport {
  const sums = (of: (report: RunReport) => Readonly<Record<string, number>>): Record<string, number> => {
    const all: Record<string, number> = {};
    for (const report of reports) for (const [key, count] of Object.entries(of(report))) all[key] = (all[key] ?? 0) + count;
    return all;
  };
  const sum = (of: (report: RunReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
  return {
    sent: sum(({ sent }) => sent),
    byWork: sums(({ byWork }) => byWork),
    answers: sums(({ answers }) => answers),
    decidedMs: reports.flatMap(({ decidedMs }) => decidedMs),
    busyMs: reports.flatMap(({ busyMs }) => busyMs),
    tooLate: sum(({ tooLate }) => tooLate),
    accepted: reports.flatMap(({ accepted }) => accepted),
    lateMs: Math.max(...reports.map(({ lateMs }) => lateMs)),
  };
}
