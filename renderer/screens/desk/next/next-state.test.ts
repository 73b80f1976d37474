import { expect, test } from 'vitest';
import type { NextItem } from './next-items.ts';
import { stepKey } from './next-items.ts';
import { afterKey, cardOf, isSettled } from './next-state.ts';

const of = (step: NonNullable<NextItem['step']>): NextItem => ({ key: stepKey(step), step });
const goOn = of({ do: 'goOn', task: 't-1' });
const callBack = of({ do: 'callBack', promise: 'p-1', dueAt: 5 });
const scan = of({ do: 'scan', kind: 'payslip' });
const wait = of({ do: 'wait', whom: 'customer', since: 1 });

test('the card stays under the hand, and something more urgent is only announced', () => {
  expect(cardOf([callBack, goOn], { shown: 'goOn t-1', later: [] })).toEqual({ item: goOn, then: [callBack], fresh: callBack });
  expect(cardOf([callBack, scan], { shown: 'goOn t-1', later: [] })).toEqual({ item: callBack, then: [scan] });
});

test('nothing to do gives way at once, and what was set aside comes last', () => {
  expect(cardOf([goOn, wait], { shown: 'wait ', later: [] })).toEqual({ item: goOn, then: [] });
  expect(cardOf([callBack, goOn], { later: ['callBack p-1'] })).toEqual({ item: goOn, then: [] });
  expect(cardOf([callBack], { later: ['callBack p-1'] })).toEqual({ item: callBack, then: [] });
});

test('a card that came by itself takes a key only after a second without key presses', () => {
  expect(isSettled({ cameAt: 100, keyAt: 0 }, 900)).toBe(false);
  const typing = afterKey({ cameAt: 100, keyAt: 0 }, 900);
  expect(isSettled(typing, 1500)).toBe(false);
  expect(isSettled(typing, 1900)).toBe(true);
  expect(isSettled(afterKey(typing, 1950), 1960)).toBe(true);
  expect(isSettled({ cameAt: 0, keyAt: 950 }, 960)).toBe(true);
});

test('where its place is free the next card waits for the decision, unless it must first be known who is there', () => {
  expect(cardOf([goOn, wait], { later: [] }, false)).toBeUndefined();
  expect(cardOf([goOn, wait], { shown: 'wait ', later: [] }, false)).toMatchObject({ item: wait });
  const verify = of({ do: 'verify', customer: 'cu-1' });
  expect(cardOf([verify, goOn], { later: [] }, false)).toMatchObject({ item: verify });
});
