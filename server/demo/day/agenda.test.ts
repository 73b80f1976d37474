import { expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { dayStart, momentMs } from './day-plan.ts';

const item = (name: string, step: string) => ({ case: name, step, run: () => Promise.resolve() });

test('things of one case come one after the other in the order of their steps, whatever order they were planned in', () => {
  const agenda = new Agenda();
  agenda.add(dayStart, dayStart + 5, item('b', '2'));
  agenda.add(dayStart, dayStart + 1, item('b', '1'));
  agenda.add(dayStart, dayStart + 9, item('a', '1'));
  expect(agenda.next()).toBe(dayStart + momentMs);
  expect(agenda.take(dayStart + momentMs).map((chain) => chain.map((one) => `${one.case}${one.step}`))).toEqual([['b1', 'b2'], ['a1']]);
  expect(agenda.next()).toBeUndefined();
});

test('nothing is planned into the moment that is being played', () => {
  const agenda = new Agenda();
  agenda.add(dayStart, dayStart, item('a', '1'));
  expect(agenda.take(dayStart)).toEqual([]);
  expect(agenda.next()).toBe(dayStart + momentMs);
});
