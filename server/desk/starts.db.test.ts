import { afterEach, describe, expect, it } from 'vitest';
import type { Case } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { compileProcess } from '../../shared/journey/engine/compile-process.ts';
import { readBpmn } from '../catalog/bpmn/read-bpmn.ts';
import type { JourneyCatalog } from '../catalog/journeys.ts';
import { catalogOf } from '../catalog/journeys.ts';
import { journeyOf } from '../catalog/testing/journey-of.ts';
import type { Clock } from '../clock.ts';
import { createIntake } from '../intake/cloud-events.ts';
import { verify } from '../log/verify.ts';
import type { Loop } from '../loop.ts';
import { dueTimers } from '../store/tables/timers.ts';
import type { TestLoop } from '../testing/loop.ts';
import { openTestLoop, team } from '../testing/loop.ts';
import { scheduleJourneys } from './schedule-starts.ts';
import { timerInput } from './timer-input.ts';

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2026, 0, 5, 9);

const model = (start: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="https://baton.example/test">
  <process id="round" name="Round" isExecutable="true"><startEvent id="begun"${start}</startEvent>
    <sequenceFlow id="f1" sourceRef="begun" targetRef="look" /><userTask id="look" name="Look"><incoming>f1</incoming><outgoing>f2</outgoing></userTask>
    <sequenceFlow id="f2" sourceRef="look" targetRef="over" /><endEvent id="over"><incoming>f2</incoming></endEvent></process></definitions>`;
const timed = (what: string): string => model(`><outgoing>f1</outgoing><timerEventDefinition>${what}</timerEventDefinition>`);
const cycle = (text: string): string => timed(`<timeCycle xsi:type="tFormalExpression">${text}</timeCycle>`);
const facts = (condition: string): string => model(`><outgoing>f1</outgoing><conditionalEventDefinition><condition xsi:type="tFormalExpression" language="feel">${condition}</condition></conditionalEventDefinition>`);

let loop: TestLoop;
let now = monday;
const clock: Clock = { now: () => now };
afterEach(() => loop.end());

async function catalog(xml: string, version = 1): Promise<JourneyCatalog> {
  return journeyOf(xml, { journey: 'round', version, name: 'Round', model: 'round.bpmn', process: 'round', team: 'north', stages: ['All'], sources: ['core'] });
}

/** A server with this journey, just started. */
async function release(xml: string): Promise<JourneyCatalog> {
  now = monday;
  const journeys = await catalog(xml);
  loop = await openTestLoop({ journeys, clock });
  await loop.enter(team('north'));
  await scheduleJourneys(loop.desk, journeys);
  return journeys;
}

/** What the poller of a server does. */
async function fire(server: Pick<Loop, 'desk' | 'db'> = loop): Promise<void> {
  await Promise.all((await dueTimers(loop.db, now, 100)).map((timer) => server.desk.submit(timerInput(timer))));
}

async function cases(): Promise<Case[]> {
  const { rows } = await loop.db.query<{ state: string }>('select state from cases order by opened_at, id');
  return rows.map(({ state }) => JSON.parse(state) as Case);
}

const opened = async (): Promise<string[]> => (await cases()).map(({ party, openedAt }) => `${party.key} at ${String((openedAt - monday) / hour)} h`);
const due = async (): Promise<number[]> => (await loop.db.query<{ due_at: string }>(`select due_at from timers where kind = 'start'`)).rows.map((row) => (Number(row.due_at) - monday) / hour);
const verified = async (): Promise<void> => expect(await loop.database.db.transaction((client) => verify(client), 'repeatable read, read only')).toMatchObject({ ok: true, problems: [] });

describe('a journey that begins by itself', () => {
  it('opens a case at each time of its cycle, once also where two servers see the same timer and both were started', async () => {
    const journeys = await release(cycle('R2/PT24H'));
    const other = loop.another({ journeys, clock });
    await scheduleJourneys(other.desk, journeys);
    expect(await due()).toEqual([24]);
    await fire();
    expect(await opened()).toEqual([]);
    for (let nth = 1; nth <= 3; nth += 1) {
      now = monday + nth * day;
      const timers = await dueTimers(loop.db, now, 10);
      await Promise.all([loop, other].flatMap(({ desk }) => timers.map((timer) => desk.submit(timerInput(timer)))));
    }
    expect(await opened()).toEqual(['begun/2026-01-06T09:00:00.000Z at 24 h', 'begun/2026-01-07T09:00:00.000Z at 48 h']);
    expect((await cases()).map(({ journey, team: of, status, party }) => ({ journey, of, status, source: party.source }))).toEqual([1, 2].map(() => ({ journey: 'round', of: 'north', status: 'open', source: 'timer' })));
    expect((await loop.db.query(`select 1 from tasks where activity = 'look'`)).rows).toHaveLength(2);
    await scheduleJourneys(loop.desk, journeys);
    expect(await due()).toEqual([]);
    await verified();
  });

  it('opens one case for all the times that a server was down, and goes on with the next', async () => {
    await release(cycle('R/2026-01-05T06:00:00Z/P1D'));
    expect(await due()).toEqual([21]);
    now = monday + 3 * day;
    await fire();
    expect(await opened()).toEqual(['begun/2026-01-06T06:00:00.000Z at 72 h']);
    expect(await due()).toEqual([93]);
    const { rows } = await loop.db.query<{ body: string }>(`select body from log where kind = 'journey:scheduled' order by seq`);
    expect(rows.map(({ body }) => (JSON.parse(body) as { missed?: number }).missed)).toEqual([1, 2]);
    await verified();
  });

  it('opens its case at its date, late where the server was down then, and none for a date that was past when it was released', async () => {
    await release(timed('<timeDate>2026-01-06T09:00:00Z</timeDate>'));
    now = monday + 5 * day;
    await fire();
    await fire();
    expect(await opened()).toEqual(['begun/2026-01-06T09:00:00.000Z at 120 h']);
    expect(await due()).toEqual([]);
    await verified();
    await loop.end();
    await release(timed('<timeDate>2026-01-04T09:00:00Z</timeDate>'));
    now = monday + day;
    await fire();
    expect(await opened()).toEqual([]);
    await verified();
  });

  it('goes by its newest version: the timer of the one before opens nothing more', async () => {
    const first = await release(cycle('R/PT1H'));
    const second = catalogOf([...first.all, ...(await catalog(cycle('R/PT2H'), 2)).all]);
    const newer = loop.another({ journeys: second, clock });
    await scheduleJourneys(newer.desk, second);
    now = monday + 2 * hour;
    await fire(newer);
    expect((await cases()).map(({ journeyVersion }) => journeyVersion)).toEqual([2]);
    expect(await due()).toEqual([4]);
    // A server of the release before leaves to the others what it does not know.
    now = monday + 4 * hour;
    await fire();
    expect(await cases()).toHaveLength(1);
    now += 60_000;
    await fire(newer);
    expect((await cases()).map(({ journeyVersion }) => journeyVersion)).toEqual([2, 2]);
    await verified();
  });
});

describe('a journey that facts begin', () => {
  async function tellOf(xml: string): Promise<(id: string, event: string, data: Record<string, string | number>, source?: string) => Promise<unknown>> {
    const journeys = await release(xml);
    const customer: Customer = { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 };
    await loop.enter({ kind: 'customer:added', subject: 'customer:cu-1', customer: 'cu-1', body: { customer, values: [] } });
    const intake = createIntake({ desk: loop.desk, clock: loop.clock, mappings: new Map(), mayReport: () => true, journeys });
    return (id, event, data, source = 'core') => intake.report(source, [{ specversion: '1.0', id, source, subject: 'cu-1', type: `customer.${event}`, time: new Date(now).toISOString(), data }]);
  }

  it('is opened for the customer by a report that makes its condition true, once while its case is open, and only by its own sources', async () => {
    const tell = await tellOf(facts('event = &quot;paymentFailed&quot; and amountMinor &gt; 100000'));
    await tell('1', 'paymentFailed', { amountMinor: 5000 });
    await tell('2', 'pageLeft', { amountMinor: 500_000 });
    await tell('3', 'paymentFailed', { amountMinor: 500_000 }, 'elsewhere');
    expect(await cases()).toEqual([]);
    expect(await tell('4', 'paymentFailed', { amountMinor: 500_000 })).toMatchObject([{ ok: true }]);
    expect(await tell('4', 'paymentFailed', { amountMinor: 500_000 })).toMatchObject([{ ok: true, duplicate: true }]);
    await tell('5', 'paymentFailed', { amountMinor: 600_000 });
    const [only, ...others] = await cases();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ journey: 'round', customer: 'cu-1', branch: 'north', party: { source: 'core', key: '4' }, process: { data: { 0: { amountMinor: 500_000 } } } });
    expect((await loop.db.query(`select 1 from log where kind = 'signal:heard'`)).rows).toHaveLength(5);
    await verified();
  });
});

describe('a journey that several events begin together', () => {
  it('is opened by the first of them and goes on when all of them have happened', async () => {
    const journeys = await release(model(' parallelMultiple="true"><outgoing>f1</outgoing><messageEventDefinition messageRef="ordered" /><messageEventDefinition messageRef="paid" />')
      .replace('<process ', '<message id="ordered" name="ordered" /><message id="paid" name="paid" /><process '));
    const intake = createIntake({ desk: loop.desk, clock: loop.clock, mappings: new Map(), mayReport: () => true, journeys });
    const tell = (id: string, type: string): Promise<unknown> => intake.report('core', [{ specversion: '1.0', id, source: 'core', subject: 'o-1', type, time: new Date(now).toISOString(), data: {} }]);
    expect(await tell('1', 'round.paid')).toMatchObject([{ ok: true }]);
    expect((await cases()).map(({ process }) => process?.tokens.map(({ at, on }) => [at, on?.map((one) => ('name' in one ? one.name : ''))]))).toEqual([[['begun', ['ordered']]]]);
    await tell('2', 'round.ordered');
    expect((await cases()).map(({ process }) => process?.tokens.map(({ at }) => at))).toEqual([['look']]);
    await verified();
  });
});

describe('what nobody could open is refused when it is released', () => {
  const faults = async (xml: string): Promise<unknown> => {
    const reading = await readBpmn(xml);
    if (!reading.ok || reading.defects.length > 0) return reading.defects.map(({ code, element }) => `${code} ${element}`);
    const process = compileProcess(reading.processes[0] ?? (() => { throw new Error('no process'); })());
    return process.ok ? [] : process.defects.map(({ code, element }) => `${code} ${element}`);
  };

  it('with the element: a time that only a case could know', async () => {
    loop = await openTestLoop({ clock });
    expect(await faults(timed('<timeDate xsi:type="tFormalExpression" language="feel">dueDate</timeDate>'))).toEqual(['bpmn_start_time begun']);
    expect(await faults(timed('<timeDate xsi:type="tFormalExpression" language="feel">date and time(&quot;2026-02-01T08:00:00Z&quot;)</timeDate>'))).toEqual([]);
  });
});
