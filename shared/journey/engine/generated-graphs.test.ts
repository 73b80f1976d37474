import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startData } from '../../testing/engine-blocks.ts';
import { graphs } from '../../testing/engine-graphs.ts';
import { report } from '../../testing/engine-report.ts';
import { checkGraph } from './testing/check-graph.ts';
import { graphKinds } from './testing/render-graph.ts';

it('any graph ends as a plain token game says: completed, waiting for a named event, stuck at named joins, or running away', () => {
  const verdicts = new Map<string, number>(['completed', 'terminated', 'waits', 'stuck', 'runaway'].map((how) => [how, 0]));
  const kinds = new Map<string, number>(graphKinds.map((kind) => [kind, 0]));
  fc.assert(
    fc.property(graphs, startData, (graph, data) => checkGraph(graph, data, verdicts, kinds)),
    { numRuns: 500, seed: 20261121 },
  );
  report('verdicts on graphs', verdicts);
  report('nodes of graphs', kinds);
  expect([...verdicts, ...kinds].filter(([, count]) => count === 0)).toEqual([]);
});
