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
  const together = { presenceMs: 1000, leaseMs: 1500, customerMs: 1000, tellMs: 100 };
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

test('where a customer is on the app is seen on every node, wherever the app tells it next, and it ends once where it tells nothing more', async () => {
  await loop.enter(...caseWith('k-9', ['t-9']));
  const gone: string[] = [];
  const node = (name: string, on = loop as Parameters<typeof openTestGateway>[0]): Promise<TestGateway> =>
    openTestGateway(on, loop.database.url, { limits: { together: { presenceMs: 1000, leaseMs: 1500, customerMs: 800, tellMs: 50 } }, onCustomerGone: ({ case: id }) => gone.push(`${name} ${id}`) });
  open = [await node('here'), await node('there', loop.another())];
  const [here, there] = open as [TestGateway, TestGateway];
  const [ana, ben] = [await here.client('ana'), await there.client('ben')];
  for (const client of [ana, ben]) await client.watch('case:k-9');
  const field = (client: TestClient): string | undefined => client.presence.at(-1)?.customer?.field;
  const place = { source: 'mobile', case: 'k-9', channel: 'mobile', step: 'income' } as const;
  here.gateway.presence.putCustomer({ ...place, field: 'net' });
  for (const client of [ana, ben]) await client.until(() => field(client) === 'net', 'the customer');
  // Only the node that was told knows that the log was told too.
  expect([here, there].map(({ gateway }) => gateway.presence.knowsCustomer(place))).toEqual([true, false]);
  there.gateway.presence.putCustomer({ ...place, field: 'rent' });
  for (const client of [ana, ben]) await client.until(() => field(client) === 'rent', 'the next field');
  expect([here, there].map(({ gateway }) => gateway.presence.knowsCustomer(place))).toEqual([false, true]);
  for (const client of [ana, ben]) await client.until(() => client.presence.at(-1)?.customer === undefined, 'the end');
  await ana.until(() => gone.length > 0, 'its telling');
  expect(gone).toEqual(['there k-9']);
  // The log's word that they have left ends it at once.
  here.gateway.presence.putCustomer(place);
  await ben.until(() => ben.presence.at(-1)?.customer !== undefined, 'the customer again');
  await loop.enter({ kind: 'customer:left', subject: 'case:k-9', case: 'k-9', body: { channel: 'mobile' } });
  for (const client of [ana, ben]) await client.until(() => client.presence.at(-1)?.customer === undefined, 'the end in the log');
  expect(gone).toHaveLength(1);
});

const shown = (client: TestClient): Record<string, string> => Object.fromEntries(
  client.queuePresence.flatMap(({ cases }) => cases.map((one): [string, string] => [one.case, one.people.map(({ person: who, state }) => `${who} ${state}`).join()])));

test('whoever watches a queue sees who is in its cases, on every node, also when they begin to watch later; what is typed is not told', async () => {
  const [here, there] = await twoNodes();
  const [ana, ben] = [await here.client('ana'), await there.client('ben')];
  await ben.watch('queue:north');
  await ana.watch('case:k-1');
  await ana.ask('presence', { case: 'k-1', state: 'editing', field: 'income' });
  await ben.until(() => shown(ben)['k-1'] === 'ana editing', 'the avatar on the row');
  expect(JSON.stringify(ben.queuePresence)).not.toContain('income');
  const late = await there.client('ben');
  await late.watch('queue:north');
  await late.until(() => shown(late)['k-1'] === 'ana editing', 'what was there before');
  ana.end();
  await ben.until(() => shown(ben)['k-1'] === '', 'its end');
});

test('a queue is told at most once in its time, whatever happens meanwhile, and not of cases that stand elsewhere', async () => {
  const [here] = await twoNodes();
  await loop.enter(team('south'), ...caseWith('k-south', ['t-south'], { team: 'south' }));
  const [ana, ben] = [await here.client('ana'), await here.client('ben')];
  await ben.watch('queue:north');
  await ana.watch('case:k-1');
  await ana.watch('case:k-south');
  await ana.ask('presence', { case: 'k-south', state: 'viewing' });
  const startedAt = performance.now();
  for (let n = 0; n < 40; n += 1) await ana.ask('presence', { case: 'k-1', state: n % 2 === 0 ? 'viewing' : 'editing' });
  await ben.until(() => shown(ben)['k-1'] === 'ana editing', 'the last of it');
  // `tellMs` is 100 here.
  expect(ben.queuePresence.length).toBeLessThanOrEqual(Math.ceil((performance.now() - startedAt) / 100) + 1);
  expect(Object.keys(shown(ben))).toEqual(['k-1']);
});

test('a case that comes to another queue is shown there, too', async () => {
  const [here] = await twoNodes();
  await loop.enter(person('lena', { role: 'teamLead', branch: 'south', team: 'south' }), ...caseWith('k-2', ['t-2']));
  const [ana, lena] = [await here.client('ana'), await here.client('lena')];
  await lena.watch('queue:south');
  await ana.watch('case:k-2');
  await ana.ask('presence', { case: 'k-2', state: 'viewing' });
  await lena.ask('command', { type: 'task:reassign', commandId: 'move-1', items: [{ task: 't-2', version: 1 }], toTeam: 'south', because: 'load' });
  const beat = setInterval(() => ana.socket.emit('heartbeat', {}), 100);
  await lena.until(() => shown(lena)['k-2'] === 'ana viewing', 'the avatar in the new queue').finally(() => clearInterval(beat));
});

test('nobody is present on a case that they may not watch', async () => {
  const [here] = await twoNodes();
  const ana = await here.client('ana');
  expect(await ana.ask('presence', { case: 'k-9', state: 'viewing' })).toMatchObject({ ok: false, code: 'not_found' });
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
