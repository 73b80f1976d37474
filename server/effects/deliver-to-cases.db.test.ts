import { afterEach, expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import { catalogOf } from '../catalog/journeys.ts';
import { journeyOf } from '../catalog/testing/journey-of.ts';
import type { TalkingCases } from './testing/talking-cases.ts';
import { openTalkingCases } from './testing/talking-cases.ts';

const definitions = (process: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:baton="https://baton.example/schema/bpmn" targetNamespace="https://baton.example/test">
  <message id="ordered" name="ordered" /><message id="confirmed" name="confirmed" baton:key="number" /><message id="ping" name="ping" />${process}</definitions>`;

const buyer = definitions(`<process id="buyer" name="Buyer" isExecutable="true">
  <startEvent id="begun" baton:stage="Order"><outgoing>f1</outgoing></startEvent><sequenceFlow id="f1" sourceRef="begun" targetRef="order" />
  <intermediateThrowEvent id="order"><extensionElements><baton:input from="number" to="number" /></extensionElements><incoming>f1</incoming><outgoing>f2</outgoing><messageEventDefinition messageRef="ordered" /></intermediateThrowEvent>
  <sequenceFlow id="f2" sourceRef="order" targetRef="wait" />
  <receiveTask id="wait" messageRef="confirmed" baton:stage="Order"><extensionElements><baton:output from="price" to="price" /></extensionElements><incoming>f2</incoming><outgoing>f3</outgoing></receiveTask>
  <sequenceFlow id="f3" sourceRef="wait" targetRef="over" /><endEvent id="over" baton:outcome="bought"><incoming>f3</incoming></endEvent></process>`);
const seller = definitions(`<process id="seller" name="Seller" isExecutable="true">
  <startEvent id="isOrdered" baton:stage="Sale"><extensionElements><baton:output from="number" to="number" /></extensionElements><outgoing>f1</outgoing><messageEventDefinition messageRef="ordered" /></startEvent>
  <sequenceFlow id="f1" sourceRef="isOrdered" targetRef="confirm" />
  <sendTask id="confirm" messageRef="confirmed" baton:stage="Sale"><extensionElements><baton:input from="40 + 2" to="price" /></extensionElements><incoming>f1</incoming><outgoing>f2</outgoing></sendTask>
  <sequenceFlow id="f2" sourceRef="confirm" targetRef="over" /><endEvent id="over" baton:outcome="sold"><incoming>f2</incoming></endEvent></process>`);
const pinger = definitions(`<process id="pinger" name="Pinger" isExecutable="true">
  <startEvent id="isPinged" baton:stage="Ping"><outgoing>f1</outgoing><messageEventDefinition messageRef="ping" /></startEvent><sequenceFlow id="f1" sourceRef="isPinged" targetRef="over" />
  <endEvent id="over" baton:outcome="pinged"><incoming>f1</incoming><messageEventDefinition messageRef="ping" /></endEvent></process>`);

let talking: TalkingCases;
afterEach(() => talking.end());

async function open(): Promise<TalkingCases> {
  const file = (journey: string, stage: string) => ({ journey, version: 1, name: journey, model: `${journey}.bpmn`, process: journey, team: 'north', stages: [stage], sources: ['shop'] });
  const read = await Promise.all([
    journeyOf(buyer, { ...file('buyer', 'Order'), start: { number: { type: 'code' } }, messages: { confirmed: { from: 'thirdParty' } } }),
    journeyOf(seller, { ...file('seller', 'Sale'), messages: { ordered: { from: 'thirdParty' } } }), journeyOf(pinger, { ...file('pinger', 'Ping'), messages: { ping: { from: 'thirdParty' } } }),
  ]);
  return (talking = await openTalkingCases(catalogOf(read.flatMap(({ all }) => all))));
}

it('a message that a case throws starts a case of another journey, whose answer finds the one that waits for it', async () => {
  const { loop, tell, cases, effectsLeft, verified } = await open();
  expect(await tell('buyer.start', 'b-1', { number: 'n-1' })).toMatchObject([{ ok: true }]);
  await tell('buyer.start', 'b-2', { number: 'n-2' });
  await expect.poll(async () => (await cases()).map(({ journey, outcome }) => `${journey} ${String(outcome)}`), { timeout: 20_000 }).toEqual(['buyer bought', 'buyer bought', 'seller sold', 'seller sold']);
  const all = await cases();
  const sold = all.filter(({ journey }) => journey === 'seller');
  expect(new Set(sold.map(({ party }) => `${party.source} ${party.key}`))).toEqual(new Set(all.filter(({ journey }) => journey === 'buyer').map(({ id }) => `journey ${id}`)));
  await expect.poll(effectsLeft, { timeout: 5000 }).toBe(0);
  expect(loop.reported).toEqual([]);
  expect(await verified()).toMatchObject({ ok: true, problems: [] });
});

it('messages that go round in a circle come to an end, where somebody sees them', async () => {
  const { tell, cases } = await open();
  await tell('pinger.ping', 'p-1');
  await expect.poll(async () => (await cases()).flatMap(({ exceptions = [] }) => exceptions.map(({ code }) => code)), { timeout: 30_000 }).toEqual(['journey_runaway']);
  expect(await cases()).toHaveLength(21);
  expect(must((await cases())[0], 'there are cases').outcome).toBe('pinged');
});
