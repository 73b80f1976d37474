import { expect, test } from 'vitest';
import type { JourneyInfo } from '../../../../../shared/contract/rest-case.ts';
import type { TaskPut } from '../../../../../shared/contract/rows.ts';
import type { DraftBook } from '../../../../store/drafts.ts';
import { draftKey } from '../../../../store/drafts.ts';
import { placeOf, stepData } from './step-work.ts';

const info: JourneyInfo = {
  journey: 'loan', version: 1, name: 'Loan', kind: 'orchestrated', stages: [], activities: {},
  forms: { check: { title: 'Check', fields: {
    incomeMinor: { type: 'amount', required: true, minimum: 1 }, rentMinor: { type: 'amount' }, isComplete: { type: 'yesNo', required: true }, note: { type: 'text' },
  } } },
  messages: { application: { from: 'customer', fields: { incomeMinor: { type: 'amount' }, rentMinor: { type: 'amount' } } } },
};
const task: TaskPut = { id: 't-1', case: 'k-1', journey: 'loan', activity: 'check', team: 'north', status: 'open', holder: { by: 'person', person: 'ana' }, fence: 1, version: 1, madeAt: 0, form: 'check', touchedBy: [] };
const told = (raw: number | boolean, source = 'mobile') => ({ value: String(raw), raw, isMasked: false, source, asOf: 0 });
const typed = (fields: Record<string, string>): DraftBook =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [draftKey(placeOf(task, name)), { place: placeOf(task, name), text, typed: text, version: 0, isClashing: false }]));

test('what the customer told and nobody changed is sent along where the form asks for it, and only there', () => {
  expect(stepData(info, task, { incomeMinor: told(245_000), rentMinor: told(70_000) }, typed({ isComplete: 'yes' }), 'en-GB')).toEqual({ data: { incomeMinor: 245_000, isComplete: true } });
});

test('an answer of the round before is asked anew, and not given again unseen', () => {
  expect(stepData(info, task, { incomeMinor: told(245_000), isComplete: told(false, 'elif') }, {}, 'en-GB').fault).toEqual({ field: 'isComplete', because: 'missing' });
});

test('the first thing that does not fit is named, by its field', () => {
  const known = { incomeMinor: told(245_000) };
  expect(stepData(info, task, known, typed({ isComplete: 'yes', rentMinor: 'about 5' }), 'en-GB').fault).toEqual({ field: 'rentMinor', because: 'amount' });
  expect(stepData(info, task, known, typed({ isComplete: 'yes', incomeMinor: '0' }), 'en-GB').fault).toEqual({ field: 'incomeMinor', because: 'range' });
  expect(stepData(info, task, {}, typed({ isComplete: 'yes' }), 'en-GB').fault).toEqual({ field: 'incomeMinor', because: 'missing' });
});

test('a draft belongs to its step: the note of one is not the note of the next', () => {
  expect(placeOf(task, 'note').field).not.toBe(placeOf({ ...task, activity: 'approve' }, 'note').field);
});
