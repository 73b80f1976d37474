import fs from 'node:fs';
import path from 'node:path';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences } from './benchmark.ts';
import { eventLogOf, runImporter } from './importer.ts';
import { plainInserts } from './plain-inserts.ts';
import { replay } from './replay.ts';
import { figure } from './report.ts';
import { countStored } from './stored.ts';

/** The importer against nothing but its own statements: what reading, deciding and hashing cost on top of PostgreSQL. */
async function run(context: Context): Promise<readonly Result[]> {
  eventLogOf(context);
  const calibration = await context.calibrate();
  const ours = await context.newDatabase();
  const imported = await runImporter(context, ours.url);
  await ours.drop();

  // Recording costs time of its own, so it is another run, and not the one that is timed.
  const recorded = await context.newDatabase();
  const file = path.join(context.folder, 'statements');
  await runImporter(context, recorded.url, {
    file: path.join(import.meta.dirname, 'record-statements.ts'),
    env: { BATON_BENCH_RECORD: file },
  });
  const bare = await context.newDatabase();
  const replayed = await replay(file, bare.url);
  fs.rmSync(file);
  const [expected, found] = [await countStored(recorded.db), await countStored(bare.db)];
  await bare.drop();
  const plain = await context.newDatabase();
  const plainSeconds = await plainInserts(recorded.db, plain.db);
  const copied = await countStored(plain.db);
  await plain.drop();
  await recorded.drop();

  const dearest = [...replayed.secondsOf].sort((a, b) => b[1] - a[1]).slice(0, 9);
  const { seconds } = imported;
  return [
    {
      name: 'import.vs-bare-sql',
      unit: 's',
      value: seconds,
      against: { name: 'its statements replayed', value: replayed.seconds },
      better: 'lower',
      bars: [atMost('our time over that of the bare statements', seconds / replayed.seconds, 2)],
      counts: { events: imported.events, ...found, transactions: replayed.transactions, statements: replayed.statements },
      mismatches: [
        ...differences({ ...expected }, { ...found }),
        ...differences({ events: imported.events }, { events: imported.accepted }),
        ...differences({ entries: expected.entries, inputs: expected.inputs, cases: expected.cases, tasks: expected.tasks }, { ...copied }),
      ],
      beside: [
        `plain inserts of the final rows: ${figure(plainSeconds)} s (ours is ${figure(seconds / plainSeconds)} times that)`,
        `of the replay: ${dearest.map(([name, took]) => `${name} ${figure(took)} s`).join(', ')}`,
      ],
      calibration,
    },
  ];
}

export const importVsBareSql: Benchmark = { names: ['import.vs-bare-sql'], run };
