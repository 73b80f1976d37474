import { expect, test } from 'vitest';
import type { Case } from '../model/case.ts';
import { noSalesBecause, sayFirst } from './call-card.ts';

const someCase = (id: string, part: Partial<Case> = {}): Case => ({
  id, journey: 'consumer-loan', journeyVersion: 1, party: { source: 'mobile', key: id }, team: 'loans', stage: 'Income', status: 'open', version: 1, openedAt: 1,
  lastProgressAt: 5, armed: true, clocks: [], promises: [], touchedBy: [], ...part,
});
const promise = (state: 'open' | 'broken', dueAt: number) => ({ id: `p-${String(dueAt)}`, textValue: 'v-1', channel: 'phone', dueAt, owner: 'dev', madeAt: 1, madeBy: 'dev', state });

test('a broken promise is spoken of first, the last one of several', () => {
  const cases = [someCase('k-1', { waitsFor: { whom: 'us', since: 3 } }), someCase('k-2', { journey: 'card-dispute', promises: [promise('broken', 10), promise('open', 30), promise('broken', 20)] })];
  expect(sayFirst(cases)).toEqual({ code: 'promiseBroken', params: { case: 'k-2', journey: 'card-dispute', channel: 'phone', dueAt: 20, by: 'dev' } });
});

test('what the bank owes comes before what the customer owes', () => {
  const [ours, theirs] = [someCase('k-1', { waitsFor: { whom: 'us', since: 3 } }), someCase('k-2', { waitsFor: { whom: 'customer', since: 4 } })];
  expect(sayFirst([theirs, ours])).toEqual({ code: 'waitsForUs', params: { case: 'k-1', journey: 'consumer-loan', stage: 'Income', since: 3 } });
  expect(sayFirst([theirs])).toMatchObject({ code: 'waitsForCustomer', params: { case: 'k-2', since: 4 } });
  expect(sayFirst([])).toBeUndefined();
});

test('nothing is sold beside a dispute or to whom a flag protects', () => {
  expect(noSalesBecause([], [someCase('k-1', { journey: 'card-dispute' })])).toBe('dispute_open');
  expect(noSalesBecause(['vulnerable'], [someCase('k-1')])).toBe('vulnerable');
  expect(noSalesBecause(['vip'], [someCase('k-1')])).toBeUndefined();
});
