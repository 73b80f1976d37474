import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/contract/entries.ts';
import type { Effect } from '../../shared/work/world.ts';
import { done } from '../../shared/work/world.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { EffectsBench } from './testing/effects-bench.ts';
import { openEffectsBench } from './testing/effects-bench.ts';

let bench: EffectsBench;
beforeEach(async () => {
  bench = await openEffectsBench({ cases: ['k-1', 'k-2'] });
});
afterEach(async () => {
  await bench.end();
});

const bodies = (entries: readonly Pick<Entry, 'kind' | 'body'>[]): [string, unknown][] => entries.map(({ kind, body }) => [kind, JSON.parse(body)]);

describe('an effect', () => {
  it('is sent once its batch has committed, and what came of it is an entry of its case', async () => {
    await bench.ask('k-1', { ref: 'token-1' });
    await bench.settled('k-1');
    const [applied] = bench.system('kyc').applied();
    expect(applied).toMatchObject({ case: 'k-1', path: '/identifications', times: 1 });
    expect(bodies(await bench.entriesOf('k-1')).at(-1)).toEqual([
      'effect:done',
      {
        effect: applied?.key, connector: 'kyc', operation: 'identify', ref: 'token-1', route: 'kyc', attempts: 1,
        data: { result: 'verified', score: expect.any(Number), name: { $value: expect.stringMatching(/^v-/) } },
      },
    ]);
    expect(await bench.open()).toEqual([]);
  });

  it('for a system that nobody knows is the fault of who asks for it, and of nobody else in the batch', async () => {
    const [wrong, right] = await Promise.all([bench.ask('k-1', { connector: 'fax' }), bench.ask('k-2')]);
    await bench.settled('k-2');
    expect([wrong.ok, right.ok, bench.system('kyc').applied().length]).toEqual([true, true, 1]);
    expect((await bench.entriesOf('k-1')).at(-1)?.kind).toBe('exception:raised');
    expect((await bench.entriesOf('k-2')).at(-1)?.kind).toBe('effect:done');
  });

  it('is neither a row nor a job where its batch does not commit', async () => {
    const refused = await bench.submit('k-1', () => refuse('not_found', { case: 'k-1' }));
    expect(refused.ok).toBe(true);
    const failing: Effect = { connector: 'kyc', operation: 'identify', case: 'k-1', body: { customer: 'p-1' } };
    let isThrown = false;
    bench.onReach('beforeCommit', () => {
      if (isThrown) return;
      isThrown = true;
      throw new Error('the batch fails here once');
    });
    const answer = await bench.submit('k-1', () => ({ ...done(), effects: [failing] }));
    expect([isThrown, answer.ok]).toEqual([true, false]);
    expect(await bench.open()).toEqual([]);
    expect(await bench.jobs()).toBe(0);
    expect(bench.system('kyc').applied()).toEqual([]);
  });
});
