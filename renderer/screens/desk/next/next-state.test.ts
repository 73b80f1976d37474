import { expect, test } from 'vitest';
import { afterKey, cardOf, isSettled } from './next-state.ts';

const goOn = { do: 'goOn', task: 't-1' } as const;
const callBack = { do: 'callBack', promise: 'p-1', dueAt: 5 } as const;
const scan = { do: 'scan', kind: 'payslip' } as const;
const wait = { do: 'wait', whom: 'customer', since: 1 } as const;

test('the card stays under the hand, and something more urgent is only announced', () => {
  expect(cardOf([callBack, goOn], { shown: 'goOn t-1', later: [] })).toEqual({ step: goOn, then: [callBack], fresh: callBack });
  expect(cardOf([callBack, scan], { shown: 'goOn t-1', later: [] })).toEqual({ step: callBack, then: [scan] });
});

test('nothing to do gives way at once, and what was set aside comes last', () => {
  expect(cardOf([goOn, wait], { shown: 'wait ', later: [] })).toEqual({ step: goOn, then: [] });
  expect(cardOf([callBack, goOn], { later: ['callBack p-1'] })).toEqual({ step: goOn, then: [] });
  expect(cardOf([callBack], { later: ['callBack p-1'] })).toEqual({ step: callBack, then: [] });
});

test('a card that came by itself takes a key only after a second without key presses', () => {
  expect(isSettled({ cameAt: 100, keyAt: 0 }, 900)).toBe(false);
  const typing = afterKey({ cameAt: 100, keyAt: 0 }, 900);
  expect(isSettled(typing, 1500)).toBe(false);
  expect(isSettled(typing, 1900)).toBe(true);
  expect(isSettled(afterKey(typing, 1950), 1960)).toBe(true);
  expect(isSettled({ cameAt: 0, keyAt: 950 }, 960)).toBe(true);
});
