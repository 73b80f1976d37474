import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, startData } from '../../testing/engine-blocks.ts';
import { compareBlock } from '../../testing/engine-second-opinion.ts';
import { report } from '../../testing/engine-report.ts';
import { leafKinds, nestKinds } from './testing/render-blocks.ts';
import type { Block } from './testing/render-blocks.ts';

/** What bpmn-elements 17 does not have, or means otherwise. */
const unsupported: Partial<Record<Block['kind'], string>> = {
  complex: 'it has no complex gateway',
  call: 'it leaves calling to its host',
  adHoc: 'it starts every activity by itself',
  sendMessage: 'a send task is a service to it',
  catchConditional: 'its conditions are those of its host',
  undoneSub: 'it has no compensation event sub-process',
};
const data = { v0: true, v1: false, v2: true, v3: false, v4: true };
const isAgreed = (kind: Block['kind']): boolean => unsupported[kind] === undefined;
const [leaves, nests] = [leafKinds.filter(isAgreed), nestKinds.filter(isAgreed)];
/** In other blocks it waits for ever or ends too early after these: its joins count flows that were discarded, not tokens; what a terminate end still meets is a matter of order. */
const discards: readonly Block['kind'][] = ['terminateSub', 'inclusive', 'eventGateway', 'link', 'boundaryTask', 'compensated', 'signalSub', 'escalationSub', 'errorSub', 'cancelledTransaction', 'eventSub', 'besideEventSub', 'besideTask'];

describe('bpmn-elements completes the same elements', () => {
  it.each([...leaves, ...nests])('of a %s', async (kind) => {
    for (const n of [0, 1, 2, 3]) {
      const inner: Block[] = (nests as readonly string[]).includes(kind) ? [{ kind: 'user', n: 0, inner: [] }, { kind: 'none', n: 1, inner: [] }] : [];
      expect(await compareBlock({ kind, n, inner }, data)).toBe('agrees');
    }
  });

  it('of blocks in blocks, wherever it comes to an end', async () => {
    const opinions = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(blocksOf(leaves.filter((kind) => !discards.includes(kind)), nests.filter((kind) => !discards.includes(kind)), 3), startData, async (block, values) => {
        const opinion = await compareBlock(block, values);
        opinions.set(opinion, (opinions.get(opinion) ?? 0) + 1);
      }),
      { numRuns: 80, seed: 20261121 },
    );
    report('of bpmn-elements', opinions);
    expect(opinions.get('agrees')).toBeGreaterThan(40);
  });
});
