import { expect, it } from 'vitest';
import { done } from '../../shared/work/world.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { Inbox, defaultLimits } from './inbox.ts';
import type { Input, Lane } from './input.ts';

const input = (id: string, lane: Lane): Input => ({
  id, lane, sender: 'ana', actor: 'ana', action: 'test', bodyHash: Buffer.alloc(16), footprint: { cases: [id] }, decide: () => done(),
});
const free: ReadonlySet<string> = new Set();

it('spaces batches while commands and a stream of events are both at work, and not else', () => {
  const clock = new FixedClock();
  const inbox = new Inbox(clock, defaultLimits);
  const put = (count: number, lane: Lane): void => {
    for (let n = 0; n < count; n++) void inbox.put(input(`${lane}-${String(n)}`, lane));
  };
  put(1, 'people');
  inbox.take(free);
  expect(inbox.paceMs).toBe(0);
  put(150, 'event');
  while (inbox.length > 0) inbox.take(free);
  expect(inbox.paceMs).toBe(defaultLimits.sharedPaceMs);
  // People are quiet: events alone go as fast as they can.
  clock.advance(1500);
  put(150, 'event');
  while (inbox.length > 0) inbox.take(free);
  expect(inbox.paceMs).toBe(0);
  put(1, 'people');
  inbox.take(free);
  expect(inbox.paceMs).toBe(defaultLimits.sharedPaceMs);
  // The stream has ended.
  clock.advance(2000);
  put(1, 'people');
  inbox.take(free);
  expect(inbox.paceMs).toBe(0);
});

it('does not space batches where a whole one waits already, unless it is an import', () => {
  const inbox = new Inbox(new FixedClock(), defaultLimits);
  const put = (count: number, lane: Lane): void => {
    for (let n = 0; n < count; n++) void inbox.put(input(`${lane}-${String(n)}`, lane));
  };
  put(1, 'people');
  put(400, 'event');
  inbox.take(free);
  expect(inbox.paceMs).toBe(0);
  while (inbox.waiting('event') >= defaultLimits.restWithPeople) inbox.take(free);
  expect(inbox.paceMs).toBe(defaultLimits.sharedPaceMs);
  put(400, 'import');
  expect(inbox.paceMs).toBe(defaultLimits.sharedPaceMs);
});
