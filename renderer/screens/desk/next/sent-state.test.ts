import { expect, test } from 'vitest';
import { sentState } from './sent-state.ts';

const sent = { action: 'block-lost-card', at: 1000, is: 'asked', seq: 10, does: 'command' } as const;
const entry = (kind: string, seq: number, recordedAt: number, effect = 'e-1') => ({ kind, seq, recordedAt, body: { connector: 'cards', effect } });

test('what a system has not answered is not confirmed after ten seconds, and never said to be done', () => {
  expect(sentState(sent, [entry('effect:done', 9, 900)], undefined, 2000)).toEqual({ is: 'waiting' });
  expect(sentState(sent, [], undefined, 11_001)).toEqual({ is: 'notConfirmed' });
});

test('who confirmed it and how fast is told from the log, and that it failed too', () => {
  expect(sentState(sent, [entry('effect:done', 12, 2200)], undefined, 60_000)).toEqual({ is: 'confirmed', system: 'cards', ms: 1200 });
  expect(sentState(sent, [entry('effect:failed', 12, 2200)], undefined, 3000)).toEqual({ is: 'notConfirmed', system: 'cards', ms: 1200 });
});

test('what something else of the case has come to says nothing of what went out', () => {
  expect(sentState({ ...sent, effect: 'e-2' }, [entry('effect:done', 12, 2200), entry('effect:failed', 13, 2300, 'e-2')], undefined, 3000)).toMatchObject({ is: 'notConfirmed', ms: 1300 });
  expect(sentState({ ...sent, effect: 'e-2' }, [entry('effect:done', 12, 2200)], undefined, 3000)).toEqual({ is: 'waiting' });
});

test('without a case the row of the customer tells it', () => {
  const own = { effect: 'e-2', action: 'home-cover', at: 1000 };
  expect(sentState({ ...sent, effect: 'e-2' }, [], [{ ...own, is: 'asked' }], 3000)).toEqual({ is: 'waiting' });
  expect(sentState({ ...sent, effect: 'e-2' }, [], [{ ...own, is: 'done', endedAt: 1400, system: 'messages' }], 60_000)).toEqual({ is: 'confirmed', system: 'messages', ms: 400 });
});
