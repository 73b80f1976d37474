import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Task } from '../../shared/model/task.ts';
import { tellProcess } from '../../shared/journey/orchestrated/effect-result.ts';
import type { EffectOutcome } from '../../shared/work/effects/result.ts';
import type { Effect } from '../../shared/work/world.ts';
import { systemClock } from '../clock.ts';
import { effectResultInput } from '../effects/result-input.ts';
import { createIntake } from '../intake/cloud-events.ts';
import type { Intake } from '../intake/cloud-events.ts';
import { verify } from '../log/verify.ts';
import { getCase } from '../queries/cases.ts';
import { readerOf } from '../queries/reader.ts';
import { dueTimers } from '../store/tables/timers.ts';
import { parcelJourneys } from '../testing/journeys/parcel.ts';
import type { TestLoop } from '../testing/loop.ts';
import { openTestLoop, person, team } from '../testing/loop.ts';
import { timerInput } from './timer-input.ts';

let loop: TestLoop;
let intake: Intake;
let aheadMs = 0;
const effects: (Effect & { id: string })[] = [];

beforeAll(async () => {
  loop = await openTestLoop({
    journeys: await parcelJourneys(),
    clock: { ...systemClock, now: () => systemClock.now() + aheadMs },
    enqueue: (_db, asked) => Promise.resolve(void effects.push(...asked)),
  });
  intake = createIntake({ desk: loop.desk, clock: loop.clock, mappings: new Map(), mayReport: () => true, ...(loop.journeys ? { journeys: loop.journeys } : {}) });
  await loop.enter(team('north'), person('ana'), person('ben', { role: 'teamLead' }));
});
afterAll(() => loop.end());

let number = 0;
const tell = async (subject: string, message: string, data: Record<string, string | number> = {}): Promise<unknown> => {
  const id = `e${String((number += 1))}`;
  const told = await intake.report('shop', [{ specversion: '1.0', id, source: 'shop', type: `parcel.${message}`, subject, time: new Date(loop.clock.now()).toISOString(), data: { channel: 'mobile', ...data } }]);
  return Array.isArray(told) ? (told as readonly unknown[])[0] : told;
};

async function caseOf(key: string): Promise<Case> {
  const { rows } = await loop.db.query<{ state: string }>({ text: 'select state from cases where party_key = $1', values: [key] });
  return JSON.parse(must(rows[0], 'the case is there').state) as Case;
}

async function openTasks(caseId: string): Promise<Task[]> {
  const { rows } = await loop.db.query<{ state: string }>({ text: 'select state from tasks where case_id = $1', values: [caseId] });
  return rows.map(({ state }) => JSON.parse(state) as Task).filter(({ status }) => status === 'open');
}

async function complete(who: string, caseId: string, data: Record<string, string> = {}): Promise<string> {
  const task = must((await openTasks(caseId))[0], 'there is work');
  const claimed = await loop.say(who, { type: 'task:claim', task: task.id, version: task.version });
  if (!claimed.ok) return claimed.code;
  const done = await loop.say(who, { type: 'task:complete', task: task.id, fence: task.fence + 1, data });
  return done.ok ? 'ok' : done.code;
}

async function result(caseId: string, outcome: EffectOutcome): Promise<void> {
  const effect = must(effects.findLast((one) => one.case === caseId), 'something was asked');
  const { connector, operation, ref } = effect;
  const about = { effect: effect.id, case: caseId, connector, operation, route: connector, attempts: 1, round: 0, outcome, ...(ref === undefined ? {} : { ref }) };
  await loop.desk.submit(effectResultInput({ result: about, personal: [], connectorOwner: 'administrator' }, tellProcess, () => ''));
}

async function fireTimers(): Promise<void> {
  for (const row of await dueTimers(loop.db, loop.clock.now(), 100)) await loop.desk.submit(timerInput(row));
}

describe('a journey that a process drives, through the desk', () => {
  it('goes from its message over people and a system to its end', async () => {
    expect(await tell('o-1', 'asked', { weight: 3, address: '1 Long Street' })).toMatchObject({ ok: true });
    const { id } = await caseOf('o-1');
    expect(await complete('ana', id, { box: 'small', remark: 'with care' })).toBe('ok');
    expect(effects.at(-1)).toMatchObject({ connector: 'core', operation: 'ship', body: { weight: 3 } });
    await result(id, { ok: true, data: { price: 1500 } });
    expect(await complete('ana', id)).toBe('four_eyes');
    expect(await complete('ben', id)).toBe('ok');
    const reader = readerOf(must(loop.directory.people.get('ben'), 'he is staff'), new Map());
    expect((await getCase(loop.db, reader, id, loop.journeys))?.position).toMatchObject({
      stages: [{ name: 'Order', state: 'done' }, { name: 'Way', state: 'done' }, { name: 'Desk', state: 'waiting' }],
      standing: [{ element: 'wait', waits: 'customer', messages: ['collected'] }],
    });
    expect(await tell('o-1', 'collected')).toMatchObject({ ok: true });
    expect(await caseOf('o-1')).toMatchObject({ status: 'closed', outcome: 'collected' });
  });

  it('ends another way when the system says so', async () => {
    await tell('o-2', 'asked', { weight: 1 });
    const { id } = await caseOf('o-2');
    await complete('ana', id);
    await result(id, { ok: false, code: 'connector_refused', error: 'unknown_address', applied: 'no' });
    expect(await caseOf('o-2')).toMatchObject({ outcome: 'sent_back' });
  });

  it('is moved by its timers, once, also when they are read twice at once', async () => {
    await tell('o-3', 'asked', { weight: 1 });
    const { id } = await caseOf('o-3');
    await complete('ana', id);
    await result(id, { ok: true, data: { price: 10 } });
    await fireTimers();
    expect((await caseOf('o-3')).status).toBe('open');
    aheadMs = 14 * 86_400_000 + 1000;
    await Promise.all([fireTimers(), fireTimers()]);
    expect(await caseOf('o-3')).toMatchObject({ outcome: 'lost' });
  });

  it('takes a doubled message once, and records one that comes too late', async () => {
    await tell('o-4', 'asked', { weight: 1 });
    const { id } = await caseOf('o-4');
    number -= 1;
    expect(await tell('o-4', 'asked', { weight: 1 })).toMatchObject({ duplicate: true });
    expect(await openTasks(id)).toHaveLength(1);
    expect(await tell('o-4', 'collected')).toMatchObject({ ok: true });
    expect(await openTasks(id)).toHaveLength(1);
    expect(await tell('o-nobody', 'collected')).toMatchObject({ ok: false, code: 'case_unknown' });
  });

  it('can be proved: the log folds to the rows, and no address stands in it', async () => {
    const report = await loop.database.db.transaction((client) => verify(client), 'repeatable read, read only');
    expect(report).toMatchObject({ ok: true });
    const { rows } = await loop.db.query<{ found: number }>({ text: `select count(*)::integer as found from log where body like '%Long Street%' or body like '%with care%'` });
    expect(rows[0]?.found).toBe(0);
    expect(loop.reported).toEqual([]);
  });
});
