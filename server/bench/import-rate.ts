import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast, differences } from './benchmark.ts';
import { eventLogOf, runImporter } from './importer.ts';
import { figure } from './report.ts';
import { bytesOf, countStored } from './stored.ts';

/** What one of the staff does and hears of in a day; the growth of the log is worked out from it. */
const day = { staff: 1000, commands: 60, events: 120 };
const goalPerSecond = 10_000;

async function run(context: Context): Promise<readonly Result[]> {
  eventLogOf(context);
  const calibration = await context.calibrate();
  const database = await context.newDatabase();
  const imported = await runImporter(context, database.url);
  const stored = await countStored(database.db);
  const bytes = await bytesOf(database.db);
  await database.drop();
  const { accepted, events, tasks } = imported;
  const armed = stored.inputs - accepted;
  const counts = { events, ...stored, armed };
  const mismatches = differences(
    { lastSeq: stored.entries, cases: imported.cases, tasks: tasks.made, openTasks: tasks.open, accepted: events },
    { ...stored, accepted },
  );
  // A command writes one ledger row and about one entry, as an event does.
  const bytesPerInput = (bytes.log + bytes.ledger) / stored.inputs;
  const perDay = day.staff * (day.commands + day.events) * bytesPerInput;
  const shared = { counts, mismatches, calibration };
  return [
    {
      ...shared,
      name: 'import.rate',
      unit: 'events/s',
      value: imported.eventsPerSecond,
      against: { name: 'goal', value: goalPerSecond },
      better: 'higher',
      bars: [atLeast('events/s, durable, parsing included', imported.eventsPerSecond, goalPerSecond)],
      beside: [
        `${figure(imported.seconds)} s of import in a process of ${figure(imported.processSeconds)} s (Node's start, the check of the file, arming, counting); ${String(imported.rssMb)} MB resident at most`,
      ],
    },
    {
      ...shared,
      name: 'log.growth',
      unit: 'bytes/entry',
      value: bytes.log / stored.entries,
      against: { name: 'an entry of the adopted design (604)', value: 604 },
      better: 'lower',
      bars: [],
      beside: [
        `log ${figure(bytes.log / 1e6)} MB, ledger ${figure(bytes.ledger / 1e6)} MB (${figure(bytes.ledger / stored.inputs)} bytes/input), cases, tasks and people ${figure(bytes.rows / 1e6)} MB, indexes included`,
        `${figure(perDay / 1e6)} MB of log and ledger per ${String(day.staff)} staff and day, at ${String(day.commands)} commands and ${String(day.events)} events per person and day (${figure(bytesPerInput)} bytes each, as measured on events)`,
      ],
    },
  ];
}

export const importRate: Benchmark = { names: ['import.rate', 'log.growth'], run };
