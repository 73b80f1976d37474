import { afterEach, expect, test, vi } from 'vitest';
import { must } from '../../shared/assert.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Effect } from '../../shared/work/world.ts';
import { done } from '../../shared/work/world.ts';
import { systemClock } from '../clock.ts';
import { connectors } from '../connectors/all.ts';
import type { DemoSystems } from '../demo/systems/all.ts';
import { startDemoSystems } from '../demo/systems/all.ts';
import { openLoop } from '../loop.ts';
import { makeDataFolder, removeFolder, verified, withDatabase } from '../testing/proc/bank.ts';
import { endChildren } from '../testing/proc/child-process.ts';
import { startServerProcess } from '../testing/proc/server-process.ts';
import type { TestDatabase } from '../testing/database.ts';
import { createTestDatabase } from '../testing/database.ts';
import { caseWith } from '../testing/loop.ts';
import { handInput } from '../testing/sample-log.ts';
import { openEffects } from './open-effects.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });
let database: TestDatabase | undefined;
let demo: DemoSystems | undefined;
let folder: ReturnType<typeof makeDataFolder> | undefined;

afterEach(async () => {
  await endChildren();
  await demo?.stop();
  await database?.drop();
  if (folder) removeFolder(folder.top);
});

const kinds: readonly Omit<Effect, 'case'>[] = [
  { connector: 'kyc', operation: 'identify', body: { customer: 'p-1' } },
  { connector: 'aml', operation: 'screen', body: { customer: 'p-1' } },
  { connector: 'messages', operation: 'send', body: { customer: 'p-1', channel: 'sms', template: 'hello' } },
];
const each = 10;

/** Asks for effects in cases of their own, as another server would, which does not send. */
async function askFor(url: string, keysFolder: string, round: number): Promise<void> {
  const report = (error: unknown): never => { throw error; };
  const effects = await openEffects({ url, clock: systemClock, connectors, report });
  const loop = openLoop({ url, keysFolder, report, enqueue: effects.outbox.enqueue });
  if (isRefusal(loop)) throw new Error(loop.code);
  for (let n = 0; n < each; n += 1) {
    const caseId = `k-${String(round)}-${String(n)}`;
    const answer = await loop.desk.submit(handInput(
      `s:ask/${caseId}`, () => ({ ...done(...caseWith(caseId, [])), effects: kinds.map((kind) => ({ ...kind, case: caseId })) }), { footprint: { cases: [caseId] } },
    ));
    if (!answer.ok) throw new Error(answer.code);
  }
  await loop.stop();
  await effects.stop();
}

// Invariant 8.
test('killed before sending, after sending and after the result, servers send once what has a key or can be asked, and never again what nobody can tell', async () => {
  database = await createTestDatabase();
  folder = makeDataFolder();
  demo = await startDemoSystems();
  for (const system of demo.systems) await system.weather({ latencyMs: 30 });
  const env = { DATABASE_URL: database.url, BATON_DATA: folder.data, BATON_CONNECTORS: [...demo.addresses].map((pair) => pair.join('=')).join(' ') };
  const points = ['marked', 'sent', 'answered'];
  for (const [round, point] of points.entries()) {
    const server = await startServerProcess({ env });
    await server.tell({ killAt: { point, after: 6 } });
    await askFor(database.url, folder.keys, round);
    expect(await server.ended).toBe('SIGKILL');
  }
  const last = await startServerProcess({ env });
  const { url } = database;
  const underWay = (): Promise<number> =>
    withDatabase(url, async (db) => (await db.query<{ n: number }>(`select count(*) as n from effects where state <> 'failed'`)).rows[0]?.n ?? -1);
  await expect.poll(underWay, { timeout: 120_000, interval: 500 }).toBe(0);
  await last.kill('SIGTERM');

  const all = points.length * each;
  const timesOf = (name: string): number[] => must(demo?.systems.find((system) => system.name === name), 'it runs').applied().map(({ times }) => times);
  expect([timesOf('kyc'), timesOf('aml')]).toEqual([Array.from({ length: all }, () => 1), Array.from({ length: all }, () => 1)]);
  const messages = timesOf('messages');
  expect(messages.filter((times) => times !== 1)).toEqual([]);
  const said = await withDatabase(url, async (db) =>
    (await db.query<{ connector: string; kind: string; code: string | null; n: number }>(
      `select body::json->>'connector' as connector, kind, body::json->>'code' as code, count(*) as n from log where kind like 'effect:%' group by 1, 2, 3 order by 1, 2`,
    )).rows);
  const count = (connector: string, kind: string): number => said.filter((row) => row.connector === connector && row.kind === kind).reduce((sum, { n }) => sum + n, 0);
  expect([count('kyc', 'effect:done'), count('aml', 'effect:done')]).toEqual([all, all]);
  const unknown = count('messages', 'effect:failed');
  expect(said.filter(({ kind }) => kind === 'effect:failed').every(({ connector, code }) => connector === 'messages' && code === 'effect_unknown')).toBe(true);
  expect(count('messages', 'effect:done') + unknown).toBe(all);
  // What is done was sent; what is unknown may have been.
  expect(messages.length).toBeGreaterThanOrEqual(all - unknown);
  expect(await verified(url)).toMatchObject({ problems: [] });
});
