import { expect, test } from 'vitest';
import type { ReminderItem } from './reminders.ts';
import { becauseOf, groupsOf, itemsToSend, remindedItems, stateText } from './reminders.ts';

const items: readonly ReminderItem[] = [
  { task: 't-1', version: 3, customer: 'cu-1', way: 'write', channel: 'push' },
  { task: 't-2', version: 1, customer: 'cu-2', way: 'call', gate: 'cap-week', freeAt: 9 },
  { task: 't-3', version: 2, customer: 'cu-3', way: 'none', gate: 'quiet-bereavement' },
];
const say = (key: string, params: Record<string, unknown> = {}): string => [key, ...Object.entries(params).filter(([name]) => name !== 'defaultValue').map(([name, value]) => `${name}=${String(value)}`)].join(' ');

test('what is sent is what was shown, on the versions that it was shown on; calls only where they are wanted', () => {
  const groups = groupsOf(items);
  expect(itemsToSend(groups, true)).toEqual([{ task: 't-1', version: 3, how: 'write', channel: 'push' }, { task: 't-2', version: 1, how: 'call' }]);
  expect(itemsToSend(groups, false)).toEqual([{ task: 't-1', version: 3, how: 'write', channel: 'push' }]);
});

test('nobody is silently left out: every item has what became of it', () => {
  const answer = { ok: true as const, seq: 9, result: { items: [{ task: 't-1', ok: false, code: 'stale' }, { task: 't-2', ok: true }] } };
  expect(remindedItems(items, new Set(['t-1', 't-2']), answer).map(({ item, isLeft, refusal }) => [item.task, isLeft, refusal?.code])).toEqual([['t-1', false, 'stale'], ['t-2', false, undefined], ['t-3', true, undefined]]);
});

test('reasons and states are said in words', () => {
  expect(items.map((item) => becauseOf(say, item))).toEqual(['', 'gate.cap-week', 'gate.quiet-bereavement']);
  expect(becauseOf(say, { way: 'none', code: 'not_identified' })).toBe('error.not_identified');
  const asked = { plan: 'p', at: 1, by: 'chloe' } as const;
  expect(stateText(say, String, { ...asked, how: 'write', channel: 'sms', state: 'sent', endedAt: 5 })).toMatch(/^reminder\.state\.sent at=5 by=reminder\.by\.sms/);
  expect(stateText(say, String, { ...asked, how: 'write', channel: 'sms', state: 'withheld', endedAt: 5, because: 'cap-day' })).toContain('because=gate.cap-day');
  expect(stateText(say, String, { ...asked, how: 'call', state: 'asked' })).toBe('reminder.state.call');
});
