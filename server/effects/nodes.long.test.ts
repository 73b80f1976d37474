import { afterEach, describe, expect, it } from 'vitest';
import { done } from '../../shared/work/world.ts';
import type { Effect } from '../../shared/work/world.ts';
import { customer } from './testing/customer-entries.ts';
import type { EffectsBench } from './testing/effects-bench.ts';
import { openEffectsBench } from './testing/effects-bench.ts';

let bench: EffectsBench;
afterEach(async () => {
  await bench.end();
});

const identify = (caseId: string, n = 0): Effect => ({ connector: 'kyc', operation: 'identify', case: caseId, body: { customer: `p-${String(n)}` } });
const cases = Array.from({ length: 40 }, (_, n) => `k-${String(n)}`);

/** Asks for so many effects, in inputs of 25. */
async function askFor(count: number): Promise<void> {
  const inputs = Array.from({ length: count / 25 }, (_, input) => cases[input % cases.length] ?? 'k-0');
  await Promise.all(
    inputs.map((caseId) =>
      bench.submit(caseId, () => ({
        ...done({ kind: 'event:recorded', subject: `case:${caseId}`, case: caseId, body: {} }), effects: Array.from({ length: 25 }, (_, n) => identify(caseId, n)),
      })),
    ),
  );
}

const noneOpen = async (): Promise<void> => {
  while ((await bench.open()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('two servers on one database', () => {
  it('send each effect once, both of them, and both are told of each result once', async () => {
    bench = await openEffectsBench({ cases });
    const sentBy = [0, 0];
    bench.onReach('sent', () => void (sentBy[0] = (sentBy[0] ?? 0) + 1));
    await bench.another({ reach: (point) => (point === 'sent' ? void (sentBy[1] = (sentBy[1] ?? 0) + 1) : undefined), everyMs: 20 });
    await bench.system('kyc').weather({ latencyMs: 20 });
    await askFor(400);
    await noneOpen();
    const applied = bench.system('kyc').applied();
    expect([applied.length, applied.filter(({ times }) => times !== 1)]).toEqual([400, []]);
    const { rows } = await bench.loop.database.db.query(`select count(*) as n, count(distinct body::json->>'effect') as effects from log where kind = 'effect:done'`);
    expect(rows).toEqual([{ n: 400, effects: 400 }]);
    expect(Math.min(...sentBy)).toBeGreaterThan(0);
    expect(bench.loop.reported).toEqual([]);
  });

  it('start their queues together on an empty database', async () => {
    bench = await openEffectsBench();
    await bench.loop.database.db.query('drop schema pgboss cascade');
    const nodes = await Promise.all([bench.another(), bench.another()]);
    expect(nodes).toHaveLength(2);
    await bench.ask('k-1');
    await bench.settled('k-1');
  });
});

describe('a worker', () => {
  it('keeps up: a thousand effects with their results are a matter of seconds', async () => {
    bench = await openEffectsBench({ cases });
    const startedAt = performance.now();
    await askFor(1000);
    await noneOpen();
    const perSecond = 1000 / ((performance.now() - startedAt) / 1000);
    expect(bench.system('kyc').applied().filter(({ times }) => times !== 1)).toEqual([]);
    // Some four hundred on an idle machine of two cores; this one may be busy.
    expect(perSecond).toBeGreaterThan(10);
    await expect.poll(bench.jobs, { timeout: 5000 }).toBe(0);
  });

  it('asks a system no more at once than it takes, and goes on asking while its answers wait for the desk', async () => {
    bench = await openEffectsBench({ cases, connectors: { kyc: { atOnce: 4 } } });
    const calls = { now: 0, most: 0, ended: 0 };
    bench.onReach('marked', () => void (calls.most = Math.max(calls.most, (calls.now += 1))));
    bench.onReach('sent', () => {
      calls.now -= 1;
      calls.ended += 1;
    });
    let openDesk = (): void => undefined;
    const desk = new Promise<void>((resolve) => (openDesk = resolve));
    await bench.system('kyc').weather({ latencyMs: 5 });
    await askFor(100);
    bench.onReach('beforeCommit', () => desk);
    await expect.poll(() => calls.ended, { timeout: 5000 }).toBeGreaterThanOrEqual(32).finally(openDesk);
    await noneOpen();
    expect(calls).toEqual({ now: 0, most: 4, ended: 100 });
  });

  it('holds a result whose decision throws, for that system only, and a release tells the journey after all', async () => {
    let isBroken = true;
    const heard: unknown[] = [];
    bench = await openEffectsBench({
      onResult: (result) => () => {
        if (isBroken) throw new Error('the journey is broken');
        heard.push(result.outcome);
        return done();
      },
    });
    await bench.loop.enter(...customer('p-1', 'k-1'));
    await bench.ask('k-1');
    await expect.poll(async () => (await bench.open()).map(({ state }) => state), { timeout: 5000 }).toEqual(['held']);
    const { rows } = await bench.loop.database.db.query<{ source: string; body: string }>('select source, body from held_input');
    expect(rows).toEqual([{ source: 'connector:kyc', body: expect.not.stringContaining('A. Example') }]);
    isBroken = false;
    expect(await bench.release('connector:kyc', 'k-1')).toMatchObject({ ok: true });
    expect(heard).toEqual([{ ok: true, data: { result: expect.any(String), score: expect.any(Number), name: { $value: expect.any(String) } } }]);
    expect(await bench.open()).toEqual([]);
    expect(await bench.valuesOf('p-1')).toEqual([{ field: 'stated.name', value: 'A. Example', source: 'connector:kyc' }]);
    expect(bench.system('kyc').applied()).toMatchObject([{ times: 1 }]);
  });

  it('puts values of the customer in when it sends, and sends nothing where one cannot be read any more', async () => {
    bench = await openEffectsBench();
    await bench.loop.enter(...customer('p-1', 'k-1'));
    await bench.putValue('p-1', 'v-1', 'name', 'Zoë Example');
    const bodies: unknown[] = [];
    bench.system('kyc').listen((body) => bodies.push(body));
    await bench.ask('k-1', { body: { customer: 'p-1', name: { $field: 'name' }, document: { $value: 'v-1' } } });
    await bench.settled('k-1');
    expect(bodies).toEqual([{ customer: 'p-1', name: 'Zoë Example', document: 'Zoë Example' }]);
    const { rows } = await bench.loop.database.db.query<{ n: number }>(`select count(*) as n from log where body like '%Zo%'`);
    expect(rows).toEqual([{ n: 0 }]);
    bench.loop.keys.erase('p-1', 1, 1);
    await bench.ask('k-1', { body: { customer: 'p-1', name: { $value: 'v-1' } } });
    await bench.settled('k-1');
    expect(bodies).toHaveLength(1);
    const failed = (await bench.entriesOf('k-1')).findLast(({ kind }) => kind === 'effect:failed');
    expect(JSON.parse(failed?.body ?? '{}')).toMatchObject({ error: 'value_unreadable' });
  });
});
