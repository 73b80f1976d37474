import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { Digest, PlanPreview } from '../../shared/contract/rest-team.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { isOnDuty } from '../../shared/model/person.ts';
import { readDigest } from '../queries/digest.ts';
import { previewPlan } from '../queries/plan-preview.ts';
import { readPeople } from '../queries/staffing.ts';
import type { Loop } from '../loop.ts';
import { openLoop } from '../loop.ts';
import type { TestDatabase } from '../testing/database.ts';
import { createTestDatabase } from '../testing/database.ts';
import { runScenario } from './run-scenario.ts';
import { seedDemoBank } from './seed.ts';

let folder: string;
let database: TestDatabase;
let loop: Loop;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-monday-'));
  database = await createTestDatabase();
  const opened = openLoop({ url: database.url, keysFolder: folder, report: () => undefined });
  if (isRefusal(opened)) throw new Error(opened.code);
  loop = opened;
  await seedDemoBank(loop, { customers: 50 });
  await runScenario(loop, 'monday-stalled', { run: 'monday' });
}, 90_000);

afterAll(async () => {
  await loop.stop();
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const ok = <T extends object>(answer: T): Exclude<T, { ok: false }> => {
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer as Exclude<T, { ok: false }>;
};
const plan = async (asked: Parameters<typeof previewPlan>[2]): Promise<PlanPreview> => {
  const people = await readPeople(loop.db);
  return ok(await previewPlan(loop.db, must(people.get('chloe'), 'she is there'), asked, people, loop.clock.now()));
};
const wednesday = (): number => loop.clock.now() + 48 * 3_600_000;

it('shows Chloe on Monday what stands still why, what is about to break and that Ben is not there (1.c.1, 1.c.2)', async () => {
  const people = await readPeople(loop.db);
  const teams = new Map(loop.directory.teams);
  const { lines }: Digest = ok(await readDigest({ db: loop.db, people, teams, calendars: loop.catalog.calendars, now: loop.clock.now() }, must(people.get('chloe'), 'she is there'), loop.clock.now() - 63 * 3_600_000));
  const counts = Object.fromEntries(lines.map(({ code, count, params }) => [String(params?.['cause'] ?? params?.['person'] ?? code), count]));
  expect(counts).toMatchObject({ owner_absent: 14, customer: 9, approval_waiting: 4, promise_breaks_soon: 3, regulatory_near: 1, ben: 14 });
  expect(lines.find(({ code }) => code === 'regulatory_near')?.params).toEqual({ percent: 82 });
});

it('begins, for who was never here, when the bank last closed', async () => {
  const people = await readPeople(loop.db);
  const since = async (now: number): Promise<string> =>
    new Date(ok(await readDigest({ db: loop.db, people, teams: new Map(loop.directory.teams), calendars: loop.catalog.calendars, now }, must(people.get('chloe'), 'she is there'), undefined)).since).toISOString();
  // Monday 08:00 and Tuesday 15:20 at the bank.
  expect(await since(Date.UTC(2026, 10, 23, 7))).toBe('2026-11-20T16:00:00.000Z');
  expect(await since(Date.UTC(2026, 10, 24, 14, 20))).toBe('2026-11-23T16:00:00.000Z');
});

it('plans Ben’s fourteen: two to who may advise, one cannot move because of Dev, nobody over their cap (1.c.3)', async () => {
  const preview = await plan({ absent: { person: 'ben', until: wednesday(), because: 'ill' } });
  expect(preview.moves).toHaveLength(14);
  const [blocked, ...more] = preview.moves.filter(({ cannot }) => cannot !== undefined);
  expect(more).toEqual([]);
  expect(blocked).toMatchObject({ activity: 'second-signature', cannot: 'separation', detail: { person: 'dev' } });
  expect(blocked?.alternatives[0]).toBe('chloe');
  expect(preview).toMatchObject({ promises: 2, approvals: 1 });
  const people = await readPeople(loop.db);
  for (const { activity, to } of preview.moves) if (activity === 'advise-on-loan') expect(people.get(to ?? '')?.licences).toContain('advice');
  for (const { to } of preview.moves) if (to !== undefined) expect(isOnDuty(must(people.get(to), 'they are staff'), loop.clock.now())).toBe(true);
  expect(Object.entries(preview.load).filter(([id, { after, capacity }]) => id !== 'ben' && after > capacity && people.get(id)?.team === 'call-centre')).toEqual([]);
  expect(preview.savesMs).toBeGreaterThan(0);
});

it('takes the blocked one to Elif, who may sign; then all fourteen are committed in one (1.c.4)', async () => {
  const asked = { absent: { person: 'ben', until: wednesday(), because: 'ill' } };
  const blocked = must((await plan(asked)).moves.find(({ cannot }) => cannot !== undefined), 'one is blocked');
  const preview = await plan({ ...asked, picks: { [blocked.task]: 'elif' } });
  expect(preview.moves.every(({ to }) => to !== undefined)).toBe(true);
  const answer = await loop.command(
    { type: 'task:reassign', commandId: 'monday-plan', because: 'absent', items: preview.moves.map(({ task, version, to }) => ({ task, version, toPerson: to ?? '' })) },
    { person: 'chloe', device: 'desk' },
  );
  const items = answer.ok ? (answer.result?.['items'] as { ok: boolean }[]) : [];
  expect([items.length, items.every((item) => item.ok)]).toEqual([14, true]);
});

it('would write to six of the nine who are waited for, has two called instead, and leaves one alone who mourns (1.c.5)', async () => {
  const { rows } = await loop.db.query<{ id: string }>(`select id from tasks where state::jsonb->'stalled'->>'cause' = 'customer' order by id`);
  const { verdicts } = await loop.judgeReminders(rows.map(({ id }) => id));
  expect([...verdicts.values()].map((verdict) => (verdict.is === 'write' ? 'write' : `${verdict.is} ${verdict.gate}`)).sort()).toEqual(
    ['call cap-week', 'call cap-week', 'none quiet-bereavement', 'write', 'write', 'write', 'write', 'write', 'write']);
});
