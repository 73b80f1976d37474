import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Tried } from '../../shared/work/effects/next-try.ts';
import { askSystem, callSystem } from './call-system.ts';

const operation = { path: '/things', request: z.object({ n: z.number() }), answer: z.object({ state: z.enum(['made', 'left']) }) };
let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
/** An address at which somebody was. */
async function nobody(): Promise<string> {
  const base = await serve(answering(200, ''));
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
  return base;
}
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

const call = (base: string) => ({ base, operation, body: { n: 1 }, key: 'key-1', case: 'k-1', timeoutMs: 300 });
const answering = (status: number, body: string, headers: Record<string, string> = {}): RequestListener => (_, response) => {
  response.writeHead(status, headers).end(body);
};

describe('a call of a system', () => {
  it.each<[string, RequestListener, Tried]>([
    ['understands its answer, and drops what it does not know', answering(200, '{"state":"made","more":1}'), { how: 'answered', data: { state: 'made' } }],
    ['does not take an answer of another form', answering(200, '{"state":"else"}'), { how: 'wrong' }],
    ['does not take what is no JSON', answering(200, '<html>'), { how: 'wrong' }],
    ['hears a refusal with its code', answering(422, '{"code":"no_funds","detail":"Ms Example has none"}'), { how: 'refused', error: 'no_funds' }],
    ['keeps no words of a refusal that are no code', answering(400, '{"code":"Ms Example has none"}'), { how: 'refused' }],
    ['counts a failure of the system as lost', answering(500, '{}'), { how: 'lost' }],
    ['counts what is said to be away as lost: it may have been taken before', answering(503, '{}'), { how: 'lost' }],
    ['waits as long as it is told', answering(429, '{}', { 'retry-after': '7' }), { how: 'slowDown', retryAfterMs: 7000 }],
    ['was turned away where its key or address is wrong', answering(401, '{"code":"unauthorized"}'), { how: 'unreached' }],
    ['knows that the same is still under way', answering(409, '{"code":"in_progress"}'), { how: 'pending' }],
    ['knows that it is taken and not done', answering(202, '{}'), { how: 'pending' }],
    ['follows nobody elsewhere', answering(302, '', { location: 'http://127.0.0.1:1/' }), { how: 'lost' }],
    ['is lost where nothing comes back in time', () => undefined, { how: 'lost' }],
    ['is lost where the connection breaks', (request) => void request.socket.destroy(), { how: 'lost' }],
    ['is lost where the answer never ends', (_, response) => void response.writeHead(200).write('{'), { how: 'lost' }],
    ['is lost where the answer is too long', answering(200, `{"state":"${'x'.repeat(400_000)}"}`), { how: 'lost' }],
  ])('%s', async (_, listener, tried) => {
    expect(await callSystem(call(await serve(listener)))).toEqual(tried);
  });

  it('is sent under its key and with its case', async () => {
    const heard: unknown[] = [];
    const base = await serve((request, response) => {
      heard.push([request.method, request.url, request.headers['idempotency-key'], request.headers['baton-case']]);
      response.end('{"state":"left"}');
    });
    await callSystem(call(`${base}/api`));
    expect(heard).toEqual([['POST', '/api/things', 'key-1', 'k-1']]);
  });

  it('has surely not arrived where nobody is there', async () => {
    expect(await callSystem(call(await nobody()))).toEqual({ how: 'unreached' });
  });

  it('is not sent where what it says is not what the system takes', async () => {
    expect(await callSystem({ ...call('http://127.0.0.1:1'), body: { n: 'one' } })).toEqual({ how: 'refused', error: 'request_invalid' });
  });
});

describe('a question what became of a call', () => {
  it.each<[string, RequestListener, Tried]>([
    ['is answered as the call was', answering(200, '{"state":"made"}'), { how: 'answered', data: { state: 'made' } }],
    ['hears that nobody knows it', answering(404, '{"code":"request_unknown"}'), { how: 'notFound' }],
    ['hears that it was refused', answering(422, '{"code":"no_funds"}'), { how: 'refused', error: 'no_funds' }],
    ['does not take an address that is not there for an answer', answering(404, '<html>'), { how: 'lost' }],
    ['does not take a refusal to answer for a refusal of the call', answering(400, '{"code":"bad_key"}'), { how: 'lost' }],
  ])('%s', async (_, listener, tried) => {
    expect(await askSystem(call(await serve(listener)))).toEqual(tried);
  });

  it('says nothing about the call where it is not heard', async () => {
    expect(await askSystem(call(await nobody()))).toEqual({ how: 'lost' });
  });
});
