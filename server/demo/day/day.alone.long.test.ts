import { expect, test } from 'vitest';
import { differencesOf } from './day-ends.ts';
import type { DayResult } from './run-day.ts';
import { runDay } from './run-day.ts';

const seed = Number(process.env['BATON_SEED'] ?? 1);
/** What may have been on its way to a system that neither honours keys nor can be asked when a server died. */
const mostUnknown = 6 * 16;

const line = ({ factor, ends, counts, unknown }: DayResult): string =>
  `${String(ends.length)} cases, ${String(Math.round(factor))} times real time, ${String(ends.filter(({ isOpen }) => isOpen).length)} open, ` +
  `${String(unknown.length)} effects unknown, kills ${String(counts.serverKills)} + ${String(counts.databaseKills)}`;

test('a day of 2,000 customers with an outage runs at 500 times real time, and ends the same when server and database are killed three times each', async () => {
  const day = await runDay({ seed, customers: 2000 });
  process.stdout.write(`seed ${String(seed)}: ${line(day)}\n`);
  const killed = await runDay({ seed, customers: 2000, kills: 3 });
  process.stdout.write(`with kills: ${line(killed)}\n${killed.unknown.map(({ key, connector }) => `unknown: ${key} ${connector}\n`).join('')}`);
  expect([killed.counts.serverKills, killed.counts.databaseKills]).toEqual([3, 3]);
  for (const { ends, verified, counts } of [day, killed]) {
    expect(ends.filter(({ isOpen, waitsFor }) => isOpen && waitsFor.length === 0)).toEqual([]);
    expect(verified).toMatchObject({ ok: true, problems: [] });
    expect(counts.refused['stuck']).toBeUndefined();
  }
  expect(killed.unknown.length).toBeLessThanOrEqual(mostUnknown);
  for (const { connector } of [...day.unknown, ...killed.unknown]) expect(connector).toBe('messages');
  expect(differencesOf(day.ends, killed.ends, new Set([...day.unknown, ...killed.unknown].map(({ key }) => key)))).toEqual([]);
  expect(day.factor).toBeGreaterThanOrEqual(500);
});
