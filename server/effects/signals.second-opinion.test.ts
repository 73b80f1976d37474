import { BpmnModdle } from 'bpmn-moddle';
import * as Elements from 'bpmn-elements';
import serialize, { TypeResolver } from 'moddle-context-serializer';
import { expect, it } from 'vitest';
import { must } from '../../shared/assert.ts';
import { Player } from '../../shared/journey/engine/testing/player.ts';
import { readBpmn } from '../catalog/bpmn/read-bpmn.ts';

const flow = (id: string, from: string, to: string): string => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
const heard = (id: string): string => `<signalEventDefinition id="${id}" signalRef="frozen" />`;
const process = (id: string, inner: string): string => `<process id="${id}" name="${id}" isExecutable="true"><startEvent id="${id}Begun" />${inner}</process>`;

/** Somebody who throws, those who wait at each kind of place, and one who waits for something else. */
const model = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="all" targetNamespace="urn:test">
  <signal id="frozen" name="frozen" /><signal id="other" name="other" />
  ${process('a', `${flow('a1', 'aBegun', 'aTask')}<userTask id="aTask" />${flow('a2', 'aTask', 'aThrow')}<intermediateThrowEvent id="aThrow">${heard('aThrown')}</intermediateThrowEvent>${flow('a3', 'aThrow', 'aOver')}<endEvent id="aOver" />`)}
  ${process('b', `${flow('b1', 'bBegun', 'bCatch')}<intermediateCatchEvent id="bCatch">${heard('bHeard')}</intermediateCatchEvent>${flow('b2', 'bCatch', 'bOver')}<endEvent id="bOver" />`)}
  ${process('c', `${flow('c1', 'cBegun', 'cTask')}<userTask id="cTask" />${flow('c2', 'cTask', 'cQuiet')}<endEvent id="cQuiet" /><boundaryEvent id="cCatch" attachedToRef="cTask">${heard('cHeard')}</boundaryEvent>${flow('c3', 'cCatch', 'cOver')}<endEvent id="cOver" />`)}
  ${process('d', `${flow('d1', 'dBegun', 'dWhich')}<eventBasedGateway id="dWhich" />${flow('d2', 'dWhich', 'dCatch')}<intermediateCatchEvent id="dCatch">${heard('dHeard')}</intermediateCatchEvent>${flow('d3', 'dCatch', 'dOver')}<endEvent id="dOver" />
    ${flow('d4', 'dWhich', 'dElse')}<intermediateCatchEvent id="dElse"><signalEventDefinition id="dNotHeard" signalRef="other" /></intermediateCatchEvent>${flow('d5', 'dElse', 'dQuiet')}<endEvent id="dQuiet" />`)}
  ${process('e', `${flow('e1', 'eBegun', 'eCatch')}<intermediateCatchEvent id="eCatch"><signalEventDefinition id="eNotHeard" signalRef="other" /></intermediateCatchEvent>${flow('e2', 'eCatch', 'eOver')}<endEvent id="eOver" />`)}
</definitions>`;

interface Definition {
  readonly broker: { subscribeTmp(exchange: string, pattern: string, heard: (key: string, message: { content: { id: string } }) => void, options: object): void };
  run(callback: () => void): void;
  getApi(message: { content: unknown }): { signal(): void };
  stop(): void;
}

/** What bpmn-elements completes, all processes as one bank, when the first task is done. */
async function theirs(): Promise<string[]> {
  const { Environment, Context, Definition: Root } = Elements as unknown as Record<'Environment' | 'Context' | 'Definition', new (...given: unknown[]) => unknown>;
  const silent = { debug(): void {}, error(): void {}, warn(): void {} };
  const context = serialize((await new BpmnModdle({}, { nsMap: {} }).fromXML(model)) as never, TypeResolver(Elements as never));
  const definition = new Root(new Context(context, new Environment({ Logger: () => silent }))) as Definition;
  const done: string[] = [];
  const waiting: { id: string }[] = [];
  definition.broker.subscribeTmp('event', '#', (key, { content }) => {
    if (key === 'activity.end') done.push(content.id);
    if (key === 'activity.wait') waiting.push(content);
  }, { noAck: true });
  definition.run(() => undefined);
  definition.getApi({ content: must(waiting.find(({ id }) => id === 'aTask'), 'the task waits') }).signal();
  definition.stop();
  return done;
}

/** What cases of ours complete, each told what another has thrown. */
async function ours(): Promise<string[]> {
  const reading = await readBpmn(model);
  if (!reading.ok) throw new Error(JSON.stringify(reading.defects));
  const cases = reading.processes.map((one) => new Player(one));
  for (const one of cases) one.start();
  const thrower = must(cases.find((one) => one.process.id === 'a'), 'it is there');
  thrower.complete('aTask');
  for (const signal of thrower.asks('sendSignal'))
    for (const one of cases) if (one !== thrower && signal.do === 'sendSignal' && one.state?.tokens.some(({ on }) => on?.some((each) => each.on === 'signal' && each.name === signal.name))) one.give({ type: 'signal', name: signal.name, payload: signal.payload });
  return cases.flatMap(({ done }) => done);
}

it('bpmn-elements has the same elements completed where one process throws a signal and others wait for it', async () => {
  const [said, done] = [await theirs(), await ours()];
  expect([...new Set(done)].sort()).toEqual([...new Set(said)].sort());
  expect(done).toEqual(expect.arrayContaining(['bOver', 'cOver', 'dOver']));
  expect(done).not.toContain('eOver');
});
