import { expect, test } from 'vitest';
import type { NextFacts } from './do-next.ts';
import { doNext } from './do-next.ts';

const promise = { id: 'p-1', textValue: 'v-1', channel: 'phone', dueAt: 50, owner: 'dev', madeAt: 1, madeBy: 'dev', state: 'broken' as const };
const task = { id: 't-1', status: 'open' as const, holder: { by: 'person' as const, person: 'ana' }, madeAt: 1 };
const facts: NextFacts = {
  case: { status: 'open', customer: 'c-1', promises: [] }, tasks: [task], me: 'ana',
  mayClaim: true, mayIdentify: true, mustVerify: true, isVerified: true, needed: [],
};
const first = (changed: Partial<NextFacts>): unknown => doNext({ ...facts, ...changed })[0];

test('identity comes before everything else', () => {
  expect(first({ isVerified: false, needed: ['payslip'], case: { ...facts.case, promises: [promise] } })).toEqual({ do: 'verify', customer: 'c-1' });
  expect(first({ case: { status: 'open', promises: [] } })).toEqual({ do: 'identify' });
});

test('whoever never meets customers begins with the work', () => {
  expect(first({ isVerified: false, mustVerify: false })).toEqual({ do: 'goOn', task: 't-1' });
});

test('a broken promise comes before the work', () => {
  expect(first({ case: { ...facts.case, promises: [promise] } })).toEqual({ do: 'callBack', promise: 'p-1', dueAt: 50 });
});

test('what is missing is asked for while the customer is there, and comes after the work otherwise', () => {
  expect(doNext({ ...facts, needed: ['payslip'] })).toEqual([{ do: 'goOn', task: 't-1' }, { do: 'scan', kind: 'payslip' }]);
  expect(first({ needed: ['payslip'], tasks: [{ ...task, customerPresent: 'branch' }] })).toEqual({ do: 'scan', kind: 'payslip' });
});

test('a case that waits for the customer says so and until when', () => {
  expect(first({ tasks: [], case: { ...facts.case, waitsFor: { whom: 'customer', since: 7 } }, dueAt: 90 })).toEqual({ do: 'wait', whom: 'customer', since: 7, until: 90 });
});

test('work that waits in the queue is taken, that of a colleague is asked for', () => {
  expect(first({ tasks: [{ ...task, holder: { by: 'queue' } }] })).toEqual({ do: 'take', task: 't-1' });
  expect(first({ tasks: [{ ...task, holder: { by: 'person', person: 'elif' } }] })).toEqual({ do: 'ask', task: 't-1', owner: 'elif' });
});

test('there is always an answer', () => {
  expect(doNext({ ...facts, tasks: [] })).toEqual([{ do: 'nothing' }]);
  expect(first({ case: { ...facts.case, status: 'closed' } })).toEqual({ do: 'nothing' });
});
