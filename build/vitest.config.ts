import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const isLong = process.env['BATON_LONG'] === '1';
const sides = '{shared,server,renderer,electron,build}';

// Starts one embedded PostgreSQL for the whole run and stops it.
const globalSetup = path.join(root, 'server/testing/global-setup.ts');

export default defineConfig({
  root,
  test: {
    include: [`${sides}/**/*.test.{ts,tsx}`],
    exclude: ['**/node_modules/**', ...(isLong ? [] : ['**/*.long.test.ts'])],
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    // Forks, because the tests start servers, workers and sockets; two, because that is what a small machine has.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: isLong ? 60 * 60_000 : 30_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
    allowOnly: process.env['CI'] === undefined,
  },
});
