import { expect, test } from 'vitest';
import { dayName, figuresOf } from './figures.ts';

const words = { say: (key: string, params?: object) => (params ? `${key} ${JSON.stringify(params)}` : key), day: (day: string) => day, journey: (name: string) => name, span: (ms: number) => `${String(ms)} ms` };

test('each figure has the cases behind it at the place of its name, the slowest stage and the longest wait first', () => {
  const [throughput, stages, , waiting] = figuresOf({
    zone: 'Europe/Amsterdam', from: 0, to: 1,
    throughput: [{ day: '2026-11-20', made: 3, done: 2, cases: ['k-1'] }, { day: '2026-11-21', made: 1, done: 4, cases: ['k-2'] }],
    timeInStage: [
      { journey: 'loan', stage: 'Check', count: 2, p50Ms: 500, p90Ms: 9000, cases: ['k-3'] },
      { journey: 'loan', stage: 'Offer', count: 2, p50Ms: 8000, p90Ms: 20_000, cases: ['k-4'] },
      { journey: 'loan', stage: 'Sign', count: 1, p50Ms: 0, p90Ms: 40, cases: ['k-5'] },
    ],
    handOffs: [],
    waiting: [{ cause: 'customer', count: 1, totalMs: 4, cases: ['k-6'] }, { cause: 'third_party', count: 3, totalMs: 40, cases: ['k-7'] }],
  }, words);
  expect(throughput?.series.map(({ values }) => values)).toEqual([[3, 1], [2, 4]]);
  expect(throughput?.summary).toBe('numbers.throughputSays {"made":4,"done":6}');
  expect(stages?.names).toEqual(['Offer · loan', 'Check · loan']);
  expect(stages?.cases).toEqual([['k-4'], ['k-3']]);
  expect(waiting?.names).toEqual(['lead.cause.third_party', 'lead.cause.customer']);
  expect(waiting?.cases).toEqual([['k-7'], ['k-6']]);
});

test('a day keeps its date in every zone', () => {
  expect(dayName('en-GB', '2026-11-21')).toMatch(/21/);
});
