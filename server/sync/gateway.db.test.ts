import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import type { TestGateway } from '../testing/gateway.ts';
import { freshHash, openTestGateway } from '../testing/gateway.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';
import { defaultSocketLimits } from './client-socket.ts';

let loop: TestLoop;
let open: TestGateway[] = [];
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(
    team('north'), team('south'), person('ana'), person('ben'), person('chloe', { role: 'teamLead' }),
    person('sid', { team: 'south', branch: 'south' }), person('audit', { role: 'auditor', team: 'south', branch: 'south' }),
  );
});
afterEach(async () => {
  for (const gateway of open) await gateway.stop();
  open = [];
});
afterAll(() => loop.end());

const gatewayOf = async (...args: Parameters<typeof openTestGateway> extends [unknown, unknown, ...infer Rest] ? Rest : never): Promise<TestGateway> => {
  const gateway = await openTestGateway(loop, loop.database.url, ...args);
  open.push(gateway);
  return gateway;
};

let cases = 0;
async function newTask(where: { team?: string; branch?: string } = {}): Promise<{ caseId: string; task: string }> {
  cases += 1;
  const made = { caseId: `k-${String(cases)}`, task: `t-${String(cases)}` };
  await loop.enter(...caseWith(made.caseId, [made.task], where));
  return made;
}

test('a claim is seen by the team in its queue, by the claimer at once, and leaves others alone', async () => {
  const gateway = await gatewayOf();
  const { task, caseId } = await newTask();
  const [ana, ben] = await Promise.all([gateway.client('ana'), gateway.client('ben')]);
  for (const client of [ana, ben]) for (const scope of ['me', 'queue:north', 'team:north', `case:${caseId}`]) expect(await client.watch(scope)).toMatchObject({ ok: true });
  expect(ben.rows('queue:north', 'task')[task]).toMatchObject({ holder: { by: 'queue' }, version: 1, mayClass: { 'task:claim': true } });
  const answer = await ana.ask('command', { type: 'task:claim', commandId: 'claim-1', task, version: 1 });
  expect(answer).toMatchObject({ ok: true, result: { fence: 1 } });
  await ben.until(() => ben.rows('queue:north', 'task')[task]?.['version'] === 2, 'the claim in the queue');
  await ana.until(() => ana.rows('me', 'task')[task] !== undefined, 'the claim in me');
  expect(ben.rows('me', 'task')).toEqual({});
  expect(ben.rows('queue:north', 'task')[task]).toMatchObject({ holder: { by: 'person', person: 'ana' }, touchedBy: ['ana'] });
  await ben.until(() => ben.rows('team:north', 'count')['person:ana']?.['load'] === 1, 'the load');
  await ben.until(() => Object.keys(ben.rows(`case:${caseId}`, 'entry')).length === 3, 'the timeline');
  for (const scope of ['queue:north', 'team:north', `case:${caseId}`]) {
    const fresh = await freshHash(loop, scope);
    expect([ana.hash(scope), ben.hash(scope)], scope).toEqual([fresh, fresh]);
  }
  expect(ana.hash('me')).toBe(await freshHash(loop, 'me:ana'));
});

test('what is not theirs and what is not there reads the same', async () => {
  const gateway = await gatewayOf();
  const { caseId } = await newTask();
  const sid = await gateway.client('sid');
  const audit = await gateway.client('audit');
  const answers = await Promise.all([`case:${caseId}`, 'case:k-none', 'queue:north', 'queue:none', 'team:north'].map((scope) => sid.watch(scope)));
  for (const answer of answers) expect(answer).toMatchObject({ ok: false, code: 'not_found' });
  expect(await audit.watch(`case:${caseId}`)).toMatchObject({ ok: true });
  await expect(gateway.client('nobody')).rejects.toThrow('no_session');
});

test('any payload is answered or ignored, and the server goes on (C28)', async () => {
  const gateway = await gatewayOf({ limits: { socket: { ...defaultSocketLimits, commandsPerSecond: 10_000, messagesPerSecond: 10_000 } } });
  const ana = await gateway.client('ana');
  const bad: unknown[] = [null, undefined, 1, 'x', [], {}, { scope: null }, { scope: 'me', more: 1 }, { type: null, commandId: null }, { type: 'task:claim', commandId: 'b-1' }, { type: 'constructor', commandId: 'b-2' }, [[[[]]]], new Uint8Array(8)];
  for (const event of ['command', 'subscribe', 'unsubscribe', 'since', 'hash', 'presence', 'heartbeat', 'no such', '__proto__', 'constructor']) {
    for (const payload of bad) ana.socket.emit(event, payload);
    ana.socket.emit(event);
    expect(await ana.ask(event)).toMatchObject({ ok: false });
    expect(await ana.ask(event, null, null)).toMatchObject({ ok: false });
  }
  expect(await ana.watch('me')).toMatchObject({ ok: true });
  expect(gateway.reported).toEqual([]);
  expect(gateway.gateway.stats().refusedMessages).toBeGreaterThan(50);
});

test('a socket that sends more than twenty commands a second is told when to come again', async () => {
  const gateway = await gatewayOf();
  const ana = await gateway.client('ana');
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => ana.ask('command', { type: 'note:add', commandId: `many-${String(i)}`, case: 'k-none', text: 'x' })));
  const busy = answers.filter((answer) => !answer.ok && answer.code === 'busy');
  expect(busy.length).toBeGreaterThanOrEqual(5);
  expect(busy.length).toBeLessThanOrEqual(10);
  for (const answer of busy) expect(answer).toMatchObject({ retryAfterMs: expect.any(Number) as number });
});

test('a client of another protocol may not write, or not come in', async () => {
  const gateway = await gatewayOf();
  await expect(gateway.client('ana', { protocol: PROTOCOL_VERSION + 1 })).rejects.toThrow('unavailable');
  const bare = io(gateway.url, { transports: ['websocket'], forceNew: true, reconnection: false });
  const code = await new Promise((resolve) => bare.once('connect_error', (error) => resolve(error.message)));
  expect(code).toBe('bad_request');
});

test('many rows come in frames of at most 64 kB, and a change that does not fit in one is asked for', async () => {
  const gateway = await gatewayOf();
  const sizes: number[] = [];
  const ben = await gateway.client('ben');
  ben.socket.io.engine.on('packet', ({ data }: { data?: string }) => void sizes.push(Buffer.byteLength(data ?? '')));
  await ben.watch('queue:north');
  await loop.enter(...caseWith('k-wide', Array.from({ length: 250 }, (_, i) => `wide-${String(i)}`)));
  await ben.until(() => Object.keys(ben.rows('queue:north', 'task')).length >= 250, 'the tasks');
  // One entry that changes all of them.
  const dueAt = loop.clock.now() + 3_600_000;
  expect(await loop.say('chloe', { type: 'promise:make', case: 'k-wide', text: 'a call', channel: 'phone', dueAt })).toMatchObject({ ok: true });
  await ben.until(() => ben.rows('queue:north', 'task')['wide-249']?.['promiseDueAt'] === dueAt, 'the promise on every row');
  expect(ben.asks()).toBe(1);
  expect(ben.hash('queue:north')).toBe(await freshHash(loop, 'queue:north'));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
  expect(Math.max(...sizes)).toBeGreaterThan(40_000);
});
