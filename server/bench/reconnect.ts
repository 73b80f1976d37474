import { setTimeout } from 'node:timers/promises';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences } from './benchmark.ts';
import type { EventsMessage, EventsReport } from './load-events-main.ts';
import type { PeopleMessage, PeopleReport, RunReport } from './load-people-main.ts';
import type { LoadSize, LoadStage } from './load-run.ts';
import { fullLoad, openLoad } from './load-run.ts';
import { countLedger, cpuLine, decidedOf, lostOf, said, spread } from './load.ts';
import { figure } from './report.ts';

const goalSeconds = 20;
const backWithinMs = 1000;
const settleSeconds = 20;

/** Cuts everybody, lets the load go on, lets all come back at once; the stage stays open. */
export async function measureReconnect(context: Context, stage: LoadStage, size: LoadSize, calibration: Result['calibration']): Promise<readonly Result[]> {
  const away = context.loadSeconds;
  const drivers = await stage.startDrivers();
  const events = stage.startEvents();
  const before = await countLedger(stage.database.db);
  await stage.askServers({ startTimers: true });
  // Goes on while they come back.
  const seconds = away + Math.min(away, goalSeconds);
  const work: PeopleMessage = { run: { perSecond: size.commandsPerSecond, seconds } };
  const source: EventsMessage = { perSecond: size.eventsPerSecond, seconds };
  const loading = Promise.all([drivers.ask<RunReport>(work), events.ask<EventsReport>(source)]);
  await stage.askPeople({ cut: true });
  context.say(`all are cut for ${String(away)} s while the load goes on`);
  await setTimeout(away * 1000);
  const cpuBefore = await stage.cpu();
  const back = await stage.askPeople<{ ms: number; again: number }>({ back: { withinMs: backWithinMs } });
  const inSync = Math.max(...back.map(({ ms }) => ms)) / 1000;
  const cpuAfter = await stage.cpu();
  const [run, reported] = await loading;
  const outOfSync = await stage.settle(settleSeconds);
  const people = await stage.askPeople<PeopleReport>({ report: true });
  const after = await countLedger(stage.database.db);
  const { stats } = await stage.askServers({ look: true });
  await events.stop();
  await drivers.stop();
  return [
    {
      name: 'reconnect.time',
      unit: 's',
      value: inSync,
      against: { name: 'goal', value: goalSeconds },
      better: 'lower',
      bars: [atMost('seconds until the last socket holds all it watches', inSync, goalSeconds)],
      counts: { sockets: stats.sockets, scopes: stats.scopes, commands: run.sent, events: reported.accepted, timers: after.timers - before.timers },
      mismatches: [
        ...differences({ commands: decidedOf([run]), events: reported.sent }, { commands: after.commands - before.commands, events: after.events - before.events }),
        ...differences({ lost: 0 }, { lost: await lostOf(stage.database.db, run.accepted) }),
        ...outOfSync.slice(0, 3),
      ],
      beside: [
        `while they were away: ${figure(decidedOf([run]))} commands (${said(run.answers)}; ${spread(run.decidedMs)}), ${figure(reported.accepted)} events`,
        `coming back: ${cpuLine(cpuBefore, cpuAfter, inSync)}; tried again ${String(back.reduce((sum, { again }) => sum + again, 0))} times; gaps noticed since ${String(people.reduce((sum, one) => sum + one.gaps, 0))}`,
      ],
      calibration,
    },
  ];
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const stage = await openLoad(context, fullLoad);
  const results = await measureReconnect(context, stage, fullLoad, calibration);
  await stage.close();
  return results;
}

export const reconnect: Benchmark = { names: ['reconnect.time'], run };
