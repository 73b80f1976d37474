import { fork } from 'node:child_process';
import path from 'node:path';
import { must } from '../../shared/assert.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences } from './benchmark.ts';
import { eventLogOf, journey } from './importer.ts';
import { figure } from './report.ts';
import { countStored } from './stored.ts';

/** One import of the log by one process; `rssMb` is the most that was resident during it. */
export interface Pass {
  readonly pass: number;
  readonly events: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

const passes = 10;
const maxRssMb = 400;

async function importPassesOf(context: Context, url: string, file: string): Promise<Pass[]> {
  const done: Pass[] = [];
  const child = fork(path.join(import.meta.dirname, 'import-passes-main.ts'), [url, path.join(context.folder, 'passes-keys'), file, journey, String(passes)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  context.onStop(() => void child.kill('SIGKILL'));
  child.on('message', (pass: Pass) => {
    done.push(pass);
    context.say(`pass ${String(pass.pass)}: ${figure(pass.events / pass.seconds)} events/s, ${figure(pass.rssMb)} MB resident`);
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`the importer ended with ${String(code)}`);
  return done;
}

/** Whether the log's size slows the import down, or its memory grows with it. */
async function run(context: Context): Promise<readonly Result[]> {
  const file = eventLogOf(context);
  const calibration = await context.calibrate();
  const database = await context.newDatabase();
  const done = await importPassesOf(context, database.url, file);
  const stored = await countStored(database.db);
  await database.drop();
  const second = must(done[1], 'there are ten passes');
  const tenth = must(done[passes - 1], 'there are ten passes');
  const events = done.reduce((sum, pass) => sum + pass.events, 0);
  const micros = (pass: Pass): number => (pass.seconds * 1e6) / pass.events;
  const shared = {
    counts: { events, ...stored },
    mismatches: [
      ...differences({ entries: stored.lastSeq }, { ...stored }),
      ...(stored.inputs < events ? [`${String(stored.inputs)} inputs in the database, ${String(events)} events read`] : []),
      ...(stored.cases % passes === 0 ? [] : [`${String(stored.cases)} cases are not ${String(passes)} times the same`]),
    ],
    calibration,
    better: 'lower',
    beside: [
      `events/s by pass: ${done.map((pass) => figure(pass.events / pass.seconds)).join(', ')}`,
      `CPU of the importer, µs/event by pass: ${done.map((pass) => figure((pass.cpuSeconds * 1e6) / pass.events)).join(', ')}`,
      `resident MB by pass: ${done.map((pass) => figure(pass.rssMb)).join(', ')}`,
    ],
  } as const;
  return [
    {
      ...shared,
      name: 'import.late-vs-early',
      unit: 'µs/event',
      value: micros(tenth),
      against: { name: 'second pass', value: micros(second) },
      bars: [atMost('the tenth pass over the second', micros(tenth) / micros(second), 1.2)],
    },
    {
      ...shared,
      name: 'import.rss',
      unit: 'MB',
      value: tenth.rssMb,
      against: { name: 'second pass', value: second.rssMb },
      bars: [atMost('MB resident', tenth.rssMb, maxRssMb), atMost('the tenth pass over the second', tenth.rssMb / second.rssMb, 1.1)],
    },
  ];
}

export const importPasses: Benchmark = { names: ['import.late-vs-early', 'import.rss'], run };
