import { expect, it } from 'vitest';
import type { EffectEntry } from './outages.ts';
import { outagesOf } from './outages.ts';

const minute = 60_000;
const about = { connector: 'cards', route: 'cards', operation: 'status' };
const told = (kind: string, id: string, at: number, body: Record<string, unknown> = {}): EffectEntry => ({ kind, case: id, recordedAt: at * minute, body: { ...about, effect: `e-${id}`, ...body } });
const failed = (id: string, at: number, from: number, body: Record<string, unknown> = {}) => told('effect:failed', id, at, { code: 'connector_down', failedFrom: from * minute, ...body });
const late = (id: string, at: number, from: number, body: Record<string, unknown> = {}) => told('effect:done', id, at, { failedFrom: from * minute, ...body });
const done = (id: string, at: number, body: Record<string, unknown> = {}) => told('effect:done', id, at, body);

it('a system was down from the first try in vain to the first success after it, with who was affected and who came through alone', () => {
  expect(outagesOf([done('k-0', 5), failed('k-1', 20, 10), failed('k-2', 31, 21), late('k-3', 65, 57), late('k-4', 65, 63), done('k-2', 70, { effect: 'e-again' }), done('k-5', 80)])).toEqual([
    { connector: 'cards', from: 10 * minute, until: 65 * minute, cases: ['k-1', 'k-2', 'k-3', 'k-4'], recovered: ['k-2', 'k-3', 'k-4'] },
  ]);
});

it('what a person let be sent again, settled by hand, or what came over another way is no recovery and no sign of life', () => {
  const [byHand] = outagesOf([failed('k-1', 20, 10), failed('k-2', 20, 10), failed('k-3', 20, 10), told('effect:retried', 'k-1', 30), done('k-1', 31), done('k-2', 32, { by: 'hidde' }), done('k-3', 33, { operation: 'block' })]);
  expect(byHand).toEqual({ connector: 'cards', from: 10 * minute, until: 31 * minute, cases: ['k-1', 'k-2', 'k-3'], recovered: [] });
  const around = outagesOf([late('k-1', 12, 10, { route: 'cards-two' }), failed('k-2', 20, 10)]);
  expect(around).toEqual([{ connector: 'cards', from: 10 * minute, cases: ['k-1', 'k-2'], recovered: ['k-1'] }]);
});

it('two outages of one system are two, each system has its own, and what was over within minutes is told of nobody', () => {
  const outages = outagesOf([
    late('k-1', 20, 10), late('k-2', 40, 30), late('k-3', 52, 50), done('k-9', 41, { connector: 'kyc', route: 'kyc' }), failed('k-4', 60, 50, { connector: 'kyc', route: 'kyc' }),
  ]);
  expect(outages.map(({ connector, from, until, cases }) => [connector, from / minute, until === undefined ? undefined : until / minute, cases.join()])).toEqual([
    ['cards', 10, 20, 'k-1'], ['cards', 30, 40, 'k-2'], ['kyc', 50, undefined, 'k-4'],
  ]);
});

it('what a system refuses is no outage', () => {
  expect(outagesOf([told('effect:failed', 'k-1', 20, { code: 'connector_refused' }), done('k-2', 30)])).toEqual([]);
});
