import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences, percentile } from './benchmark.ts';
import type { EventsMessage, EventsReport } from './load-events-main.ts';
import type { PeopleReport } from './load-people-main.ts';
import type { LoadSize, LoadStage } from './load-run.ts';
import { fullLoad, openLoad } from './load-run.ts';
import { countLedger, cpuLine, decidedOf, lostOf, said, spread } from './load.ts';
import { figure } from './report.ts';

const times = 5;
const busyGoalMs = 50;
/** Long enough for the desk to be full, and for what it took to be done. */
const seconds = 15;
const settleSeconds = 60;

/** Puts five times the load on the stage; the stage stays open. */
export async function measureOverload(context: Context, stage: LoadStage, size: LoadSize, calibration: Result['calibration']): Promise<readonly Result[]> {
  const lasts = Math.min(seconds, context.loadSeconds);
  const events = stage.startEvents();
  const before = await countLedger(stage.database.db);
  const cpuBefore = await stage.cpu();
  await stage.askServers({ startTimers: true });
  context.say(`${String(size.commandsPerSecond * times)} commands/s and ${String(size.eventsPerSecond * times)} events/s for ${String(lasts)} s`);
  const startedAt = performance.now();
  const message: EventsMessage = { perSecond: size.eventsPerSecond * times, seconds: lasts };
  const reporting = events.ask<EventsReport>(message);
  const run = await stage.run(size.commandsPerSecond * times, lasts);
  const tookSeconds = (performance.now() - startedAt) / 1000;
  const cpuAfter = await stage.cpu();
  const reported = await reporting;
  const outOfSync = await stage.settle(settleSeconds);
  const people = await stage.askPeople<PeopleReport>({ report: true });
  const after = await countLedger(stage.database.db);
  await events.stop();
  const busy = run.busyMs.length === 0 ? 0 : percentile(run.busyMs, 0.99);
  const lost = await lostOf(stage.database.db, run.accepted);
  return [
    {
      name: 'overload.busy',
      unit: 'ms',
      value: busy,
      against: { name: 'goal', value: busyGoalMs },
      better: 'lower',
      bars: [atMost('busy, p99 in ms', busy, busyGoalMs), atMost('accepted and lost', lost, 0)],
      counts: { commands: run.sent, accepted: run.accepted.length, busy: run.busyMs.length, events: reported.accepted, sockets: [...stage.watchers.keys()].filter((scope) => scope.startsWith('me:')).length },
      mismatches: [
        ...differences({ commands: decidedOf([run]), events: reported.sent }, { commands: after.commands - before.commands, events: after.events - before.events }),
        ...differences({ lost: 0 }, { lost }),
        ...outOfSync.slice(0, 3),
      ],
      beside: [
        `busy: ${run.busyMs.length === 0 ? 'never' : spread(run.busyMs)}; decided: ${spread(run.decidedMs)}; answers: ${said(run.answers)}; sent at most ${figure(run.lateMs)} ms late`,
        `sockets cut for not reading: ${String(people.reduce((sum, one) => sum + one.cuts, 0))}; events slowed ${String(reported.slowed)} times; ${cpuLine(cpuBefore, cpuAfter, tookSeconds)}`,
      ],
      calibration,
    },
  ];
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const stage = await openLoad(context, fullLoad);
  const results = await measureOverload(context, stage, fullLoad, calibration);
  await stage.close();
  return results;
}

export const overload: Benchmark = { names: ['overload.busy'], run };
