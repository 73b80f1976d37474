import fc from 'fast-check';
import { it } from 'vitest';
import { blocks, choices, startData } from '../../testing/engine-blocks.ts';
import { report } from '../../testing/engine-report.ts';
import { checkBlocks } from './testing/check-blocks.ts';

it('many block-structured processes complete, with every token that was made taken', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(blocks(6), startData, choices, (block, data, chosen) => checkBlocks(block, data, chosen, seen)),
    { numRuns: 20_000 },
  );
  report('completed in block-structured processes', seen);
});
