import { expect, test, vi } from 'vitest';
import { differencesOf } from './day-ends.ts';
import { runDay } from './run-day.ts';

vi.setConfig({ testTimeout: 240_000 });
const options = { seed: 4, customers: 20 };

test('a day of few customers ends the same when server and database are killed in it; every case ends or waits for a named someone', async () => {
  const day = await runDay(options);
  const killed = await runDay({ ...options, kills: 1 });
  expect(day.ends.length).toBeGreaterThanOrEqual(options.customers);
  expect(day.ends.filter(({ isOpen }) => !isOpen).length).toBeGreaterThan(options.customers / 3);
  expect([killed.counts.serverKills, killed.counts.databaseKills]).toEqual([1, 1]);
  for (const { ends, verified, counts } of [day, killed]) {
    expect(ends.filter(({ isOpen, waitsFor }) => isOpen && waitsFor.length === 0)).toEqual([]);
    expect(verified).toMatchObject({ ok: true, problems: [] });
    expect(counts.refused['stuck']).toBeUndefined();
  }
  expect(differencesOf(day.ends, killed.ends, new Set([...day.unknown, ...killed.unknown].map(({ key }) => key)))).toEqual([]);
  // The comparison can fail.
  expect(differencesOf(day.ends, day.ends.map((end, n) => (n === 0 ? { ...end, effects: [...end.effects, 'core /refunds'] } : end)), new Set())).toHaveLength(1);
});
