import fc from 'fast-check';
import { graphKinds } from '../journey/engine/testing/render-graph.ts';
import type { Graph } from '../journey/engine/testing/render-graph.ts';

const nat = fc.nat({ max: 1000 });

export const graphs: fc.Arbitrary<Graph> = fc.record({
  kinds: fc.array(fc.constantFrom(...graphKinds), { minLength: 2, maxLength: 9 }),
  flows: fc.array(fc.record({ from: nat, to: nat, n: nat }), { minLength: 2, maxLength: 14 }),
});
