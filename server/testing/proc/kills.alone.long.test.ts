import { randomInt } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { printRuns } from '../replay.ts';
import { endChildren } from './child-process.ts';
import { killImportSuite } from './kill-import.ts';
import { killUnderLoad, openKillRun } from './kill-points.ts';
import { killPostgresUnderLoad } from './kill-postgres.ts';
import { asItIs } from './part.ts';
import { weatherStorm } from './timer-storm.ts';
import { killOneOfTwo } from './two-servers.ts';

const rounds = 20;
/** Every run draws its own seed; `BATON_SEED` replays one. */
const seed = Number(process.env['BATON_SEED'] ?? randomInt(2 ** 31));

afterEach(endChildren);

test.each(['afterCommit', 'beforeCommit', 'betweenBatches'])('killed %s again and again under load, nothing is lost or doubled (L4)', async (point) => {
  const run = await openKillRun();
  try {
    const { commands } = await killUnderLoad(run, Array.from({ length: rounds }, () => point), seed);
    printRuns({ suite: `kill ${point}`, traps: 'T19 T21', runs: rounds, seed });
    expect(commands).toBeGreaterThan(rounds);
  } finally {
    await endChildren();
    await run.end();
  }
});

test('PostgreSQL is killed again and again under load (L4)', async () => {
  await killPostgresUnderLoad(rounds, seed);
  printRuns({ suite: 'kill postgres', traps: 'T19 T21 C35', runs: rounds, seed });
});

test('one of two servers is killed again and again, and every timer fires once (L4)', async () => {
  const { timers } = await killOneOfTwo(rounds, seed);
  printRuns({ suite: 'one of two servers', traps: 'T10 T24', runs: rounds, seed });
  expect(timers).toBeGreaterThan(12 * rounds);
});

test('an import is killed twenty times on its way and ends as one that nobody disturbed (L4)', async () => {
  await killImportSuite(asItIs, 60_000, Array.from({ length: rounds }, (_, n) => (0.95 * (n + 1)) / rounds));
  printRuns({ suite: 'kill import', traps: 'T19', runs: rounds, seed: 'fixed' });
});

test('ten thousand timers are due at the start (L4)', async () => {
  const storm = await weatherStorm(10_000);
  printRuns({ suite: `timer storm, p99 ${storm.during.toFixed(0)} ms against ${storm.calm.toFixed(0)} ms`, traps: 'T32', runs: 1, seed: 'fixed' });
  expect(storm.fired).toBe(10_000);
  expect(storm.peak).toBeLessThanOrEqual(300);
  expect(storm.secondsOfStorm).toBeGreaterThan(45);
  expect(storm.during).toBeLessThanOrEqual(Math.max(2 * storm.calm, 120));
});
