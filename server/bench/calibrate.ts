import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { openDatabase } from '../store/db.ts';

/** What this machine does in the same minute, so that a figure can be read on another one. Each per second, one after the other. */
export interface Calibration {
  /** Transactions of one small insert, each durable, on one connection to the same PostgreSQL. */
  readonly commits: number;
  /** A log entry to JSON and back. */
  readonly jsonRoundTrips: number;
  /** An empty message over one socket and its answer. */
  readonly socketEchoes: number;
}

const sampleMs = 1000;

/** Measures the three for about a second each. `url` is a database of the run; a table is made in it and dropped. */
export async function calibrate(url: string): Promise<Calibration> {
  return { commits: await commits(url), jsonRoundTrips: await jsonRoundTrips(), socketEchoes: await socketEchoes() };
}

async function perSecond(once: () => Promise<unknown> | void): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  let tookMs = 0;
  do {
    const waiting = once();
    if (waiting) await waiting;
    count += 1;
    tookMs = performance.now() - startedAt;
  } while (tookMs < sampleMs);
  return Math.round((count * 1000) / tookMs);
}

async function commits(url: string): Promise<number> {
  const db = openDatabase(url, { max: 1, applicationName: 'baton-bench-calibrate' });
  try {
    await db.query('create table if not exists bench_commits (n integer)');
    return await perSecond(() => db.query({ name: 'commit', text: 'insert into bench_commits values ($1)', values: [1] }));
  } finally {
    await db.query('drop table if exists bench_commits').catch(() => undefined);
    await db.close();
  }
}

const sample = {
  seq: 4711, at: 1_795_266_399_715, recordedAt: 1_795_266_399_715, kind: 'task:claimed', v: 1, subject: 'case:k-2', case: 'k-2', task: 't-7', actor: 'ana',
  input: 'c:c-91', catalog: 1, scopes: ['queue:branch-north', 'case:k-2', 'me:ana'], body: '{"because":"next","by":"ana","fence":3}',
};

const jsonRoundTrips = (): Promise<number> => perSecond(() => void JSON.parse(JSON.stringify(sample)));

async function socketEchoes(): Promise<number> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'] });
  server.on('connection', (socket) => socket.on('echo', (answer: () => void) => answer()));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const client = io(`http://127.0.0.1:${String((http.address() as AddressInfo).port)}`, { transports: ['websocket'] });
  try {
    await new Promise<void>((resolve, reject) => client.once('connect', resolve).once('connect_error', reject));
    return await perSecond(() => client.emitWithAck('echo'));
  } finally {
    client.disconnect();
    await server.close();
  }
}
