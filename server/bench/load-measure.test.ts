import { expect, test } from 'vitest';
import { fanOutOf } from './load-measure.ts';
import type { PeopleReport } from './load-people-main.ts';
import { Mirror } from './load-mirror.ts';
import type { ServerReport } from './load-server-main.ts';

const server = {
  // Seqs 1 to 3 were committed at 1000, 4 and 5 at 1050.
  commits: [[1, 3, 1000], [4, 5, 1050]],
  // The queue was told of 2 and 4 together, of 5 in the next push.
  heard: { 'queue:a': [2, 5] },
} as unknown as ServerReport;
const people = (received: PeopleReport['received']): PeopleReport => ({ received, gaps: 0, closed: 0, cuts: 0, cpuSeconds: 0, rssMb: 0 });
const watchers = new Map([['queue:a', 3]]);

test('fan-out counts from the commit of the oldest change in a push to the last socket of any process', () => {
  const { sharedMs, deliveries, short } = fanOutOf(server, [people([['queue:a', 4, 2, 1090], ['queue:a', 5, 2, 1110]]), people([['queue:a', 4, 1, 1120], ['queue:a', 5, 1, 1100]])], watchers);
  expect({ sharedMs, deliveries, short }).toEqual({ sharedMs: [120, 60], deliveries: 6, short: [] });
});

test('a push that one of the sockets did not get is named', () => {
  const { short } = fanOutOf(server, [people([['queue:a', 4, 2, 1090]])], watchers);
  expect(short).toEqual(['queue:a at 4: 2 of 3 sockets']);
});

test('a socket notices a push that never came, and says the same hash as one that got all', () => {
  const change = (id: string, high: number): { key: string; row: { id: string; version: number }; high: number; low: number } => ({ key: `task ${id}`, row: { id, version: high }, high, low: 1 });
  const [all, most] = [new Mirror(), new Mirror()];
  const first = { scope: 'queue:a', mode: 'snapshot' as const, part: 1, parts: 1, cursor: 'log.1', changes: [change('t-1', 1)] };
  for (const mirror of [all, most]) mirror.chunk(first);
  const pushes = [{ scope: 'queue:a', prev: 1, seq: 2, changes: [change('t-1', 2)] }, { scope: 'queue:a', prev: 2, seq: 4, changes: [change('t-2', 3)] }];
  expect(pushes.map((push) => all.push(push))).toEqual(['applied', 'applied']);
  expect(pushes.slice(1).map((push) => most.push(push))).toEqual(['gap']);
  expect(most.hash).not.toBe(all.hash);
});
