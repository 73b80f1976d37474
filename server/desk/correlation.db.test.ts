import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Case } from '../../shared/model/case.ts';
import { must } from '../../shared/assert.ts';
import { journeyOf } from '../catalog/testing/journey-of.ts';
import { createIntake } from '../intake/cloud-events.ts';
import type { Intake } from '../intake/cloud-events.ts';
import { verify } from '../log/verify.ts';
import type { TestLoop } from '../testing/loop.ts';
import { openTestLoop, team } from '../testing/loop.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="https://baton.example/schema/bpmn" targetNamespace="https://baton.example/test">
  <message id="ordered" name="ordered" />
  <message id="paid" name="paid" baton:key="invoice" />
  <process id="order" name="Order" isExecutable="true">
    <startEvent id="isOrdered" baton:stage="Order"><extensionElements><baton:output from="invoice" to="invoice" /></extensionElements><outgoing>f1</outgoing><messageEventDefinition messageRef="ordered" /></startEvent>
    <sequenceFlow id="f1" sourceRef="isOrdered" targetRef="wait" />
    <receiveTask id="wait" name="Wait for the payment" messageRef="paid" baton:stage="Order"><incoming>f1</incoming><outgoing>f2</outgoing></receiveTask>
    <sequenceFlow id="f2" sourceRef="wait" targetRef="isOver" />
    <endEvent id="isOver" baton:outcome="paid"><incoming>f2</incoming></endEvent>
  </process>
</definitions>`;

let loop: TestLoop;
let intake: Intake;
let number = 0;
beforeAll(async () => {
  const journeys = await journeyOf(xml, {
    journey: 'order', version: 1, name: 'Order', model: 'order.bpmn', process: 'order', team: 'north', stages: ['Order'], sources: ['shop'],
    messages: { ordered: { from: 'customer', fields: { invoice: { type: 'code' } } }, paid: { from: 'thirdParty' } },
  });
  loop = await openTestLoop({ journeys });
  intake = createIntake({ desk: loop.desk, clock: loop.clock, mappings: new Map(), mayReport: () => true, journeys });
  await loop.enter(team('north'));
});
afterAll(() => loop.end());

const events = (...all: [subject: string, message: string, data?: Record<string, string>][]) =>
  intake.report('shop', all.map(([subject, message, data = {}]) => ({
    specversion: '1.0' as const, id: `e${String((number += 1))}`, source: 'shop', type: `order.${message}`, subject, time: new Date(loop.clock.now()).toISOString(), data,
  })));
async function endOf(key: string): Promise<string | undefined> {
  const { rows } = await loop.db.query<{ state: string }>({ text: 'select state from cases where party_key = $1', values: [key] });
  const { status, outcome } = JSON.parse(must(rows[0], 'the case is there').state) as Case;
  return outcome ?? status;
}
const keys = async (): Promise<unknown> => (await loop.db.query('select message, key from correlation_keys order by key')).rows;

it('finds the case that waits for it by what it says, though its subject is another', async () => {
  await events(['o-1', 'ordered', { invoice: 'i-1' }], ['o-2', 'ordered', { invoice: 'i-2' }]);
  expect(await keys()).toEqual([{ message: 'paid', key: 'i-1' }, { message: 'paid', key: 'i-2' }]);
  expect(await events(['transfer-77', 'paid', { correlation: 'i-2' }])).toMatchObject([{ ok: true }]);
  expect([await endOf('o-1'), await endOf('o-2')]).toEqual(['open', 'paid']);
  expect(await keys()).toEqual([{ message: 'paid', key: 'i-1' }]);
});

it('finds it also where both come at once, and nobody twice', async () => {
  expect(await events(['o-3', 'ordered', { invoice: 'i-3' }], ['transfer-78', 'paid', { correlation: 'i-3' }])).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await endOf('o-3')).toBe('paid');
  expect(await events(['transfer-79', 'paid', { correlation: 'i-3' }])).toMatchObject([{ ok: false, code: 'case_unknown' }]);
});

it('goes to the case that it names before any other', async () => {
  await events(['o-4', 'ordered', { invoice: 'i-4' }]);
  expect(await events(['o-1', 'paid', { correlation: 'i-4' }])).toMatchObject([{ ok: true }]);
  expect([await endOf('o-1'), await endOf('o-4')]).toEqual(['open', 'open']);
});

it('and the proof of the log finds a key that is missing, or that no case waits for', async () => {
  const found = async (): Promise<readonly string[]> => (await loop.database.db.transaction((client) => verify(client), 'repeatable read, read only')).problems.map(({ what }) => what);
  expect(await found()).toEqual([]);
  await loop.database.db.query(`update correlation_keys set key = 'i-0' where key = 'i-4'`);
  expect((await found()).toSorted()).toEqual(['correlation_keys.added', 'correlation_keys.missing']);
  await loop.database.db.query(`update correlation_keys set key = 'i-4' where key = 'i-0'`);
  expect(await found()).toEqual([]);
});
