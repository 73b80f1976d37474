import type { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import { cursorOfScope, emptyScope } from '../../shared/sync/apply.ts';
import type { TestGateway } from '../testing/gateway.ts';
import { openTestGateway } from '../testing/gateway.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';
import type { TestClient } from '../testing/socket-client.ts';
import { sameAsFresh as sameAsFreshOf } from '../testing/suites/sync.ts';
import { deliveryThatLoses, readerThatLoses } from '../testing/wrong/sync.ts';

let loop: TestLoop;
let open: TestGateway[] = [];
const people = Array.from({ length: 16 }, (_, i) => `clerk-${String(i)}`);
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(team('north'), team('south'), person('lead', { role: 'teamLead' }), ...people.map((id) => person(id)));
});
afterEach(async () => {
  for (const gateway of open) await gateway.stop();
  open = [];
});
afterAll(() => loop.end());

const gatewayOf = async (more: Parameters<typeof openTestGateway>[2] = {}, node: Parameters<typeof openTestGateway>[0] = loop, port = 0): Promise<TestGateway> => {
  const gateway = await openTestGateway(node, loop.database.url, more, port);
  open.push(gateway);
  return gateway;
};

let cases = 0;
async function newCases(count: number, tasksEach = 2): Promise<{ caseId: string; tasks: string[] }[]> {
  const made = Array.from({ length: count }, () => {
    cases += 1;
    const caseId = `k-${String(cases)}`;
    return { caseId, tasks: Array.from({ length: tasksEach }, (_, i) => `${caseId}-t${String(i)}`) };
  });
  await loop.enter(...made.flatMap(({ caseId, tasks }) => caseWith(caseId, tasks)));
  return made;
}

const sameAsFresh = (client: TestClient, who: string, scopes: readonly string[]): Promise<void> => sameAsFreshOf(loop, client, who, scopes);

test('a server that stops between commit and push loses nothing: its clients go on by cursor at the next one (T19)', async () => {
  const [first] = await newCases(1);
  const gateway = await gatewayOf({ deliver: () => undefined });
  const client = await gateway.client('clerk-0');
  for (const scope of ['queue:north', `case:${first?.caseId ?? ''}`]) await client.watch(scope);
  const port = Number(new URL(gateway.url).port);
  const answer = await client.ask('command', { type: 'task:claim', commandId: 't19-1', task: first?.tasks[0], version: 1 });
  expect(answer).toMatchObject({ ok: true });
  await gateway.stop(true);
  open = [];
  await gatewayOf({}, loop, port);
  await client.until(() => client.rows('queue:north', 'task')[first?.tasks[0] ?? '']?.['version'] === 2, 'the claim that was never pushed');
  await sameAsFresh(client, 'clerk-0', ['queue:north', `case:${first?.caseId ?? ''}`]);
  expect(await client.ask('command', { type: 'task:claim', commandId: 't19-1', task: first?.tasks[0], version: 1 })).toEqual(answer);
});

test('a cursor of another log, or from a time to come, is answered by a snapshot', async () => {
  const gateway = await gatewayOf();
  const client = await gateway.client('clerk-1');
  await client.watch('queue:north');
  const modes: string[] = [];
  client.socket.on('chunk', ({ mode }: { mode: string }) => modes.push(mode));
  const state = client.scopes.get('queue:north') ?? emptyScope;
  const ask = async (cursor: string): Promise<Answer> => client.ask('subscribe', { scope: 'queue:north', cursor });
  expect(await ask('log-elsewhere.3')).toMatchObject({ ok: true });
  expect(await ask(`${state.logId}.${String(state.seq + 1_000_000)}`)).toMatchObject({ ok: true });
  expect(await ask(cursorOfScope(state) ?? '')).toMatchObject({ ok: true });
  await client.until(() => modes.length === 3, 'three answers');
  expect(modes).toEqual(['snapshot', 'snapshot', 'since']);
});

test('a push that is lost on the way is noticed by the next one, and the last one by the hash', async () => {
  const gateway = await gatewayOf({ deliver: deliveryThatLoses(2) });
  const client = await gateway.client('clerk-2');
  await client.watch('queue:north');
  const [one] = await newCases(1, 1);
  const pushed = async (count: number): Promise<void> => {
    if (count > 1) await loop.say('lead', { type: 'promise:make', case: one?.caseId ?? '', text: 'a call', channel: 'phone', dueAt: loop.clock.now() + 3_600_000 + count });
    await client.until(() => gateway.gateway.stats().deliveries >= count, `push ${String(count)}`);
  };
  for (const count of [1, 2, 3]) await pushed(count);
  await client.until(() => client.asks() === 1, 'the gap to be noticed');
  await sameAsFresh(client, 'clerk-2', ['queue:north']);
  await pushed(4);
  const compare = async (): Promise<unknown> => {
    const cursor = cursorOfScope(client.scopes.get('queue:north') ?? emptyScope) ?? '';
    const answer = await client.ask('hash', { scope: 'queue:north', cursor, hash: client.hash('queue:north') });
    if (answer.ok && answer.result?.['verdict'] !== 'same') await client.ask('since', { scope: 'queue:north', cursor });
    return answer.ok && answer.result?.['verdict'];
  };
  expect(await compare()).toBe('behind');
  await sameAsFresh(client, 'clerk-2', ['queue:north']);
  expect(await compare()).toBe('same');
});

test('a reader of the log that loses an entry is noticed by comparing with a fresh snapshot', async () => {
  const gateway = await gatewayOf({ through: readerThatLoses(4) });
  const client = await gateway.client('clerk-2');
  await client.watch('queue:north');
  for (const { caseId, tasks } of await newCases(12, 1)) await loop.say('clerk-4', { type: 'note:add', case: caseId, task: tasks[0] ?? '', text: 'seen' });
  await client.until(() => (client.scopes.get('queue:north')?.seq ?? 0) > 0);
  expect(await gateway.gateway.audit()).toContain('queue:north');
  await sameAsFresh(client, 'clerk-2', ['queue:north']);
  expect(gateway.reported.map(({ context }) => context['at'])).toContain('audit');
});

test('a reader that sleeps is cut while others hear everything, and catches up when it wakes (T28)', async () => {
  // Each push many times over for the sleeper, to fill what lies between the two soon; once or often is the same to a client (T20).
  const gateway = await gatewayOf({
    deliver: (watcher, frame) => {
      for (let i = 0; i < (watcher.person === 'clerk-5' ? 30 : 2); i += 1) watcher.send(frame);
    },
  });
  const [asleep, awake] = [await gateway.client('clerk-5'), await gateway.client('clerk-6')];
  for (const client of [asleep, awake]) await client.watch('queue:north');
  const wire = (asleep.socket.io.engine.transport as unknown as { ws: { _socket: Socket } }).ws._socket;
  wire.pause();
  // A promise is on every task row of its case.
  const made = await newCases(2, 40);
  const dueAt = loop.clock.now() + 3_600_000;
  for (let round = 0; round < 60 && gateway.gateway.stats().cuts === 0; round += 1) {
    const { flushes } = gateway.gateway.stats();
    await Promise.all(made.map(({ caseId }) => loop.say('lead', { type: 'promise:make', case: caseId, text: 'a call', channel: 'phone', dueAt: dueAt + round })));
    await awake.until(() => gateway.gateway.stats().flushes > flushes, 'the next pushes');
  }
  await awake.until(() => gateway.gateway.stats().cuts === 1, 'the sleeper to be cut');
  wire.resume();
  for (const [who, client] of [['clerk-5', asleep], ['clerk-6', awake]] as const) await sameAsFresh(client, who, ['queue:north']);
  expect(awake.asks()).toBe(0);
});

test('a role that is taken away closes its scopes before anything newer is sent (T25, T27)', async () => {
  const gateway = await gatewayOf();
  await loop.enter(person('temp', { team: 'south', branch: 'south', role: 'secondLine' }));
  const temp = await gateway.client('temp');
  for (const scope of ['me', 'queue:north', 'queue:south']) expect(await temp.watch(scope)).toMatchObject({ ok: true });
  const late: unknown[] = [];
  await loop.enter({ kind: 'person:changed', subject: 'person:temp', body: { role: 'branchEmployee', because: 'moved' } });
  const [secret] = await newCases(1, 1);
  temp.socket.on('push', (push: { scope: string }) => void (push.scope === 'queue:north' && late.push(push)));
  await temp.until(() => temp.closed.length > 0, 'the scope to be closed');
  expect(temp.closed).toEqual([{ scope: 'queue:north', code: 'not_found' }]);
  expect(temp.rows('queue:north', 'task')).toEqual({});
  await temp.until(() => temp.rows('me', 'person')['temp']?.['role'] === 'branchEmployee', 'the own row');
  expect([...temp.scopes.keys()].sort()).toEqual(['me', 'queue:south']);
  expect(late).toEqual([]);
  expect(await temp.watch('queue:north')).toMatchObject({ code: 'not_found' });
  expect(await temp.watch(`case:${secret?.caseId ?? ''}`)).toMatchObject({ code: 'not_found' });
});
