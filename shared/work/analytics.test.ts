import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountedEntry } from './analytics.ts';
import { handOffs, throughput, timeInStage, waiting } from './analytics.ts';

const entry = (kind: string, recordedAt: number, part: Partial<CountedEntry> = {}): CountedEntry => ({ kind, case: 'k-1', task: null, recordedAt, ...part });
const dayOf = (at: number): string => `day-${String(Math.floor(at / 100))}`;
const one = (...history: CountedEntry[]): Map<string, CountedEntry[]> => new Map([['k-1', history]]);

describe('counts by day', () => {
  it('have a line for every day, and the cases behind each', () => {
    const entries = [entry('task:made', 10), entry('task:made', 20, { case: 'k-2' }), entry('task:completed', 210), entry('handOff:offered', 220)];
    expect(throughput(entries, ['day-0', 'day-1', 'day-2'], dayOf)).toEqual([
      { day: 'day-0', made: 2, done: 0, cases: ['k-1', 'k-2'] }, { day: 'day-1', made: 0, done: 0, cases: [] }, { day: 'day-2', made: 0, done: 1, cases: ['k-1'] },
    ]);
    expect(handOffs([...entries, entry('handOff:ended', 230, { how: 'expired' }), entry('handOff:ended', 240, { how: 'declined' })], ['day-2'], dayOf)).toEqual([
      { day: 'day-2', offered: 1, accepted: 0, declined: 1, returned: 1, cases: ['k-1'] },
    ]);
  });
});

describe('time in a stage', () => {
  const opened = entry('case:opened', 0, { journey: 'loan', stage: 'Identity' });
  it('counts the stages that were left within the span, by the nearest rank', () => {
    const histories = new Map([10, 20, 30, 40, 100].map((took, i): [string, CountedEntry[]] => [`k-${String(i)}`, [opened, entry('journey:stepped', took / 2, { stage: null }), entry('case:moved', took, { stage: 'Income' })]]));
    expect(timeInStage(histories, { from: 0, to: 100 })).toEqual([{ journey: 'loan', stage: 'Identity', count: 4, p50Ms: 20, p90Ms: 40, cases: ['k-0', 'k-1', 'k-2', 'k-3'] }]);
  });

  it('ends with the case, and leaves out what began before the log that is there', () => {
    expect(timeInStage(one(opened, entry('case:moved', 5, { stage: 'Identity' }), entry('case:closed', 9)), { from: 0, to: 10 })).toMatchObject([{ stage: 'Identity', p50Ms: 9 }]);
    expect(timeInStage(one(entry('case:moved', 5, { stage: 'Income' }), entry('case:closed', 9)), { from: 0, to: 10 })).toEqual([]);
  });
});

describe('standing still', () => {
  const stalled = entry('case:stalled', 10, { stalled: [{ task: 't-1', cause: 'customer' }, { task: 't-2', cause: 'owner_absent' }] });
  const all = (): boolean => true;
  it('goes from the stall to the next progress, within the span', () => {
    const moved = entry('contact:made', 50, { isProgress: true });
    expect(waiting(one(stalled, moved), { from: 0, to: 100 }, all)).toEqual([{ cause: 'customer', count: 1, totalMs: 40, cases: ['k-1'] }, { cause: 'owner_absent', count: 1, totalMs: 40, cases: ['k-1'] }]);
    expect(waiting(one(stalled, moved), { from: 30, to: 45 }, all).map(({ totalMs }) => totalMs)).toEqual([15, 15]);
    expect(waiting(one(stalled, moved), { from: 60, to: 90 }, all)).toEqual([]);
  });

  it('ends for a task that ends, goes on to the end of the span, and counts the team’s tasks alone', () => {
    const ended = entry('task:completed', 20, { task: 't-1' });
    expect(waiting(one(stalled, ended), { from: 0, to: 100 }, all)).toMatchObject([{ cause: 'owner_absent', totalMs: 90 }, { cause: 'customer', totalMs: 10 }]);
    expect(waiting(one(stalled, ended), { from: 0, to: 100 }, (task) => task === 't-1')).toMatchObject([{ cause: 'customer', totalMs: 10 }]);
  });
});

it('no duration is negative or longer than the span’s part of the case, whatever the history', () => {
  const kinds = fc.constantFrom('case:opened', 'case:moved', 'journey:stepped', 'case:stalled', 'contact:made', 'case:closed', 'task:completed');
  const step = fc.record({ kind: kinds, after: fc.nat(50), stage: fc.constantFrom(null, 'A', 'B'), task: fc.constantFrom('t-1', 't-2'), cause: fc.constantFrom('customer', 'strange') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.nat(300), fc.nat(300), (steps, from, length) => {
      let at = 0;
      const history = steps.map(({ kind, after, stage, task, cause }) => {
        at += after;
        return entry(kind, at, { stage, task, journey: 'loan', stalled: [{ task, cause }], isProgress: kind === 'contact:made' });
      });
      const span = { from, to: from + length };
      for (const { p50Ms, p90Ms } of timeInStage(one(...history), span)) expect(p50Ms >= 0 && p90Ms >= p50Ms && p90Ms <= at).toBe(true);
      for (const { totalMs, count } of waiting(one(...history), span, () => true)) expect(totalMs > 0 && totalMs <= count * length).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
