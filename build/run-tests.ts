/**
 * `npm test [-- name…]`, `npm run test:long [-- name…]`. Arguments are vitest's own: parts of file names, `-t title`.
 * Ends with one line, `N passed, N failed, N skipped`; the exit status is 0 only if something passed and nothing failed.
 */
import path from 'node:path';
import { parseCLI, startVitest } from 'vitest/node';
import { runBrowserTests } from './run-browser-tests.ts';
import { PlainReporter, addCounts, isGreen, plainLine } from './plain-reporter.ts';
import type { Counts } from './plain-reporter.ts';

const root = path.resolve(import.meta.dirname, '..');

async function runVitest(filters: string[], options: ReturnType<typeof parseCLI>['options']): Promise<Counts> {
  const reporter = new PlainReporter();
  const exitCodeBefore = process.exitCode;
  try {
    const vitest = await startVitest(filters, {
      ...options,
      config: path.join(root, 'build/vitest.config.ts'),
      root,
      run: true,
      watch: false,
      // A name may be that of a browser's test only, or of one half of the long run; nothing at all is red in the end.
      passWithNoTests: filters.length > 0,
      reporters: ['default', reporter],
    });
    await vitest.close();
  } catch (error) {
    console.error(error);
    return { ...reporter.counts, failed: reporter.counts.failed + 1 };
  }
  // vitest reports by exit code what no test owns: a global set-up that threw, no file found, a teardown that failed
  const isUnwell = process.exitCode !== exitCodeBefore && process.exitCode !== 0 && process.exitCode !== undefined;
  return isUnwell && reporter.counts.failed === 0 ? { ...reporter.counts, failed: 1 } : reporter.counts;
}

const args = process.argv.slice(2);
const isLong = args.includes('--long');
if (isLong) process.env['BATON_LONG'] = '1';
const { filter, options } = parseCLI(['vitest', 'run', ...args.filter((arg) => arg !== '--long')]);

let counts = await runVitest(filter, options);
if (isLong) {
  process.env['BATON_ALONE'] = '1';
  counts = addCounts(counts, await runVitest(filter, options));
}
counts = addCounts(counts, runBrowserTests(root, filter));

console.log(`\n${plainLine(counts)}`);
process.exit(isGreen(counts) ? 0 : 1);
