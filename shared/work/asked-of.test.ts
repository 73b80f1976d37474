import { expect, test } from 'vitest';
import { askedOf } from './asked-of.ts';

const task = { id: 't-1', case: 'k-1', status: 'open' as const };
const offer = { to: 'ana', expiresAt: 9, firstOfferedAt: 5, because: 'load' };

test('an offer or a hand-off asks the person whom it names, once', () => {
  expect(askedOf({ ...task, offer }, 'ana')).toBe('t-1 offer 5');
  expect(askedOf({ ...task, offer: { ...offer, expiresAt: 20 } }, 'ana')).toBe('t-1 offer 5');
  expect(askedOf({ ...task, offer }, 'ben')).toBeUndefined();
  const handOff = { id: 'h-1', from: 'ben', toPerson: 'ana', offeredAt: 1, expiresAt: 2, because: 'language', situationValue: 'v', doneValue: 'v', promisedValue: 'v', nextValue: 'v' };
  expect(askedOf({ ...task, handOff }, 'ana')).toBe('t-1 handOff h-1');
  expect(askedOf({ ...task, status: 'done', handOff }, 'ana')).toBeUndefined();
  expect(askedOf(task, 'ana')).toBeUndefined();
});
