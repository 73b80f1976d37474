import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { electronProgram, hasScreen } from './electron-program.ts';

const root = path.resolve(import.meta.dirname, '..');

// Once, in the process that starts the run: the workers see that it has been done.
if (process.env['BATON_BUNDLED'] === undefined) {
  const { status } = spawnSync(process.execPath, ['build/renderer.ts', '--if-changed'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the workspace cannot be bundled');
  process.env['BATON_BUNDLED'] = '1';
  // A past is staged once for all banks of the run.
  const staged = mkdtempSync(path.join(tmpdir(), 'baton-staged-'));
  process.env['BATON_STAGED_BANK'] = staged;
  process.once('exit', () => rmSync(staged, { recursive: true, force: true }));
  // The same tests in the desktop program itself, where there is one and a screen to show it on.
  const program = hasScreen() ? electronProgram(root) : undefined;
  if (program !== undefined) {
    spawnSync(process.execPath, ['build/desktop.ts', '--bundle'], { cwd: root, stdio: 'inherit' });
    process.env['BATON_ELECTRON'] ??= program;
  }
}

/** Chromium of the system, or the one that BATON_CHROMIUM names: nothing is downloaded. Without its background talk, since it may have no network. */
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export default defineConfig({
  testDir: root,
  testMatch: '{renderer,electron}/**/*.e2e.ts',
  testIgnore: process.env['BATON_LONG'] === '1' ? [] : ['**/*.long.e2e.ts'],
  outputDir: path.join(root, 'test-results'),
  // Every worker has a bank of its own; a second one would share the processor with the first.
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    locale: 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 1280, height: 720 },
    // Recording each step takes a fifth of the time: who looks for a fault asks for it.
    trace: process.env['BATON_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: { executablePath: process.env['BATON_CHROMIUM'] ?? '/usr/bin/chromium', args },
  },
});
