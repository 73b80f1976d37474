import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { PlainReporter, addCounts, isGreen, plainLine } from './plain-reporter.ts';

function moduleOf(state: 'passed' | 'failed', tests: ('passed' | 'failed' | 'skipped' | 'pending')[]): TestModule {
  const allTests = () => tests.map((each) => ({ result: () => ({ state: each }) }));
  return { state: () => state, children: { allTests } } as unknown as TestModule;
}

function countsOf(modules: TestModule[], errors: number = 0) {
  const reporter = new PlainReporter();
  reporter.onTestRunEnd(modules, Array.from({ length: errors }, () => ({ message: 'boom' })));
  return reporter.counts;
}

test('every test is counted once, by how it ended', () => {
  const modules = [moduleOf('failed', ['passed', 'failed', 'skipped']), moduleOf('passed', ['passed', 'pending'])];
  expect(countsOf(modules)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('a file that cannot be loaded counts as a failure though it has no test', () => {
  expect(countsOf([moduleOf('failed', []), moduleOf('failed', ['passed'])])).toEqual({ passed: 1, failed: 2, skipped: 0 });
});

test('an error outside every test counts as a failure', () => {
  expect(countsOf([moduleOf('passed', ['passed'])], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('a run is green only if something passed and nothing failed', () => {
  expect([
    isGreen({ passed: 1, failed: 0, skipped: 1 }),
    isGreen({ passed: 1, failed: 1, skipped: 0 }),
    isGreen({ passed: 0, failed: 0, skipped: 0 }),
    isGreen({ passed: 0, failed: 0, skipped: 5 }),
  ]).toEqual([true, false, false, false]);
});

test('the line reads N passed, N failed, N skipped', () => {
  const counts = addCounts({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
  expect(plainLine(counts)).toBe('11 passed, 22 failed, 33 skipped');
});
