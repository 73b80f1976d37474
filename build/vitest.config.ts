import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './slowest-first.ts';

const root = path.resolve(import.meta.dirname, '..');
const isLong = process.env['BATON_LONG'] === '1';
// What compares times, or drives a whole machine, has it to itself: the second half of the long run.
const isAlone = isLong && process.env['BATON_ALONE'] === '1';
const alone = '**/*.alone.long.test.ts';
const sides = '{shared,server,renderer,electron,build}';

// Starts one embedded PostgreSQL for the whole run and stops it.
const globalSetup = path.join(root, 'server/testing/global-setup.ts');

export default defineConfig({
  root,
  test: {
    include: isAlone ? [`${sides}/${alone}`] : [`${sides}/**/*.test.{ts,tsx}`],
    exclude: ['**/node_modules/**', ...(isLong ? (isAlone ? [] : [alone]) : ['**/*.long.test.ts'])],
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    // Forks, because the tests start servers, workers and sockets; two, because that is what a small machine has.
    pool: 'forks',
    maxWorkers: isAlone ? 1 : isLong ? 2 : 3,
    sequence: { sequencer: SlowestFirst },
    testTimeout: isLong ? 60 * 60_000 : 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
    allowOnly: process.env['CI'] === undefined,
  },
});
