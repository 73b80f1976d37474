import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { CHILD_ENV, findBinaries, postgresUser } from './embedded-binaries.ts';
import type { Binaries, RunAs } from './embedded-binaries.ts';
import { OWNER, pgdataIn, prepareCluster, prepareFolder, socketFolderIn, urlOf } from './embedded-folder.ts';
import { stopOrphan } from './embedded-orphan.ts';
import { lockFolder } from './lock.ts';

export interface Embedded {
  /** Holds the password: never log it. */
  readonly url: string;
  /** The postmaster's process id, of the one running now. */
  pid(): number | undefined;
  /** Stops PostgreSQL (after its clients are gone) and gives the folder back. */
  stop(): Promise<void>;
}

interface Options {
  readonly folder: string;
  readonly log: (message: string) => void;
}

/**
 * Starts a PostgreSQL of our own on `folder`, making it at the first start, and starts it again (same address) if it dies.
 * Refuses with `folder_in_use`, `folder_unreachable`, `other_major` or `database_start_failed {reason}`.
 */
export async function startEmbedded({ folder, log }: Options): Promise<Embedded | Refusal> {
  const runAs = postgresUser();
  const unreachable = prepareFolder(folder, runAs);
  if (unreachable !== undefined) return unreachable;
  const lock = lockFolder(folder);
  if (isRefusal(lock)) return lock;
  let cluster: Cluster | undefined;
  try {
    const binaries = findBinaries(folder, runAs);
    const unusable = await prepareCluster(folder, binaries, runAs);
    if (unusable !== undefined) {
      lock.release();
      return unusable;
    }
    const started = new Cluster(folder, binaries, runAs, log);
    cluster = started;
    await started.start();
    await createDatabase(started.url);
    return {
      url: started.url,
      pid: () => started.pid(),
      stop: async () => {
        await started.stop();
        lock.release();
      },
    };
  } catch (error) {
    await cluster?.stop();
    lock.release();
    return refuse('database_start_failed', { folder, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** For two cores and a small memory. The three that make a commit durable are written out although they are the defaults. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '127.0.0.1',
  // Nobody but the user that it runs as, and root.
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  wal_compression: 'on',
  // No replica hangs on an embedded cluster, and backups are logical.
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  // One read must not take both cores from the writer.
  max_parallel_workers_per_gather: '0',
  autovacuum: 'on',
  autovacuum_naptime: '15s',
  password_encryption: 'scram-sha-256',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_min_messages: 'warning',
  // Statements and their values may hold what persons wrote.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '',
};

/**
 * One postmaster and its watch. Invariants: 1. `url` never changes once started, so that pools outlive a restart.
 * 2. At most one child at a time, and none is started before the last one's processes are gone. 3. After `stop` none starts.
 */
class Cluster {
  url = '';
  #port = 0;
  #child: ChildProcess | undefined;
  #isStopping = false;
  #restart: Promise<void> = Promise.resolve();
  readonly #folder: string;
  readonly #binaries: Binaries;
  readonly #runAs: RunAs | undefined;
  readonly #log: (message: string) => void;
  // A process that ends without our stop must not leave PostgreSQL running.
  readonly #onExit = (): void => void this.#child?.kill('SIGINT');

  constructor(folder: string, binaries: Binaries, runAs: RunAs | undefined, log: (message: string) => void) {
    this.#folder = folder;
    this.#binaries = binaries;
    this.#runAs = runAs;
    this.#log = log;
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    await stopOrphan(pgdataIn(this.#folder), this.#log);
    for (let attempt = 1; this.url === ''; attempt++) {
      this.#port = await freePort();
      try {
        await this.#spawn();
        this.url = urlOf(this.#folder, this.#port, socketFolderIn(this.#folder));
      } catch (error) {
        // Somebody else may have taken the port since.
        const isPortTaken = error instanceof Error && error.message.includes('could not bind');
        if (!isPortTaken || attempt === 5) throw error;
      }
    }
    process.once('exit', this.#onExit);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    process.removeListener('exit', this.#onExit);
    await this.#restart;
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGQUIT'), 60_000);
    await ended;
    clearTimeout(timer);
  }

  /** Resolves when connections are accepted; recovery after a crash may take its time before. */
  #spawn(): Promise<void> {
    const sockets = socketFolderIn(this.#folder);
    const settings = Object.entries({ ...SETTINGS, unix_socket_directories: sockets === undefined ? '' : `"${sockets}"` }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // Detached: Ctrl-C reaches us alone, and we stop PostgreSQL after the last commit.
    const child = spawn(this.#binaries.postgres, ['-D', pgdataIn(this.#folder), '-p', String(this.#port), ...settings], {
      env: CHILD_ENV,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      ...this.#runAs,
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      let said = '';
      let isReady = false;
      child.stderr.on('data', (chunk: Buffer) => {
        const text = chunk.toString();
        if (!isReady) {
          said = (said + text).slice(-4000);
          if (said.includes('ready to accept connections')) {
            isReady = true;
            resolve();
          }
        }
        for (const line of text.split('\n')) if (/^(WARNING|ERROR|FATAL|PANIC)/.test(line)) this.#log(`postgres: ${line}`);
      });
      child.on('error', reject);
      child.on('close', (code, signal) => {
        this.#child = undefined;
        if (!isReady) reject(new Error(`postgres ended with ${code ?? signal}: ${reasonIn(said)}`));
        else if (!this.#isStopping) this.#restart = this.#startAgain(code ?? signal);
      });
    });
  }

  async #startAgain(because: number | NodeJS.Signals | null): Promise<void> {
    this.#log(`postgres ended with ${because}, starting it again`);
    for (let delayMs = 50; !this.#isStopping; delayMs = Math.min(2 * delayMs, 5_000)) {
      try {
        await stopOrphan(pgdataIn(this.#folder), this.#log);
        await this.#spawn();
        return;
      } catch (error) {
        this.#log(`postgres did not start again: ${error instanceof Error ? error.message : String(error)}`);
        await wait(delayMs);
      }
    }
  }
}

/** The lines that say why, of all that a start says. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n');
  const reasons = lines.filter((line) => /^(FATAL|PANIC)|could not/.test(line));
  return (reasons.length > 0 ? reasons : lines.slice(-3)).join('; ');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function createDatabase(url: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [OWNER]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${OWNER}`);
  } finally {
    await client.end();
  }
}
