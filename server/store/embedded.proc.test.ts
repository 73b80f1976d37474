import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { isRefusal } from '../../shared/model/refusal.ts';
import { must } from '../../shared/assert.ts';
import { startEmbedded } from './embedded.ts';
import { runningUrl, socketFolderIn } from './embedded-folder.ts';
import { openToolDatabase } from './tool-database.ts';

const ENTRY = fileURLToPath(new URL('../testing/embedded-process.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let top: string;
let folder: string;
const children: ChildProcess[] = [];
const clusters = new Set<number>();

interface Said {
  readonly url: string;
  readonly postgresPid: number;
  readonly code?: string;
  readonly params?: { readonly pid?: number };
}

beforeAll(() => {
  // A closed folder (0700) of root above the data folder, as mktemp makes them.
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-embedded-'));
  folder = path.join(top, 'data');
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGTERM');
    await ended(child);
  }
  for (const pid of clusters) kill(pid);
  await until(() => [...clusters].every((pid) => !isAlive(pid)));
  clusters.clear();
});

afterAll(() => fs.rmSync(top, { recursive: true, force: true }));

test('a second server on the folder is refused within three seconds and told who has it', async () => {
  const first = await startProcess(folder);
  const startedAt = performance.now();
  const second = await startProcess(folder);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(second.said).toEqual({ ok: false, code: 'folder_in_use', params: { folder, pid: first.child.pid } });
  expect(await ended(second.child)).toBe(1);
  expect(await ask(first.said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a cluster has checksums, the builtin locale and durable commits, and is open to this machine and the password only', async () => {
  const { said } = await startProcess(folder);
  const settings = await ask(
    said.url,
    `SELECT current_setting('data_checksums') sums, current_setting('fsync') fsync, current_setting('listen_addresses') host,
       current_setting('synchronous_commit') sync, (SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = 'baton') locale`,
  );
  expect(settings).toEqual([{ sums: 'on', fsync: 'on', host: '127.0.0.1', sync: 'on', locale: 'b C.UTF-8' }]);
  const wrong = new URL(said.url);
  wrong.password = 'guess';
  await expect(ask(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  expect(fs.statSync(path.join(folder, 'password')).mode & 0o777).toBe(0o600);
  expect(runningUrl(folder)).toBe(said.url);
});

test('after kill -9 of the server the next one stops the PostgreSQL that was left and has what was committed', async () => {
  const first = await startProcess(folder);
  await ask(first.said.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
  first.child.kill('SIGKILL');
  await ended(first.child);
  expect(isAlive(first.said.postgresPid)).toBe(true);

  const second = await startProcess(folder);
  expect(await ask(second.said.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  expect(isAlive(first.said.postgresPid)).toBe(false);
});

test('after kill -9 of both the next server starts and has what was committed', async () => {
  const first = await startProcess(folder);
  await ask(first.said.url, 'CREATE TABLE also (n int); INSERT INTO also VALUES (2)');
  first.child.kill('SIGKILL');
  kill(first.said.postgresPid);
  await ended(first.child);

  const second = await startProcess(folder);
  expect(await ask(second.said.url, 'SELECT n FROM also')).toEqual([{ n: 2 }]);
  expect(fs.readdirSync(path.join(folder, 'postgres')).filter((name) => name.startsWith('.s.PGSQL.'))).toHaveLength(2);
});

test('a pid file whose number now belongs to another process does not keep the server from starting', async () => {
  const first = await startProcess(folder);
  first.child.kill('SIGKILL');
  kill(first.said.postgresPid);
  await until(() => !isAlive(first.said.postgresPid));
  const pidFile = path.join(folder, 'postgres', 'postmaster.pid');
  // Any living process that the database user could have started.
  const other = spawn('sleep', ['60'], isRoot ? { uid: fs.statSync(pidFile).uid, gid: fs.statSync(pidFile).gid } : {});
  children.push(other);
  const locks = fs.readdirSync(path.dirname(pidFile)).filter((name) => name.endsWith('.lock')).map((name) => path.join(path.dirname(pidFile), name));
  expect(locks).toHaveLength(1);
  for (const file of [pidFile, ...locks]) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^\d+/, String(other.pid)));

  const second = await startProcess(folder);
  expect(await ask(second.said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(other.exitCode).toBeNull();
});

test('a PostgreSQL that is killed under a running server comes back at the same address', async () => {
  const { said } = await startProcess(folder);
  await ask(said.url, 'CREATE TABLE again (n int); INSERT INTO again VALUES (3)');
  kill(said.postgresPid);
  await until(() => !isAlive(said.postgresPid));
  let rows: unknown;
  await until(async () => {
    rows = await ask(said.url, 'SELECT n FROM again').catch(() => undefined);
    return rows !== undefined;
  });
  expect(rows).toEqual([{ n: 3 }]);
});

test('stopping ends PostgreSQL and gives the folder back', async () => {
  const embedded = await startEmbedded({ folder, log: () => undefined });
  if (isRefusal(embedded)) throw new Error(embedded.code);
  const pid = must(embedded.pid(), 'it runs');
  await embedded.stop();
  expect(isAlive(pid)).toBe(false);
  expect(runningUrl(folder)).toBeUndefined();
  const { said } = await startProcess(folder);
  expect(said.url).toContain(`@${encodeURIComponent(path.join(folder, 'postgres'))}:`);
});

test('a folder whose path is too long for a socket is reached by the loopback address', () => {
  expect(socketFolderIn('/srv/baton')).toBe('/srv/baton/postgres');
  expect(socketFolderIn(`/srv/${'b'.repeat(90)}`)).toBeUndefined();
});

test('a command beside a running server uses its database, and one without starts it for itself', async () => {
  const config = { dataFolder: folder, keysFolder: `${folder}-keys`, port: 0, host: '127.0.0.1' } as const;
  const server = await startProcess(folder);
  const beside = await openToolDatabase(config, () => undefined);
  if (isRefusal(beside)) throw new Error(beside.code);
  expect(beside.url).toBe(server.said.url);
  await beside.stop();
  expect(await ask(server.said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  server.child.kill('SIGTERM');
  await ended(server.child);

  const alone = await openToolDatabase(config, () => undefined);
  if (isRefusal(alone)) throw new Error(alone.code);
  expect(await ask(alone.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await alone.stop();
  expect(runningUrl(folder)).toBeUndefined();
});

test('a folder of another major version is refused and left alone', async () => {
  const old = path.join(top, 'old');
  fs.mkdirSync(path.join(old, 'postgres'), { recursive: true });
  fs.writeFileSync(path.join(old, 'postgres', 'PG_VERSION'), '17\n');
  expect(await startEmbedded({ folder: old, log: () => undefined })).toMatchObject({ code: 'other_major', params: { found: '17' } });
  expect(fs.readdirSync(path.join(old, 'postgres'))).toEqual(['PG_VERSION']);
});

test.runIf(isRoot)('an ordinary user can run it too', async () => {
  const own = path.join(top, 'ordinary');
  fs.mkdirSync(own);
  fs.chmodSync(top, 0o755);
  fs.chownSync(own, 65534, 65534);
  const { said } = await startProcess(path.join(own, 'data'), { uid: 65534, gid: 65534 });
  expect(await ask(said.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

async function startProcess(on: string, as: { uid?: number; gid?: number } = {}): Promise<{ child: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, [ENTRY, on], { stdio: ['ignore', 'pipe', 'pipe'], ...as });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const said = await new Promise<Said>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(JSON.parse(text) as Said);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said anything: ${errors}`)));
  });
  if (said.postgresPid !== undefined) clusters.add(said.postgresPid);
  return { child, said };
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

function kill(pid: number): void {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One whose parent has not yet asked for its end is dead already.
    return process.platform !== 'linux' || !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; !(await holds()); await wait(20)) {
    if (performance.now() > end) throw new Error('it did not come to hold within 20 s');
  }
}
