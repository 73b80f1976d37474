import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '../../../shared/model/refusal.ts';
import type { Case } from '../../../shared/model/case.ts';
import type { Task } from '../../../shared/model/task.ts';
import { ownerOf } from '../../../shared/model/task.ts';
import { must } from '../../../shared/assert.ts';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import { caseIdOf } from '../../../shared/work/case-id.ts';
import { readDigest } from '../../queries/digest.ts';
import { readPeople } from '../../queries/staffing.ts';
import { readCaseState } from '../../store/reads/demo-cases.ts';
import { readAllCases, readEntryCounts } from '../../store/reads/simulated-day.ts';
import type { TestDatabase } from '../../testing/database.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { verified } from '../../testing/proc/bank.ts';
import { seedDemoBank } from '../seed.ts';
import type { DemoSystems } from '../systems/all.ts';
import { startDemoSystems } from '../systems/all.ts';
import { demoStaff } from './first-start.ts';
import { outageSpan } from './past-outage.ts';
import { amara, amarasDispute, okafor, okaforsLoan } from './known-cases.ts';
import { startLivingBank } from './living-bank.ts';
import { localTime } from './local-time.ts';
import type { PastDesk } from './past-desk.ts';
import { openPastDesk } from './past-desk.ts';
import { stageBegins, stageThreeDays } from './stage-three-days.ts';

/** A Thursday, 09:05 at the bank. */
const now = Date.UTC(2026, 9, 15, 7, 5);
let folder: string;
let database: TestDatabase;
let systems: DemoSystems;
let past: PastDesk;
const reports: unknown[] = [];

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-stage-'));
  [database, systems] = await Promise.all([createTestDatabase(), startDemoSystems()]);
  const opened = await openPastDesk({ url: database.url, keysFolder: folder, systems: systems.addresses, from: stageBegins(now), report: (error) => reports.push(error) });
  if (isRefusal(opened)) throw new Error(opened.code);
  past = opened;
  await seedDemoBank(past.loop);
  await stageThreeDays({ past, now, staff: demoStaff() });
}, 180_000);

afterAll(async () => {
  await past.stop();
  await systems.stop();
  await database.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const caseAt = async (journey: string, key: string) => must(await readCaseState(past.loop.db, caseIdOf(journey, key)), 'it was staged');
const openTasks = async (): Promise<Task[]> => (await readAllCases(past.loop.db)).flatMap(({ tasks }) => tasks.map((text) => JSON.parse(text) as Task));

describe('the stage of the three days', () => {
  it('has Mr Okafor’s loan at its proof of income since 21:14 of last evening, on the app', async () => {
    const { case: loan } = await caseAt('consumer-loan', okaforsLoan);
    const since = localTime(now, 1, '21:14');
    expect(new Date(since).toISOString()).toBe('2026-10-14T19:14:00.000Z');
    expect(loan).toMatchObject({ customer: okafor, stage: 'Income', lastChannel: 'mobile', waitsFor: { whom: 'customer', since }, status: 'open' });
  });

  it('has Ms Nwosu’s dispute since Monday, with Dev’s broken promise of a call at 16:00 yesterday', async () => {
    const { case: dispute, tasks: [task] } = await caseAt('card-dispute', amarasDispute);
    expect(dispute).toMatchObject({ customer: amara, stage: 'Decision', openedAt: localTime(now, 3, '10:12') });
    expect(dispute.promises).toMatchObject([{ owner: 'dev', channel: 'phone', dueAt: localTime(now, 1, '16:00'), state: 'broken' }]);
    expect(task && [task.activity, ownerOf(task)]).toEqual(['decideDispute', 'dev']);
  });

  it('has twenty to forty pieces of work at the desks of Ana, Ben and Chloe, some of which stand still, of every cause', async () => {
    const tasks = await openTasks();
    const theirs = tasks.filter(({ team }) => team === 'branch-north' || team === 'call-centre');
    expect(theirs.length).toBeGreaterThanOrEqual(20);
    expect(theirs.length).toBeLessThanOrEqual(40);
    expect(theirs.filter(({ holder }) => holder?.by === 'queue').length).toBeGreaterThan(12);
    expect(new Set(tasks.flatMap(({ stalled }) => stalled?.cause ?? []))).toEqual(new Set(['system_error', 'approval_waiting', 'owner_absent', 'owner_over_capacity', 'third_party', 'customer']));
    expect(theirs.every((task) => !['ana', 'ben', 'chloe'].includes(ownerOf(task) ?? ''))).toBe(true);
  });

  it('has cases of all eight journeys and of the desk', async () => {
    const journeys = new Set((await readAllCases(past.loop.db)).map(({ state }) => (JSON.parse(state) as { journey: string }).journey));
    expect(journeys.size).toBe(9);
  });

  it('has a week behind it in which colleagues of the branch and the call centre ended requests and handed some on', async () => {
    const counts = await readEntryCounts(past.loop.db);
    const count = (kind: string): number => counts.find((one) => one.kind === kind)?.count ?? 0;
    const told = (await readAllCases(past.loop.db)).map(({ state }) => JSON.parse(state) as Case).filter(({ party }) => party.key.includes('/week-'));
    expect(told.length).toBeGreaterThanOrEqual(15);
    expect(told.every(({ status }) => status === 'closed')).toBe(true);
    expect(count('handOff:accepted')).toBeGreaterThanOrEqual(5);
    expect(count('handOff:offered')).toBe(count('handOff:accepted') + count('handOff:ended'));
  });

  it('has a night in which the card system was down for 55 minutes: six cases waited for it, five of them went on by themselves', async () => {
    const people = await readPeople(past.loop.db);
    const told = await readDigest({ db: past.loop.db, people, teams: new Map(past.loop.directory.teams), calendars: past.loop.catalog.calendars, now }, must(people.get('chloe'), 'she is there'), undefined);
    if (isRefusal(told)) throw new Error(told.code);
    const { from, to } = outageSpan(now);
    expect(new Date(from).toISOString()).toBe('2026-10-15T00:10:00.000Z');
    expect(told.lines.filter(({ code }) => code === 'connector_down').map(({ count, params, cases }) => [count, params, cases.length])).toEqual([[6, { connector: 'cards', from, until: to, recovered: 5 }, 6]]);
  });

  it('was told through the ways in that everybody has: nothing threw, was refused, or is on its way', async () => {
    const wrong = (await readEntryCounts(past.loop.db)).filter(({ kind }) => kind === 'refused' || kind === 'exception:raised');
    expect(wrong).toEqual([]);
    expect(reports).toEqual([]);
  });
});

describe('Mr Okafor’s loan', () => {
  it('goes on at the counter: with a pay slip that the back office finds in order it needs a second person, who may be Chloe or Dev', async () => {
    const { case: { id } } = await caseAt('consumer-loan', okaforsLoan);
    const say = async (person: string, command: object): Promise<Answer> => past.door.command({ commandId: `counter/${String((said += 1))}`, ...command } as Command, { person, device: 'test' });
    let said = 0;
    expect(await say('ana', { type: 'journey:message', case: id, message: 'documents', channel: 'branch', data: { kind: 'payslip', document: 'doc-1', pages: 2 } })).toMatchObject({ ok: true });
    const [check] = (await caseAt('consumer-loan', okaforsLoan)).tasks;
    expect(check).toMatchObject({ activity: 'checkEvidence', team: 'back-office' });
    const claimed = await say('elif', { type: 'task:claim', task: check?.id, version: check?.version });
    expect(await say('elif', { type: 'task:complete', task: check?.id, fence: claimed.ok ? claimed.result?.['fence'] : 0, data: { isEvidenceComplete: true, incomeMinor: 410_000 } })).toMatchObject({ ok: true });
    await past.settle();
    const { case: loan, tasks: [approval] } = await caseAt('consumer-loan', okaforsLoan);
    expect([loan.stage, approval?.activity, approval?.needs?.licence]).toEqual(['Decision', 'approveLargeLoan', 'approval']);
    expect(await say('elif', { type: 'task:claim', task: approval?.id, version: approval?.version })).toMatchObject({ ok: false, code: 'four_eyes' });
    expect(await say('chloe', { type: 'task:claim', task: approval?.id, version: approval?.version })).toMatchObject({ ok: true });
  });
});

describe('the living bank', () => {
  it('goes on by itself: something new comes, and what comes of it, until it is stopped', async () => {
    const { rows: [before] } = await past.loop.db.query<{ n: number }>({ text: 'select count(*)::integer as n from cases' });
    const stop = startLivingBank({
      door: past.door, db: past.loop.db, journeys: must(past.loop.journeys, 'there are journeys'), clock: past.loop.clock, staff: demoStaff(), report: (error) => reports.push(error), pace: [5, 20],
    });
    const count = async (): Promise<number> => (await past.loop.db.query<{ n: number }>({ text: 'select count(*)::integer as n from cases' })).rows[0]?.n ?? 0;
    await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan((before?.n ?? 0) + 5);
    await stop();
    const after = await count();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await count()).toBe(after);
    expect(reports).toEqual([]);
  });

  it('is never full: where enough waits nobody new comes, and colleagues go on with what has waited longest', async () => {
    const countOf = async (text: string): Promise<number> => (await past.loop.db.query<{ n: number }>({ text })).rows[0]?.n ?? 0;
    const [cases, ended] = ['select count(*)::integer as n from cases', `select count(*)::integer as n from tasks where status = 'done'`];
    const [casesBefore, endedBefore] = [await countOf(cases), await countOf(ended)];
    const stop = startLivingBank({
      door: past.door, db: past.loop.db, journeys: must(past.loop.journeys, 'there are journeys'), clock: past.loop.clock, staff: demoStaff(), report: (error) => reports.push(error), pace: [5, 20], enough: 1,
    });
    await expect.poll(() => countOf(ended), { timeout: 20_000 }).toBeGreaterThan(endedBefore + 2);
    await stop();
    expect(await countOf(cases)).toBe(casesBefore);
    expect(reports).toEqual([]);
    // The cases of the three days are left as they are.
    expect((await caseAt('card-dispute', amarasDispute)).tasks.map(ownerOf)).toEqual(['dev']);
  });
});

it('all of it stands in a log that anybody can check', async () => {
  expect((await verified(database.url)).problems).toEqual([]);
});
