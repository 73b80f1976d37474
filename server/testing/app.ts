import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AppParts } from '../app.ts';
import { createApp } from '../app.ts';
import { doorOf } from '../desk-door.ts';
import { timerInput } from '../desk/timer-input.ts';
import type { LoopOptions } from '../loop.ts';
import { hashSourceKey, putSourceKey } from '../store/tables/source-keys.ts';
import { defaultSocketLimits } from '../sync/client-socket.ts';
import { endVisit } from '../sync/end-visit.ts';
import type { Gateway } from '../sync/gateway.ts';
import { attachGateway } from '../sync/gateway.ts';
import type { TogetherLimits } from '../sync/together.ts';
import { createLogger } from '../telemetry.ts';
import { startPoller } from '../timers/poller.ts';
import type { TestLoop } from './loop.ts';
import { openTestLoop } from './loop.ts';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Undefined where the text is no JSON. */
  readonly json: unknown;
  readonly tookMs: number;
}

/** The whole server in this process, on a database of its own. */
export interface TestApp {
  readonly loop: TestLoop;
  readonly address: string;
  /** The key of the source `loan-log`. */
  readonly sourceKey: string;
  /** Opens a session and gives its token. */
  session(person: string): Promise<string>;
  send(sent: Sent): Promise<Received>;
  /** Compares the server's clock with the database's now. */
  checkClock(): Promise<void>;
  end(): Promise<void>;
}

/** Starts an app on a free port; nothing is seeded. */
export async function openTestApp(options: Partial<LoopOptions> = {}, { isTimed = true, together, ...parts }: Partial<AppParts> & { readonly isTimed?: boolean; readonly together?: TogetherLimits } = {}): Promise<TestApp> {
  const loop = await openTestLoop(options);
  const sourceKey = 'test-key-of-the-loan-log-0123456789';
  await putSourceKey(loop.db, { source: 'loan-log', keyHash: hashSourceKey(sourceKey), journey: 'loan-log' });
  let gateway: Gateway | undefined;
  const { db, desk, keys, clock, newId } = loop;
  const app = createApp({
    door: doorOf(loop), db, keys, clock, newId, journeys: loop.journeys, version: '0.0.0-test', logger: createLogger('silent'), host: '127.0.0.1', port: 0,
    attachGateway: (door) =>
      (gateway = attachGateway({
        ...door, runCommand: loop.command, desk: loop.desk, db: loop.db, databaseUrl: loop.database.url, node: 'test', now: () => loop.clock.now(),
        report: (error, context) => loop.reported.push({ error, context }),
        // Tests send as fast as they can; a person is held to less.
        limits: { socket: { ...defaultSocketLimits, commandsPerSecond: 100_000, messagesPerSecond: 100_000 }, ...(together ? { together } : {}) },
        onCustomerGone: endVisit(doorOf(loop), newId, (error, context) => loop.reported.push({ error, context })),
      })),
    ...parts,
  });
  const address = await app.listen();
  const stopPoller = isTimed
    ? startPoller({ db, desk, clock, timerInput, takesInputs: app.takesInputs, report: (error) => loop.reported.push({ error, context: {} }) })
    : undefined;
  await gateway?.ready;
  const send = (sent: Sent): Promise<Received> => sendTo(address, sent);
  return {
    loop,
    address,
    sourceKey,
    session: async (person) => {
      const { status, json } = await send({ method: 'POST', path: '/v1/demo-session', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) });
      if (status !== 200) throw new Error(`no session: ${String(status)}`);
      return (json as { token: string }).token;
    },
    send,
    checkClock: app.checkClock,
    end: async () => {
      await stopPoller?.();
      await app.stop();
      await loop.end();
    },
  };
}

/** Sends exactly the bytes given; an answer that comes before everything was sent counts. */
function sendTo(address: string, { method, path, headers = {}, body }: Sent): Promise<Received> {
  const startedAt = performance.now();
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const call = request({ hostname, port, method, path, headers: { connection: 'close', ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }), ...headers } }, (answer) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parseOrNothing(text), tookMs: performance.now() - startedAt });
      });
    });
    call.on('error', (error) => {
      if (!isAnswered) reject(error);
    });
    call.end(body);
  });
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
