import { expect, test } from 'vitest';
import { loadSuite, trapSuites } from './suites/all.ts';

const wrong = trapSuites.flatMap(({ name, runs, wrong: parts }) => parts.map((part) => ({ suite: name, part: part.name, runs: runs[2], run: part.run })));

test.each(wrong)('$suite finds $part', async ({ run, runs }) => {
  await expect(run({ runs })).rejects.toThrow();
});

test.each(loadSuite.wrong)('the desk under load finds $name', async ({ run }) => {
  await expect(run({ seeds: 3, connections: 8, steps: 30 })).rejects.toThrow(/replay with/);
});
