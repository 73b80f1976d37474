import { afterEach, expect, test } from 'vitest';
import { endChildren } from './child-process.ts';
import { procSuites } from './suites.ts';

afterEach(endChildren);

const patienceMs = 300_000;
const wrong = procSuites.flatMap(({ name, wrong: parts, lacks }) => parts.map((part) => ({ suite: name, part: part.name, lacks, ...part })));

test.each(wrong)('$suite finds $part (L4)', { timeout: patienceMs }, async ({ run, finds, lacks }) => {
  const lacking = lacks?.();
  if (lacking !== undefined) return void process.stdout.write(`not tried here: ${lacking}\n`);
  await expect(run()).rejects.toThrow(finds);
});
