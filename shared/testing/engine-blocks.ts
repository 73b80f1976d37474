import fc from 'fast-check';
import { leafKinds, nestKinds, VARIABLES } from '../journey/engine/testing/render-blocks.ts';
import type { Block } from '../journey/engine/testing/render-blocks.ts';

const nat = fc.nat({ max: 1000 });

/** Blocks of these kinds in each other, at most `depth` deep. */
export function blocksOf(leaves: readonly Block['kind'][], nests: readonly Block['kind'][], depth: number): fc.Arbitrary<Block> {
  const leaf: fc.Arbitrary<Block> = fc.record({ kind: fc.constantFrom(...leaves), n: nat, inner: fc.constant([]) });
  const nested = fc.memo((left): fc.Arbitrary<Block> => {
    if (left <= 1) return leaf;
    const nest = fc.record({ kind: fc.constantFrom(...nests), n: nat, inner: fc.array(nested(left - 1), { minLength: 2, maxLength: 3 }) });
    // The outer two always hold others, or most models would be a single task.
    return left >= depth - 1 ? nest : fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: nest });
  });
  return nested(depth);
}

export const blocks = (depth: number): fc.Arbitrary<Block> => blocksOf(leafKinds, nestKinds, depth);

export const startData: fc.Arbitrary<Record<string, boolean>> = fc
  .array(fc.boolean(), { minLength: VARIABLES, maxLength: VARIABLES })
  .map((values) => Object.fromEntries(values.map((value, at) => [`v${String(at)}`, value])));

export const choices = fc.array(nat, { minLength: 10, maxLength: 40 });
