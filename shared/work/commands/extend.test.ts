import { expect, test } from 'vitest';
import type { EntryFact } from '../../contract/entries.ts';
import type { CaseState } from '../../model/case.ts';
import { evolveCase } from '../evolve-case.ts';
import { timersOf } from '../timers.ts';

const fact = (kind: string, body: object, task?: string): EntryFact =>
  ({ kind, subject: 'case:k-1', case: 'k-1', at: 50, recordedAt: 50, actor: 'chloe', body, ...(task === undefined ? {} : { task }) }) as unknown as EntryFact;
const facts = [
  fact('case:opened', { journey: 'loan', journeyVersion: 1, party: { source: 's', key: '1' }, team: 'north', stage: 'Request', armed: true, stallAt: 10 }),
  fact('task:made', { activity: 'review', team: 'north' }, 't-1'), fact('task:made', { activity: 'call', team: 'north' }, 't-2'),
  fact('case:stalled', { tasks: [{ task: 't-1', cause: 'owner_over_capacity' }, { task: 't-2', cause: 'customer' }] }),
];
const folded = (...more: EntryFact[]): CaseState | undefined => [...facts, ...more].reduce<CaseState | undefined>(evolveCase, undefined);

test('work that is given more time stands still no more until then; nothing else of its case does, and it is no progress', () => {
  const before = folded();
  const after = folded(fact('task:extended', { plan: 'c-1', until: 900, because: 'workload', version: 3 }, 't-1'));
  expect(after?.tasks.map(({ stalled, extended }) => [stalled?.cause, extended])).toEqual([[undefined, { until: 900, at: 50, by: 'chloe', because: 'workload' }], ['customer', undefined]]);
  expect([after?.case.lastProgressAt, after?.case.stallAt]).toEqual([before?.case.lastProgressAt, 900]);
  expect(after && timersOf(after, 1).map(({ kind, dueAt }) => [kind, dueAt])).toEqual([['stall', 900]]);
});
