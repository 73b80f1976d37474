import { expect, it } from 'vitest';
import type { TaskPut } from '../../../../shared/contract/rows.ts';
import { waitText } from './queue-words.ts';

const say = (key: string, params: Record<string, unknown> = {}): string => [key, ...Object.values(params)].join(' ');
const words = { texts: { say, locale: 'en' } as never, me: 'dev', nameOf: (person: string) => person, now: 1 };
const text = (task: object, waitsFor?: { whom: string; since: number }) => waitText({ id: 't', task: task as TaskPut }, waitsFor === undefined ? {} : { waitsFor }, words);

it('a row says what its case says: work of one’s own that stands still waits for oneself, not for the customer', () => {
  const mine = { holder: { by: 'person', person: 'dev' } };
  expect(text({ ...mine, stalled: { since: 0, cause: 'customer' } })).toBe('queue.waitsForYou');
  expect(text({ ...mine, stalled: { since: 0, cause: 'customer' } }, { whom: 'customer', since: 0 })).toBe('queue.waitsFor queue.whom.customer');
  expect(text({ ...mine, stalled: { since: 0, cause: 'system_error' } })).toBe('queue.stalled.system_error');
});
