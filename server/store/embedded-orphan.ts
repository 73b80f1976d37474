import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Ends a PostgreSQL that a killed server left running on `pgdata`, and waits until its processes are gone. Only for who
 * holds the folder's lock. It is stopped, not adopted: its settings may be of older code and its log goes nowhere.
 * A fast stop first, since recovery after a hard one may have to read 2 GB.
 */
export async function stopOrphan(pgdata: string, log: (message: string) => void): Promise<void> {
  const pidFile = path.join(pgdata, 'postmaster.pid');
  let running = processesOn(pgdata, pidFile);
  if (running.length > 0) {
    log(`stopping a PostgreSQL that was left running on ${pgdata}`);
    const postmaster = readPid(pidFile);
    if (postmaster !== undefined && running.includes(postmaster)) {
      signal([postmaster], 'SIGINT');
      running = await untilGone(pgdata, pidFile, 15_000);
      if (running.includes(postmaster)) signal([postmaster], 'SIGQUIT');
    }
    // Without their postmaster the others leave by themselves, unless deep in work.
    if (running.length > 0) running = await untilGone(pgdata, pidFile, 5_000);
    signal(running, 'SIGKILL');
    await untilGone(pgdata, pidFile, 5_000);
  }
  // The number of a dead postmaster may by now belong to something else, or be a zombie that nobody reaps; PostgreSQL
  // would take either for itself and refuse. Where the number is free it cleans up by itself, so the file must stay.
  const left = readPid(pidFile);
  if (os.platform() === 'linux' && left !== undefined && isAlive(left)) fs.rmSync(pidFile, { force: true });
  // The same goes for the locks of its sockets, whose ports nobody uses again.
  for (const name of fs.readdirSync(pgdata)) if (name.startsWith('.s.PGSQL.')) fs.rmSync(path.join(pgdata, name), { force: true });
}

async function untilGone(pgdata: string, pidFile: string, timeoutMs: number): Promise<number[]> {
  let running = processesOn(pgdata, pidFile);
  for (const end = performance.now() + timeoutMs; running.length > 0 && performance.now() < end; ) {
    await wait(20);
    running = processesOn(pgdata, pidFile);
  }
  return running;
}

/** Every PostgreSQL process has its data folder as working folder; elsewhere than on Linux only the postmaster is found. */
function processesOn(pgdata: string, pidFile: string): number[] {
  if (os.platform() === 'linux') {
    const folder = fs.existsSync(pgdata) ? fs.realpathSync(pgdata) : pgdata;
    return fs
      .readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && linkOf(`/proc/${name}/cwd`) === folder && isPostgres(name))
      .map(Number);
  }
  const pid = readPid(pidFile);
  if (pid === undefined || os.platform() === 'win32') return [];
  const command = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout;
  return command.includes('postgres') && command.includes(pgdata) ? [pid] : [];
}

function isPostgres(pid: string): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}

function linkOf(file: string): string | undefined {
  try {
    return fs.readlinkSync(file);
  } catch {
    return undefined;
  }
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(fs.readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has gone meanwhile.
    }
  }
}
