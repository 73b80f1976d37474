import fc from 'fast-check';
import { it } from 'vitest';
import { startData } from '../../testing/engine-blocks.ts';
import { graphs } from '../../testing/engine-graphs.ts';
import { report } from '../../testing/engine-report.ts';
import { checkGraph } from './testing/check-graph.ts';

it('many graphs end as a plain token game says', () => {
  const verdicts = new Map<string, number>();
  const kinds = new Map<string, number>();
  fc.assert(fc.property(graphs, startData, (graph, data) => checkGraph(graph, data, verdicts, kinds)), { numRuns: 50_000 });
  report('verdicts on graphs', verdicts);
  report('nodes of graphs', kinds);
});
