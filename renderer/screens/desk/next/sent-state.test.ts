import { expect, test } from 'vitest';
import { sentState } from './sent-state.ts';

const sent = { action: 'block-lost-card', at: 1000, is: 'asked', seq: 10 } as const;
const entry = (kind: string, seq: number, recordedAt: number) => ({ kind, seq, recordedAt, body: { connector: 'cards' } });

test('what a system has not answered is not confirmed after ten seconds, and never said to be done', () => {
  expect(sentState(sent, [entry('effect:done', 9, 900)], 2000)).toEqual({ is: 'waiting' });
  expect(sentState(sent, [], 11_001)).toEqual({ is: 'notConfirmed' });
});

test('who confirmed it and how fast is told from the log, and that it failed too', () => {
  expect(sentState(sent, [entry('effect:done', 12, 2200)], 60_000)).toEqual({ is: 'confirmed', system: 'cards', ms: 1200 });
  expect(sentState(sent, [entry('effect:failed', 12, 2200)], 3000)).toEqual({ is: 'notConfirmed', system: 'cards', ms: 1200 });
});
