import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../../shared/model/person.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { elapsed } from '../../shared/work/clock.ts';
import { verify } from '../log/verify.ts';
import { openLoop } from '../loop.ts';
import type { Loop } from '../loop.ts';
import { readCaseStates } from '../store/reads/demo-cases.ts';
import { createTestDatabase } from '../testing/database.ts';
import type { TestDatabase } from '../testing/database.ts';
import { makeBank } from './bank.ts';
import { demoJourney } from './play.ts';
import { seededRandom } from './random.ts';
import { runScenario } from './run-scenario.ts';
import type { ScenarioResult } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';
import { seedDemoBank } from './seed.ts';

let folder: string;
let database: TestDatabase;
let loop: Loop;
const reports: unknown[] = [];

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-scenarios-'));
  database = await createTestDatabase();
  const opened = openLoop({ url: database.url, keysFolder: folder, report: (error) => reports.push(error) });
  if (isRefusal(opened)) throw new Error(opened.code);
  loop = opened;
  await seedDemoBank(loop);
}, 60_000);

afterAll(async () => {
  await loop.stop();
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function played(name: string, run = name): Promise<ScenarioResult> {
  const result = await runScenario(loop, name, { run });
  if (isRefusal(result)) throw new Error(JSON.stringify(result));
  return result;
}

// Monday is last: from then on Ben is ill.
test.each(['branch-day', 'call-storm', 'outage', 'silent-customers', 'monday-stalled'])(
  '%s plays through with every command answered, and ends as it promised',
  async (name) => {
    const { played: { surprises, events, commands }, promised, found } = await played(name);
    expect(surprises).toEqual([]);
    expect(found).toEqual(promised);
    expect(events + commands).toBeGreaterThan(20);
    expect(reports).toEqual([]);
  },
  60_000,
);

test('on Monday forty tasks stand still, by cause as the lead finds them', async () => {
  const { found } = await played('monday-stalled');
  const causes = { owner_absent: 14, customer: 9, third_party: 6, owner_over_capacity: 5, approval_waiting: 4, system_error: 2 };
  expect(found.stalled).toEqual(causes);
  expect(found.owned['ben']).toBe(14);
  expect(await availabilityOf('ben')).toBe('off');
});

test('on Monday three promises break within two hours, two of them Ben’s, and a regulatory clock has run 82 percent', async () => {
  const calendar = loop.catalog.settings.calendarOf('call-centre');
  if (!calendar) throw new Error('the call centre has no calendar');
  const states = await readCaseStates(loop.db, demoJourney, 'monday-stalled/');
  const now = loop.clock.now();
  const promises = states.flatMap(({ case: row }) => row.promises);
  expect(promises.map(({ state, madeBy }) => [state, madeBy]).sort()).toEqual([['open', 'ana'], ['open', 'ben'], ['open', 'ben']]);
  expect(promises.filter(({ dueAt }) => dueAt <= now || dueAt > now + 2 * 3_600_000)).toEqual([]);
  const clocks = states.flatMap(({ case: row }) => row.clocks.filter(({ kind }) => kind === 'regulatory'));
  expect(clocks.map((clock) => Math.round((100 * elapsed(clock, calendar, now)) / clock.deadlineMs))).toEqual([82]);
  // Ordinary commands of staff: in the log under their names, at the time at which they were given.
  const { rows } = await database.db.query<{ kind: string; actor: string; daysAgo: number }>({
    text: `select kind, actor, round((recorded_at - at) / 86400000.0)::int as "daysAgo" from log where kind in ('promise:made', 'clock:started') and input like 'c:demo/monday-stalled/%' order by kind, actor`,
  });
  expect(rows).toEqual([{ kind: 'clock:started', actor: 'chloe', daysAgo: 7 }, ...['ana', 'ben', 'ben'].map((actor) => ({ kind: 'promise:made', actor, daysAgo: 7 }))]);
});

test('a run that is told again changes nothing', async () => {
  const before = await database.db.query<{ n: number }>('select count(*) as n from log');
  await played('outage');
  const after = await database.db.query<{ n: number }>('select count(*) as n from log');
  expect(after.rows).toEqual(before.rows);
});

test('what was played can be verified: the log holds and folds to the rows', async () => {
  const report = await database.db.transaction((client) => verify(client), 'repeatable read, read only');
  expect(report.problems).toEqual([]);
  expect(report.cases).toBeGreaterThan(150);
});

test('the same seed and cast make the same plan', () => {
  const bank = makeBank(seededRandom(3), 50);
  const people = bank.staff.map((person): Person => ({ ...person, availabilitySince: 0, version: 1 }));
  const cast = { people, customers: bank.customers.map(({ id }) => id), mourning: bank.customers.filter(({ flags }) => flags.includes('bereavement')).map(({ id }) => id) };
  for (const scenario of scenarios.values()) {
    const plan = scenario.plan(seededRandom(5), cast);
    expect(scenario.plan(seededRandom(5), cast)).toEqual(plan);
    expect(plan.steps.filter(({ atMs }) => atMs < 0 || atMs > plan.durationMs)).toEqual([]);
  }
});

async function availabilityOf(person: string): Promise<string> {
  const { rows } = await database.db.query<{ state: string }>('select state from people where id = $1', [person]);
  return (JSON.parse(rows[0]?.state ?? '{}') as Person).availability;
}
