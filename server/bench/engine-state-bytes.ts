import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { must } from '../../shared/assert.ts';
import type { Journey } from '../../shared/journey/orchestrated/journey.ts';
import type { CaseState } from '../../shared/model/case.ts';
import { timersOf } from '../../shared/work/timers.ts';
import { catalogFolder } from '../catalog/catalog.ts';
import type { Played } from '../catalog/testing/scenario.ts';
import { Play } from '../catalog/testing/scenario.ts';
import { shippedJourneys } from '../catalog/testing/shipped.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Db } from '../store/db.ts';
import { insertCases } from '../store/tables/cases.ts';
import { insertTasks } from '../store/tables/tasks.ts';
import { insertTimers } from '../store/tables/timers.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences } from './benchmark.ts';
import { figure } from './report.ts';

const cases = 1_000_000;
const bytesBar = 2000;
const perInsert = 5000;

/** Every open state that the golden history of a journey passes through. */
function statesOf(journey: Journey): CaseState[] {
  const { journey: name, version } = journey.file;
  const file = path.join(catalogFolder, name, `${name}.v${String(version)}.golden.ndjson`);
  if (!existsSync(file)) throw new Error(`the journey ${name} has no golden history`);
  const play = new Play(journey);
  const states: CaseState[] = [];
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const { do: did } = JSON.parse(line) as Partial<Played>;
    if (did === undefined) continue;
    const [act, ...given] = did;
    (play[act] as (...given: unknown[]) => void).apply(play, given);
    if (play.bank.state?.case.status === 'open') states.push(play.bank.state);
  }
  return states;
}

/** The case under another id, and its tasks and customer under others, all as long as those that the desk draws, wherever they stand. */
function copyOf(state: CaseState, n: number): CaseState {
  const number = String(n).padStart(12, '0');
  const drawn = JSON.stringify(state).replace(/"([kctqvx])-(\d+)"/g, (_, kind: string, at: string) => `"${kind}-018f3c1e-7a52-7c${at.padStart(2, '0')}-9a3e-${number}"`);
  const copy = JSON.parse(drawn) as CaseState;
  return { ...copy, case: { ...copy.case, party: { source: copy.case.party.source, key: `${copy.case.journey}/${number}` } } };
}

async function fill(db: Db, states: readonly CaseState[], say: Context['say']): Promise<void> {
  for (let from = 0; from < cases; from += perInsert) {
    const copies = Array.from({ length: perInsert }, (_, n) => copyOf(must(states[(from + n) % states.length], 'there are states'), from + n));
    await db.transaction(async (tx) => {
      await insertCases(tx, copies.map(({ case: row }) => [row, canonicalJson(row)]));
      await insertTasks(tx, copies.flatMap(({ tasks }) => tasks.map((task) => [task, canonicalJson(task)] as const)));
      await insertTimers(tx, copies.flatMap((state) => timersOf(state, 900_000)));
    });
    if (from % (perInsert * 40) === 0) say(`${figure(from)} cases`);
  }
}

async function sizes(db: Db): Promise<Record<'cases' | 'tasks' | 'timers', number>> {
  const { rows } = await db.query<{ cases: number; tasks: number; timers: number }>({
    text: `select pg_total_relation_size('cases')::float8 as cases, pg_total_relation_size('tasks')::float8 as tasks, pg_total_relation_size('timers')::float8 as timers`,
  });
  return must(rows[0], 'a row of sizes');
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const journeys = await shippedJourneys();
  const states = journeys.all.flatMap(statesOf);
  const database = await context.newDatabase();
  await fill(database.db, states, context.say);
  const { cases: caseBytes, tasks, timers } = await sizes(database.db);
  const { rows } = await database.db.query<{ cases: number; tasks: number }>({ text: 'select (select count(*)::integer from cases) as cases, (select count(*)::integer from tasks) as tasks' });
  await database.drop();
  const perCase = caseBytes / cases;
  const texts = states.map(({ case: { process } }) => JSON.stringify(process).length).sort((a, b) => a - b);
  return [
    {
      name: 'engine.state-bytes', unit: 'bytes', value: perCase, against: { name: 'goal', value: bytesBar }, better: 'lower',
      bars: [atMost('bytes of the table that holds cases with their tokens, and its indexes, for each open case', perCase, bytesBar)],
      counts: { cases, journeys: journeys.all.length, states: states.length, tasks: rows[0]?.tasks ?? 0 },
      mismatches: differences({ cases }, { cases: rows[0]?.cases }),
      beside: [
        `beside them, for each case: ${figure(tasks / cases)} bytes of open tasks, ${figure(timers / cases)} of timers`,
        `a process alone, as JSON: ${String(texts[0] ?? 0)} to ${String(texts.at(-1) ?? 0)} bytes, half of them under ${String(texts[texts.length >> 1] ?? 0)}`,
      ],
      calibration,
    },
  ];
}

export const engineStateBytes: Benchmark = { names: ['engine.state-bytes'], run };
