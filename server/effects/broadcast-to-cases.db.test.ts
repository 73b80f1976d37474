import { Kysely, PostgresDialect } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import type { ThrownSignal } from '../../shared/journey/orchestrated/thrown-message.ts';
import { catalogOf } from '../catalog/journeys.ts';
import type { JourneyCatalog } from '../catalog/journeys.ts';
import { journeyOf } from '../catalog/testing/journey-of.ts';
import { up } from '../store/migrations/0012-awaited-signals.ts';
import { broadcastToCases } from './broadcast-to-cases.ts';
import type { TalkingCases } from './testing/talking-cases.ts';
import { openTalkingCases } from './testing/talking-cases.ts';

const definitions = (process: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="https://baton.example/schema/bpmn" targetNamespace="https://baton.example/test">
  <message id="never" name="never" /><signal id="frozen" name="frozen" /><signal id="own" name="own" baton:scope="case" /><signal id="ping" name="ping" />${process}</definitions>`;
const flow = (id: string, from: string, to: string): string => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
const frozen = '<signalEventDefinition signalRef="frozen" />';
const start = '<startEvent id="begun" baton:stage="All"><outgoing>f1</outgoing></startEvent>';
const end = (id: string, ...incoming: string[]): string => `<endEvent id="${id}" baton:outcome="${id}">${incoming.map((one) => `<incoming>${one}</incoming>`).join('')}</endEvent>`;
const receive = '<receiveTask id="wait" messageRef="never" baton:stage="All"><incoming>f1</incoming><outgoing>f2</outgoing></receiveTask>';

/** A model for each place at which a signal is caught. */
const catching: Readonly<Record<string, string>> = {
  'in-between': `${start}${flow('f1', 'begun', 'catch')}<intermediateCatchEvent id="catch"><incoming>f1</incoming><outgoing>f2</outgoing>${frozen}</intermediateCatchEvent>${flow('f2', 'catch', 'heard')}${end('heard', 'f2')}`,
  'at-boundary': `${start}${flow('f1', 'begun', 'wait')}${receive}${flow('f2', 'wait', 'quiet')}${end('quiet', 'f2')}
    <boundaryEvent id="catch" attachedToRef="wait"><outgoing>f3</outgoing>${frozen}</boundaryEvent>${flow('f3', 'catch', 'heard')}${end('heard', 'f3')}`,
  'in-sub-process': `${start}${flow('f1', 'begun', 'wait')}${receive}${flow('f2', 'wait', 'quiet')}${end('quiet', 'f2')}
    <subProcess id="sub" triggeredByEvent="true" baton:stage="All"><startEvent id="catch"><outgoing>f3</outgoing>${frozen}</startEvent>${flow('f3', 'catch', 'heard')}${end('heard', 'f3')}</subProcess>`,
  'at-gateway': `${start}${flow('f1', 'begun', 'which')}<eventBasedGateway id="which"><incoming>f1</incoming><outgoing>f2</outgoing><outgoing>f3</outgoing></eventBasedGateway>${flow('f2', 'which', 'catch')}${flow('f3', 'which', 'late')}
    <intermediateCatchEvent id="catch"><incoming>f2</incoming><outgoing>f4</outgoing>${frozen}</intermediateCatchEvent>${flow('f4', 'catch', 'heard')}${end('heard', 'f4')}
    <intermediateCatchEvent id="late"><incoming>f3</incoming><outgoing>f5</outgoing><timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition></intermediateCatchEvent>${flow('f5', 'late', 'quiet')}${end('quiet', 'f5')}`,
  'at-start': `<startEvent id="catch" baton:stage="All"><outgoing>f1</outgoing>${frozen}</startEvent>${flow('f1', 'catch', 'heard')}${end('heard', 'f1')}`,
  // What it throws and hears is for itself alone.
  alone: `${start}${flow('f1', 'begun', 'wait')}${receive}${flow('f2', 'wait', 'quiet')}${end('quiet', 'f2')}
    <boundaryEvent id="catch" attachedToRef="wait"><outgoing>f3</outgoing><signalEventDefinition signalRef="own" /></boundaryEvent>${flow('f3', 'catch', 'heard')}${end('heard', 'f3')}`,
  thrower: `<startEvent id="begun" baton:stage="All"><outgoing>f1</outgoing></startEvent>${flow('f1', 'begun', 'throw')}
    <intermediateThrowEvent id="throw"><extensionElements><baton:input from="why" to="why" /></extensionElements><incoming>f1</incoming><outgoing>f2</outgoing>${frozen}<signalEventDefinition signalRef="own" /></intermediateThrowEvent>${flow('f2', 'throw', 'thrown')}${end('thrown', 'f2')}`,
  pinger: `<startEvent id="pinged" baton:stage="All"><outgoing>f1</outgoing><signalEventDefinition signalRef="ping" /></startEvent>${flow('f1', 'pinged', 'again')}<startEvent id="begun"><outgoing>f2</outgoing></startEvent>${flow('f2', 'begun', 'again')}
    <endEvent id="again" baton:outcome="pinged"><incoming>f1</incoming><incoming>f2</incoming><signalEventDefinition signalRef="ping" /></endEvent>`,
};

let talking: TalkingCases;
afterEach(() => talking.end());

async function open(): Promise<TalkingCases & { journeys: JourneyCatalog; ends: () => Promise<string[]> }> {
  const all = await Promise.all(Object.entries(catching).map(([journey, model]) => journeyOf(
    definitions(`<process id="${journey}" name="${journey}" isExecutable="true">${model}</process>`),
    { journey, version: 1, name: journey, model: `${journey}.bpmn`, process: journey, team: 'north', stages: ['All'], sources: ['shop'], ...(journey === 'thrower' ? { start: { why: { type: 'code' } } } : {}) },
  )));
  const journeys = catalogOf(all.flatMap((one) => one.all));
  talking = await openTalkingCases(journeys);
  return { ...talking, journeys, ends: async () => (await talking.cases()).map(({ journey, outcome }) => `${journey} ${String(outcome)}`) };
}

it('a signal reaches whoever waits for it in other cases, wherever they catch it, and starts a case where it starts a journey; a case’s own reaches nobody', async () => {
  const { loop, tell, cases, ends, effectsLeft, verified } = await open();
  for (const journey of ['in-between', 'at-boundary', 'in-sub-process', 'at-gateway', 'alone']) for (const nth of ['1', '2']) await tell(`${journey}.start`, `${journey}-${nth}`);
  const waiting = await loop.db.query<{ message: string; count: string }>(`select message, count(*)::text as count from correlation_keys group by message order by message`);
  expect(waiting.rows).toEqual([{ message: '~frozen', count: '8' }, { message: '~own', count: '2' }]);
  expect(await tell('thrower.start', 't-1', { why: 'flood' })).toMatchObject([{ ok: true }]);
  const heard = ['at-boundary', 'at-gateway', 'in-between', 'in-sub-process'].flatMap((journey) => [`${journey} heard`, `${journey} heard`]);
  const expected = ['alone undefined', 'alone undefined', ...heard, 'at-start heard', 'thrower thrown'].sort();
  await expect.poll(ends, { timeout: 20_000 }).toEqual(expected);
  const begun = must((await cases()).find(({ journey }) => journey === 'at-start'), 'it was started');
  expect(begun.party).toEqual({ source: 'journey', key: must((await cases()).find(({ journey }) => journey === 'thrower'), 'it threw').id });
  await expect.poll(effectsLeft, { timeout: 5000 }).toBe(0);
  expect((await loop.db.query(`select case_id from correlation_keys where message = '~frozen'`)).rows).toEqual([]);
  expect(loop.reported).toEqual([]);
  expect(await verified()).toMatchObject({ ok: true, problems: [] });
});

it('what is given again is heard once, and not by who has begun to wait since it was thrown', async () => {
  const { loop, tell, ends, journeys } = await open();
  await tell('in-between.start', 'i-1');
  const thrown: ThrownSignal = { signal: 'frozen', payload: { why: 'flood' }, at: loop.clock.now(), hops: 1 };
  const parts = { db: loop.db, desk: loop.desk, clock: loop.clock, journeys };
  expect(await broadcastToCases(parts, 'k-from', 'key-1', thrown)).toEqual({ how: 'answered', data: { heard: 2 } });
  expect(await ends()).toEqual(['at-start heard', 'in-between heard']);
  await expect.poll(() => loop.clock.now()).toBeGreaterThan(thrown.at);
  await tell('in-between.start', 'i-2');
  const before = (await loop.db.query<{ seq: string }>('select seq from head')).rows[0]?.seq;
  expect(await broadcastToCases(parts, 'k-from', 'key-1', thrown)).toMatchObject({ how: 'answered' });
  expect((await loop.db.query<{ seq: string }>('select seq from head')).rows[0]?.seq).toBe(before);
  expect((await ends()).sort()).toEqual(['at-start heard', 'in-between heard', 'in-between undefined']);
});

it('signals that go round in a circle come to an end, where somebody sees them', async () => {
  const { tell, cases } = await open();
  await tell('pinger.start', 'p-1');
  await expect.poll(async () => (await cases()).flatMap(({ exceptions = [] }) => exceptions.map(({ code }) => code)), { timeout: 30_000 }).toEqual(['journey_runaway']);
  expect(await cases()).toHaveLength(21);
});

it('a database of the release before knows after its migration who waits for a signal', async () => {
  const { loop, tell } = await open();
  for (const journey of ['in-between', 'in-sub-process']) await tell(`${journey}.start`, journey);
  const rows = async (): Promise<unknown[]> => (await loop.db.query('select journey, message, key, case_id from correlation_keys order by journey')).rows;
  const before = await rows();
  await loop.db.query('delete from correlation_keys');
  await up(new Kysely<unknown>({ dialect: new PostgresDialect({ pool: loop.database.db.pool }) }));
  expect(await rows()).toEqual(before);
  expect(before).toHaveLength(2);
});
