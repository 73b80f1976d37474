import { expect, test } from 'vitest';
import type { Fields } from '../journey/orchestrated/field.ts';
import { evidenceOf } from './evidence.ts';

const now = 1000;
const documents: Fields = { kind: { type: 'code', choices: ['payslip', 'statement', 'other'] }, document: { type: 'reference' } };
const nothing = { awaited: [], parkedFor: [] };

test('what was given and is still valid is there, with where it came from, and is not asked again', () => {
  const had = [{ kind: 'addressProof', since: 10, validUntil: 2000, source: 'ana' }, { kind: 'payslip', since: 20, source: 'mobile' }];
  expect(evidenceOf(had, { ...nothing, awaited: [documents], parkedFor: ['addressProof'] }, now)).toEqual([
    { kind: 'addressProof', state: 'have', since: 10, validUntil: 2000, source: 'ana' },
    { kind: 'payslip', state: 'have', since: 20, source: 'mobile' },
  ]);
});

test('a case that waits for documents wants the first kind, where none of its kinds is there', () => {
  expect(evidenceOf([], { ...nothing, awaited: [documents] }, now)).toEqual([{ kind: 'payslip', state: 'needed' }]);
  expect(evidenceOf([{ kind: 'statement', since: 1, source: 'web' }], { ...nothing, awaited: [documents] }, now)).toEqual([{ kind: 'statement', state: 'have', since: 1, source: 'web' }]);
  expect(evidenceOf([], { ...nothing, awaited: [{ reason: { type: 'code', choices: ['price'] } }] }, now)).toEqual([]);
});

test('what a check names as missing is wanted until it has come since', () => {
  const missing = { kinds: ['statement'], at: 500 };
  const before = [{ kind: 'payslip', since: 400, source: 'mobile' }, { kind: 'statement', since: 450, source: 'mobile' }];
  expect(evidenceOf(before, { ...nothing, awaited: [documents], missing }, now).map(({ kind, state }) => [kind, state])).toEqual([['statement', 'needed'], ['payslip', 'have']]);
  expect(evidenceOf([...before, { kind: 'statement', since: 600, source: 'mobile' }], { ...nothing, missing }, now).map(({ kind, state }) => [kind, state])).toEqual([['payslip', 'have'], ['statement', 'have']]);
});

test('what has run out is told with when, and the newest of a kind counts', () => {
  const had = [{ kind: 'identity', since: 1, validUntil: 900, source: 'ana' }, { kind: 'identity', since: 0, validUntil: 5000, source: 'ben' }];
  expect(evidenceOf(had, nothing, now)).toEqual([{ kind: 'identity', state: 'expired', since: 1, validUntil: 900, source: 'ana' }]);
  expect(evidenceOf(had, { ...nothing, parkedFor: ['identity', 'approval'] }, now)).toEqual([{ kind: 'identity', state: 'expired', since: 1, validUntil: 900, source: 'ana' }]);
});
