import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** What a file's suffix says of its time: those of the long run take longest, then tests with processes of their own; those that need nothing are shortest. */
export function expectedRank(file: string): number {
  if (file.includes('.long.')) return -1;
  if (file.includes('.proc.')) return 0;
  if (file.includes('.db.')) return 1;
  return 2;
}

/**
 * Long files first, so that no worker is left alone with one at the end. Vitest goes by what it remembers of earlier runs; a machine that runs
 * the tests for the first time remembers nothing.
 */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => expectedRank(a.moduleId) - expectedRank(b.moduleId));
  }
}
