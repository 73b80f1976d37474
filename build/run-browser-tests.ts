import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Counts } from './plain-reporter.ts';

/** Files of the tests that drive the app in a browser, relative to `root`. */
export function browserTestFiles(root: string): string[] {
  return globSync('{electron,renderer}/**/*.e2e.ts', { cwd: root });
}

/**
 * Runs Playwright over the `*.e2e.ts` files whose name contains one of `filters` (all, if there are none), with
 * `build/playwright.config.ts`. Nothing is started while there is no such file. Returns the counts; a run that ends
 * without a report counts as one failure.
 */
export function runBrowserTests(root: string, filters: readonly string[]): Counts {
  const files = browserTestFiles(root).filter((file) => filters.length === 0 || filters.some((part) => file.includes(part)));
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };

  const folder = mkdtempSync(path.join(tmpdir(), 'baton-e2e-'));
  const report = path.join(folder, 'report.json');
  try {
    const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
    spawnSync(process.execPath, [cli, 'test', '--config', 'build/playwright.config.ts', '--reporter=line,json', ...files], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    });
    const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    };
    // A test that passes only at its second try is a failure: it hides a race.
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
