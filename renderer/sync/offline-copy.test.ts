import { expect, test } from 'vitest';
import { emptyScope } from '../../shared/sync/apply.ts';
import type { ScopeState } from '../../shared/sync/apply.ts';
import type { Keepable } from './offline-copy.ts';
import { readCopy, stateOf, writeCopy } from './offline-copy.ts';

const scope = (seq: number, filling = ''): ScopeState =>
  ({ ...emptyScope, logId: 'log-1', seq, isAsking: false, rows: new Map([['case k-1', { kind: 'case' as const, row: { id: 'k-1', version: seq, filling } }]]) });
const keepable: Keepable = {
  person: 'ana', heardAt: 1000,
  notes: { 'c-1': { case: 'k-1', text: 'seen the payslip' } },
  drafts: { 'k-1 employer': { place: { case: 'k-1', task: 't-1', fence: 1, field: 'employer' }, text: 'Harbour', typed: 'Harbour', version: 0, isClashing: false } },
  scopes: { 'queue:north': scope(7), 'case:k-1': scope(9), me: scope(5), 'case:k-2': emptyScope },
  sheets: [{ case: 'k-1', at: 900, values: {}, texts: {}, drafts: [], evidence: [], inputs: {}, documents: [] }],
};

test('what was opened and what was written comes back as it was', () => {
  const copy = readCopy(writeCopy(keepable), 'ana');
  expect(copy).toMatchObject({ notes: keepable.notes, drafts: keepable.drafts, sheets: keepable.sheets, heardAt: 1000 });
  expect(copy?.scopes.map(({ scope: name }) => name)).toEqual(['me', 'case:k-1', 'queue:north']);
  const [, opened] = copy?.scopes ?? [];
  expect(opened && stateOf(opened)).toEqual({ ...scope(9), isAsking: true });
});

test('where not all fits, lists are left out before what was opened, and nothing that was written', () => {
  const big = { ...keepable, scopes: { ...keepable.scopes, 'queue:north': scope(7, 'x'.repeat(5000)) } };
  const text = writeCopy(big, 3000);
  expect(text.length).toBeLessThanOrEqual(3000);
  const copy = readCopy(text, 'ana');
  expect([copy?.scopes.map(({ scope: name }) => name), Object.keys(copy?.notes ?? {}), copy?.sheets.length]).toEqual([['me', 'case:k-1'], ['c-1'], 1]);
});

test.each(['', '{}', 'null', writeCopy({ ...keepable, person: 'ben' }), writeCopy(keepable).replace('"v":1', '"v":2')])('a copy that says %.40s is none of this person', (text) => {
  expect(readCopy(text, 'ana')).toBeUndefined();
});
