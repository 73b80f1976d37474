import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { CHILD_ENV } from './embedded-binaries.ts';
import type { Binaries, RunAs } from './embedded-binaries.ts';

/** The data folder's own contents: `postgres/` (the cluster) and `password`. */
export const pgdataIn = (folder: string): string => path.join(folder, 'postgres');
const passwordFileIn = (folder: string): string => path.join(folder, 'password');

const MAJOR = '18';
export const OWNER = 'baton';

/**
 * Makes the folder so that PostgreSQL, as `runAs`, can reach it. Refuses with `folder_unreachable {folder, closed}` if a
 * folder above is closed to that user: other people's folders are not ours to open, those for temporary files apart.
 */
export function prepareFolder(folder: string, runAs: RunAs | undefined): Refusal | undefined {
  fs.mkdirSync(folder, { recursive: true, mode: runAs === undefined ? 0o700 : 0o711 });
  if (runAs === undefined) return undefined;
  const temporary = fs.realpathSync(os.tmpdir()) + path.sep;
  for (let at = fs.realpathSync(folder), own = true; ; at = path.dirname(at), own = false) {
    const { mode, uid } = fs.statSync(at);
    if ((mode & 0o001) === 0 && uid !== runAs.uid) {
      if (!own && !at.startsWith(temporary)) return refuse('folder_unreachable', { folder, closed: at });
      fs.chmodSync(at, (mode & 0o7777) | 0o011);
    }
    if (at === path.dirname(at)) return undefined;
  }
}

/** Makes the cluster unless it is there. Refuses with `other_major {folder, found, wanted}` if it is of another major version. */
export async function prepareCluster(folder: string, binaries: Binaries, runAs: RunAs | undefined): Promise<Refusal | undefined> {
  const pgdata = pgdataIn(folder);
  if (fs.existsSync(pgdata)) {
    const found = fs.readFileSync(path.join(pgdata, 'PG_VERSION'), 'utf8').trim();
    return found === MAJOR ? undefined : refuse('other_major', { folder, found, wanted: MAJOR });
  }
  const password = randomBytes(24).toString('base64url');
  writeDurably(passwordFileIn(folder), password);

  // Made aside and renamed when complete, so that a kill in the middle leaves nothing that looks like a cluster.
  const making = `${pgdata}.new`;
  fs.rmSync(making, { recursive: true, force: true });
  fs.mkdirSync(making, { mode: 0o700 });
  const passwordForInit = `${making}.password`;
  fs.rmSync(passwordForInit, { force: true });
  fs.writeFileSync(passwordForInit, password, { mode: 0o600 });
  if (runAs !== undefined) {
    fs.chownSync(making, runAs.uid, runAs.gid);
    fs.chownSync(passwordForInit, runAs.uid, runAs.gid);
  }
  try {
    await runInitdb(binaries.initdb, making, passwordForInit, runAs);
  } finally {
    fs.rmSync(passwordForInit, { force: true });
  }
  fs.renameSync(making, pgdata);
  syncFolder(folder);
  return undefined;
}

function runInitdb(initdb: string, pgdata: string, passwordFile: string, runAs: RunAs | undefined): Promise<void> {
  const flags = [
    `--pgdata=${pgdata}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, flags, { env: CHILD_ENV, stdio: ['ignore', 'ignore', 'pipe'], ...runAs });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb ended with ${code}: ${said.trim().slice(-500)}`));
    });
  });
}

/** A socket's path has 104 bytes at most on macOS, 108 on Linux; its name in the folder and a zero take 16 of them. */
const longestSocketFolder = 104 - 16;

/**
 * Where the cluster's socket lies, which costs a quarter less per statement than the loopback address; undefined where the system has
 * none, or the path does not fit.
 */
export function socketFolderIn(folder: string): string | undefined {
  const pgdata = path.resolve(pgdataIn(folder));
  return os.platform() === 'win32' || Buffer.byteLength(pgdata) > longestSocketFolder || pgdata.includes('"') ? undefined : pgdata;
}

/** The address of the cluster's database on this port, by its socket where it has one. Holds the password: never log it. */
export function urlOf(folder: string, port: number, socketFolder: string | undefined): string {
  const password = fs.readFileSync(passwordFileIn(folder), 'utf8').trim();
  return `postgres://${OWNER}:${encodeURIComponent(password)}@${encodeURIComponent(socketFolder ?? '127.0.0.1')}:${port}/${OWNER}`;
}

/** The address of a cluster that another process runs now, for tools beside a running server; undefined where none runs. */
export function runningUrl(folder: string): string | undefined {
  try {
    // Line 4 is the port, line 5 the folder of its socket, line 8 the state: a fixed form that pg_ctl reads too.
    const lines = fs.readFileSync(path.join(pgdataIn(folder), 'postmaster.pid'), 'utf8').split('\n');
    return lines[7]?.trim() === 'ready' ? urlOf(folder, Number(lines[3]), lines[4]?.trim() || undefined) : undefined;
  } catch {
    return undefined;
  }
}

function writeDurably(file: string, text: string): void {
  const fd = fs.openSync(file, 'w', 0o600);
  fs.writeSync(fd, text);
  fs.fsyncSync(fd);
  fs.closeSync(fd);
}

function syncFolder(folder: string): void {
  if (os.platform() === 'win32') return;
  const fd = fs.openSync(folder, 'r');
  fs.fsyncSync(fd);
  fs.closeSync(fd);
}
