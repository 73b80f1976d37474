import { expect, test } from 'vitest';
import type { CaseSheet, JourneyInfo } from '../../../../shared/contract/rest-case.ts';
import { customerPlace } from './customer-place.ts';

const info = { activities: { fillIn: { name: 'Fill in' } }, forms: {}, messages: { filled: { from: 'customer', fields: { incomeMinor: { type: 'amount', label: 'Net income' } } } } } as unknown as JourneyInfo;
const sheet = { position: { standing: [{ element: 'fillIn', stage: 'Income' }] } } as unknown as CaseSheet;
const words = { say: (key: string) => key, field: (_: string, field?: { label?: string }) => field?.label ?? '' };
const here = { customerHere: { channel: 'mobile' as const, since: 1, until: 2 } };
const at = (visit: { step?: string; field?: string } | undefined, row: object = here, given: CaseSheet | undefined = sheet) =>
  customerPlace({ row, info, sheet: given, visit: visit && { channel: 'mobile', ...visit } }, words);

test('where the customer is is said by stage and field, as far as the journey has them', () => {
  expect(at({ step: 'fillIn', field: 'incomeMinor' })).toMatchObject({ key: 'Field', params: { channel: 'valueFrom.on.mobile', stage: 'Income', field: 'Net income' } });
  expect(at({ step: 'fillIn', field: 'SamuelOkafor' })).toMatchObject({ key: 'Stage', params: { stage: 'Income' } });
  expect(at({ step: 'SamuelOkafor' })).toEqual({ key: '', params: { channel: 'valueFrom.on.mobile' } });
  expect(at(undefined)).toEqual({ key: '', params: { channel: 'valueFrom.on.mobile' } });
});

test('a step that is over is not said, nor a place after they have left', () => {
  expect(at({ step: 'fillIn' }, here, { position: { standing: [] } } as unknown as CaseSheet)?.key).toBe('');
  expect(at({ step: 'fillIn', field: 'incomeMinor' }, {})).toBeUndefined();
});

test('where no process drives the case the step has the name of its activity', () => expect(at({ step: 'fillIn' }, here, {} as CaseSheet)).toMatchObject({ key: 'Stage', params: { stage: 'Fill in' } }));
