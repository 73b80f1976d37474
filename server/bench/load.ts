import type { Db } from '../store/db.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences, percentile } from './benchmark.ts';
import type { EventsMessage, EventsReport } from './load-events-main.ts';
import { fanOutOf } from './load-measure.ts';
import type { PeopleReport, RunReport } from './load-people-main.ts';
import type { Cpu, LoadSize, LoadStage } from './load-run.ts';
import { fullLoad, openLoad } from './load-run.ts';
import { wallNow } from './load-wire.ts';
import { figure } from './report.ts';

const commandGoalMs = 120;
const fanOutGoalMs = 250;
const warmUpSeconds = 3;
const settleSeconds = 20;

/** Inputs that the ledger holds, by where they came from. */
export interface Ledger {
  readonly commands: number;
  readonly events: number;
  readonly timers: number;
}

export async function countLedger(db: Db): Promise<Ledger> {
  const { rows } = await db.query<Ledger & Record<string, unknown>>({
    text: `select count(*) filter (where id like 'c:%')::integer as commands, count(*) filter (where id like 'e:%')::integer as events,
      count(*) filter (where id like 't:%')::integer as timers from ledger`,
  });
  const [row] = rows;
  if (!row) throw new Error('Bug: a count without a row');
  return row;
}

/** Every command that was decided is in the ledger once, and nothing else is. */
export const decidedOf = (runs: readonly RunReport[]): number => runs.reduce((sum, { decidedMs }) => sum + decidedMs.length, 0);

/** Ids that were answered `ok` and are not in the log. */
export async function lostOf(db: Db, accepted: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ lost: number }>({
    text: `select count(*)::integer as lost from unnest($1::text[]) as id where not exists (select 1 from log where input = 'c:' || id)`,
    values: [accepted],
  });
  return rows[0]?.lost ?? NaN;
}

const shareOf = (used: number | undefined, seconds: number): string => (used === undefined ? 'unknown' : `${String(Math.round((used / seconds) * 100))} %`);

/** Processor time of each part, in percent of one core. */
export function cpuLine(before: Cpu, after: Cpu, seconds: number, events?: EventsReport): string {
  const postgres = before.postgres === undefined || after.postgres === undefined ? undefined : after.postgres - before.postgres;
  return `CPU in percent of one core: server ${shareOf(after.server - before.server, seconds)}, PostgreSQL ${shareOf(postgres, seconds)}, `
    + `people ${shareOf(after.people - before.people, seconds)}, source of events ${shareOf(events?.cpuSeconds, seconds)}`;
}

export const spread = (values: readonly number[]): string =>
  `p50 ${figure(percentile(values, 0.5))}, p95 ${figure(percentile(values, 0.95))}, p99 ${figure(percentile(values, 0.99))}, most ${figure(percentile(values, 1))} ms`;

export const said = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).map(([name, count]) => `${name} ${String(count)}`).join(', ');

/** Puts the load on the stage and returns both figures; the stage stays open. */
export async function measureLoad(context: Context, stage: LoadStage, size: LoadSize, calibration: Result['calibration']): Promise<readonly Result[]> {
  const seconds = context.loadSeconds;
  const events = stage.startEvents();
  const warmUp = await stage.run(size.commandsPerSecond, warmUpSeconds);
  await stage.settle(settleSeconds);
  await stage.askPeople({ forget: true });
  await stage.askServers({ forget: true });
  const before = await countLedger(stage.database.db);
  const cpuBefore = await stage.cpu();
  context.say(`${String(size.commandsPerSecond)} commands/s and ${String(size.eventsPerSecond)} events/s for ${String(seconds)} s`);
  const startedAt = performance.now();
  await stage.askServers({ startTimers: true });
  const message: EventsMessage = { perSecond: size.eventsPerSecond, seconds };
  const [run, reported] = await Promise.all([stage.run(size.commandsPerSecond, seconds), events.ask<EventsReport>(message)]);
  const tookSeconds = (performance.now() - startedAt) / 1000;
  const until = wallNow();
  const cpuAfter = await stage.cpu();
  const outOfSync = await stage.settle(settleSeconds);
  const server = await stage.askServers({ report: true });
  const people = await stage.askPeople<PeopleReport>({ report: true });
  const after = await countLedger(stage.database.db);
  await events.stop();
  const fanOut = fanOutOf(server, people, stage.watchers, until);
  const command = percentile(run.decidedMs, 0.99);
  const fan = percentile(fanOut.sharedMs, 0.99);
  const gaps = people.reduce((sum, one) => sum + one.gaps, 0);
  const cuts = people.reduce((sum, one) => sum + one.cuts, 0) + server.stats.cuts;
  const counts = {
    commands: run.sent, events: reported.accepted, timers: after.timers - before.timers, sockets: people.length === 0 ? 0 : server.stats.sockets,
    pushes: fanOut.pushes, deliveries: fanOut.deliveries, scopes: server.stats.scopes,
  };
  const mismatches = [
    ...differences({ commands: decidedOf([run]), events: reported.sent }, { commands: after.commands - before.commands, events: after.events - before.events }),
    ...differences({ lost: 0 }, { lost: await lostOf(stage.database.db, [...warmUp.accepted, ...run.accepted]) }),
    ...fanOut.short.slice(0, 3),
    ...outOfSync.slice(0, 3),
    ...(gaps > 0 ? [`${String(gaps)} pushes did not follow on the one before`] : []),
    ...(cuts > 0 ? [`${String(cuts)} sockets were cut`] : []),
    ...(fanOut.sharedMs.length === 0 ? ['no push could be timed'] : []),
  ];
  const shared = {
    unit: 'ms', better: 'lower' as const, counts, mismatches, calibration,
    beside: [
      `commands: ${spread(run.decidedMs)}; answers: ${said(run.answers)}; too late ${String(run.tooLate)}; drawn: ${said(run.byWork)}; sent at most ${figure(run.lateMs)} ms late`,
      `fan-out to all sockets of a queue, team or case: ${spread(fanOut.sharedMs)}; to one's own: ${spread(fanOut.ownMs)}`,
      `${figure(fanOut.deliveries / tookSeconds)} deliveries/s of ${figure(fanOut.pushes / tookSeconds)} pushes/s; ${cpuLine(cpuBefore, cpuAfter, tookSeconds, reported)}`,
      `events: ${figure(reported.accepted / tookSeconds)}/s, p50 ${figure(reported.p50Ms)}, p99 ${figure(reported.p99Ms)} ms, slowed ${String(reported.slowed)} times; server ${figure(server.rssMb)} MB resident; pauses of its event loop: ${String(server.pausesMs.length)}, ${spread(server.pausesMs)}`,
    ],
  };
  return [
    { ...shared, name: 'command.p99', value: command, against: { name: 'goal', value: commandGoalMs }, bars: [atMost('p99 in ms, from the time it was meant to be sent', command, commandGoalMs)] },
    { ...shared, name: 'fanout.p99', value: fan, against: { name: 'goal', value: fanOutGoalMs }, bars: [atMost('p99 in ms, commit to the last socket', fan, fanOutGoalMs)] },
  ];
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const stage = await openLoad(context, fullLoad);
  const results = await measureLoad(context, stage, fullLoad, calibration);
  await stage.close();
  return results;
}

export const load: Benchmark = { names: ['command.p99', 'fanout.p99'], run };
