import { expect, test } from 'vitest';
import { must } from '../../../shared/assert.ts';
import { evolveProcess } from '../../../shared/journey/engine/evolve-process.ts';
import { startsOf } from '../../../shared/journey/engine/start.ts';
import type { Stimulus } from '../../../shared/journey/engine/stimulus.ts';
import { step } from '../../../shared/journey/engine/step.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import type { Case } from '../../../shared/model/case.ts';
import type { Task } from '../../../shared/model/task.ts';
import { parcelJourneys } from '../../testing/journeys/parcel.ts';
import { dayStart } from './day-plan.ts';
import { lookAtCase, nothingSeen } from './look-at-case.ts';

const journey = must((await parcelJourneys()).newest('parcel'), 'there is one');

/** A case whose parcel is being packed, or waits for its customer. */
function parcelCase(key: string, isPacked: boolean): Case {
  const start = must(startsOf(journey.process)[0], 'it has a start');
  let process: Case['process'];
  const advance = (stimulus: Stimulus): void => {
    const stepped = step(journey.process, process, stimulus, dayStart);
    if (isRefusal(stepped)) throw new Error(stepped.code);
    process = evolveProcess(process, stepped.delta);
  };
  advance({ type: 'start', at: start.id, payload: { weight: 1 } });
  if (isPacked) for (const data of [{}, { price: 1 }]) advance({ type: 'complete', token: process?.tokens.at(-1)?.id ?? 0, data });
  return { id: 'k-1', journey: 'parcel', journeyVersion: 1, party: { source: 'shop', key }, status: 'open', process } as Case;
}

const task = { id: 't-1', status: 'open', holder: { by: 'queue' }, activity: 'pack', team: 'north', form: 'packing', token: 1, version: 1 } as Task;

test('work is planned once, with what the form asks for, the same whatever the ids of the run are', () => {
  const seen = nothingSeen();
  const row = parcelCase('p-1', false);
  const planned = lookAtCase(1, journey, row, [task], seen);
  expect(planned).toMatchObject([{ do: 'work', step: 'work/pack/1', task: 't-1', team: 'north' }]);
  expect(lookAtCase(1, journey, row, [task], seen)).toEqual([]);
  const again = lookAtCase(1, journey, { ...row, id: 'k-2' }, [{ ...task, id: 't-9' }], nothingSeen());
  expect(again).toEqual(planned.map((one) => ({ ...one, task: 't-9' })));
});

test('work that comes again is another step, and may go otherwise', () => {
  const seen = nothingSeen();
  const row = parcelCase('p-1', false);
  const [first] = lookAtCase(1, journey, row, [task], seen);
  const [second] = lookAtCase(1, journey, row, [{ ...task, id: 't-2' }], seen);
  expect(second).toMatchObject({ do: 'work', step: 'work/pack/2' });
  expect(second?.afterMs).not.toBe(first?.afterMs);
});

test('a case that waits for its customer hears from most of them, once', () => {
  const heard = Array.from({ length: 200 }, (_, n) => lookAtCase(1, journey, parcelCase(`p-${String(n)}`, true), [], nothingSeen()));
  const said = heard.filter(([one]) => one?.do === 'say');
  expect(said.length).toBeGreaterThan(140);
  expect(said.length).toBeLessThan(200);
  expect(new Set(said.flatMap(([one]) => (one?.do === 'say' ? [one.said.message] : [])))).toEqual(new Set(['collected']));
});

test('a failed effect is sent again by the one who runs the system, an unknown one is left to a person', () => {
  const raised = { reference: 'x-1', owner: 'administrator', since: dayStart, effect: 'f-1', connector: 'core', operation: 'ship' };
  const row = parcelCase('p-1', true);
  expect(lookAtCase(1, journey, { ...row, exceptions: [{ ...raised, code: 'connector_down' }] }, [], nothingSeen())).toContainEqual(expect.objectContaining({ do: 'retry', effect: 'f-1' }));
  expect(lookAtCase(1, journey, { ...row, exceptions: [{ ...raised, code: 'effect_unknown' }] }, [], nothingSeen()).some((one) => one.do === 'retry')).toBe(false);
});
