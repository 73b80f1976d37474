import fc from 'fast-check';
import { leafKinds, nestKinds, VARIABLES } from '../journey/engine/testing/render-blocks.ts';
import type { Block } from '../journey/engine/testing/render-blocks.ts';

const nat = fc.nat({ max: 1000 });
const leaf: fc.Arbitrary<Block> = fc.record({ kind: fc.constantFrom(...leafKinds), n: nat, inner: fc.constant([]) });

/** Blocks in each other, at most so many deep. */
export const blocks = fc.memo((depth): fc.Arbitrary<Block> => {
  if (depth <= 1) return leaf;
  const inner = blocks(depth - 1);
  const nest = fc.record({ kind: fc.constantFrom(...nestKinds), n: nat, inner: fc.array(inner, { minLength: 2, maxLength: 3 }) });
  return depth >= 5 ? nest : fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: nest });
});

export const startData: fc.Arbitrary<Record<string, boolean>> = fc
  .array(fc.boolean(), { minLength: VARIABLES, maxLength: VARIABLES })
  .map((values) => Object.fromEntries(values.map((value, at) => [`v${String(at)}`, value])));

export const choices = fc.array(nat, { minLength: 10, maxLength: 40 });
