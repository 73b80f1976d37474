import { expect, test } from 'vitest';
import { OfflineRound } from './offline-round.ts';
import type { RoundResult } from './offline-round.ts';

function round(waiting = 0) {
  const told: RoundResult[] = [];
  const notes = { waiting };
  const one = new OfflineRound({ waiting: () => notes.waiting, onOver: (result) => told.push(result) });
  const answer = (isTaken: boolean): void => {
    notes.waiting -= 1;
    one.answered(isTaken);
  };
  return { one, notes, told, answer };
}

test('what became of the notes is said once, when the last one has its answer', () => {
  const { one, notes, told, answer } = round();
  one.link(true);
  one.link(false);
  notes.waiting = 3;
  one.link(true);
  answer(true);
  answer(false);
  expect(told).toEqual([]);
  answer(true);
  expect(told).toEqual([{ sent: 2, needYou: 1 }]);
  one.link(true);
  expect(told).toHaveLength(1);
});

test('a note that is sent while the connection is there is no news, nor is a blink without notes', () => {
  const { one, notes, told, answer } = round();
  one.link(true);
  notes.waiting = 1;
  answer(true);
  one.link(false);
  one.link(true);
  expect(told).toEqual([]);
});

test('notes that were kept over a restart are told of too', () => {
  const { one, told, answer } = round(1);
  one.link(true);
  answer(true);
  expect(told).toEqual([{ sent: 1, needYou: 0 }]);
});
