import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestGateway } from '../testing/gateway.ts';
import { openTestGateway } from '../testing/gateway.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';
import type { TestClient } from '../testing/socket-client.ts';

let loop: TestLoop;
let open: TestGateway[] = [];
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(team('north'), person('ana'), person('ben'), ...caseWith('k-1', ['t-1']));
});
afterEach(async () => {
  for (const gateway of open) await gateway.stop();
  open = [];
});
afterAll(() => loop.end());

/** Two nodes whose soft state lives a tenth of the real one's time. */
async function twoNodes(): Promise<[TestGateway, TestGateway]> {
  const together = { presenceMs: 1000, leaseMs: 1500, tellMs: 100 };
  const nodes: [TestGateway, TestGateway] = [
    await openTestGateway(loop, loop.database.url, { limits: { together } }),
    await openTestGateway(loop.another(), loop.database.url, { limits: { together } }),
  ];
  open = [...nodes];
  return nodes;
}

const lastSeen = (client: TestClient): unknown => client.presence.at(-1)?.people;

test('colleagues on another node see who edits which field, and that it ends with a silent machine', async () => {
  const [here, there] = await twoNodes();
  const [ana, ben] = [await here.client('ana'), await there.client('ben')];
  for (const client of [ana, ben]) await client.watch('case:k-1');
  expect(await ana.ask('presence', { case: 'k-1', state: 'editing', field: 'income' })).toMatchObject({ ok: true });
  const editing = [{ person: 'ana', state: 'editing', field: 'income' }];
  for (const client of [ana, ben]) await client.until(() => JSON.stringify(lastSeen(client)) === JSON.stringify(editing), 'the presence');
  // No heartbeat comes: the machine sleeps.
  for (const client of [ana, ben]) await client.until(() => JSON.stringify(lastSeen(client)) === '[]', 'its end');
});

test('presence lasts as long as its heartbeat, shows to whoever comes later, and ends with the socket', async () => {
  const [here, there] = await twoNodes();
  const ana = await here.client('ana');
  await ana.watch('case:k-1');
  await ana.ask('presence', { case: 'k-1', state: 'deciding' });
  const beat = setInterval(() => ana.socket.emit('heartbeat', {}), 200);
  try {
    const ben = await there.client('ben');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await ben.watch('case:k-1');
    await ben.until(() => JSON.stringify(lastSeen(ben)) === JSON.stringify([{ person: 'ana', state: 'deciding' }]), 'the presence');
    ana.end();
    await ben.until(() => JSON.stringify(lastSeen(ben)) === '[]', 'its end');
  } finally {
    clearInterval(beat);
  }
});

test('nobody is present on a case that they may not watch', async () => {
  const [here] = await twoNodes();
  const ana = await here.client('ana');
  expect(await ana.ask('presence', { case: 'k-2', state: 'viewing' })).toMatchObject({ ok: false, code: 'not_found' });
});

test('an edit lease is the granted device\'s on every node, lives by its heartbeat and runs out by itself', async () => {
  const [here, there] = await twoNodes();
  const ana = await here.client('ana', { device: 'counter-3' });
  const claimed = await ana.ask('command', { type: 'task:claim', commandId: 'l-1', task: 't-1', version: 1 });
  const fence = claimed.ok ? claimed.result?.['fence'] : undefined;
  expect(await ana.ask('command', { type: 'lease:take', commandId: 'l-2', task: 't-1', fence, device: 'counter-3' })).toMatchObject({ ok: true });
  const holds = (node: TestGateway): boolean => node.gateway.leaseOf('t-1')?.device === 'counter-3';
  await ana.until(() => holds(here) && holds(there), 'the lease on both nodes');
  const beat = setInterval(() => ana.socket.emit('heartbeat', { tasks: ['t-1'] }), 200);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect([holds(here), holds(there)]).toEqual([true, true]);
  clearInterval(beat);
  await ana.until(() => !holds(here) && !holds(there), 'the end of the lease');
});
