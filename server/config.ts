import os from 'node:os';
import path from 'node:path';
import { refuse } from '../shared/model/refusal.ts';
import type { Refusal } from '../shared/model/refusal.ts';

/** All that the server is told from outside, read once at start. */
export interface Config {
  /** The bank's own PostgreSQL; without it the server starts one of its own in `dataFolder`. */
  readonly databaseUrl?: string;
  /** Absolute. */
  readonly dataFolder: string;
  /** Absolute; beside the data folder and never inside, so that a copy of the data holds no keys. */
  readonly keysFolder: string;
  readonly port: number;
  readonly host: '127.0.0.1';
  /** Folder or file with event logs for the demo. */
  readonly eventLogs?: string;
  /** 32 bytes as base64 or hex; without it a file is made in `keysFolder`. */
  readonly masterKey?: string;
  /** Addresses of the systems outside, by connector, without a slash at their end; none where it is not set. */
  readonly connectors?: ReadonlyMap<string, string>;
  /** Absolute folder of another bundle of the workspace than the server's own. */
  readonly workspace?: string;
  /** What becomes of the demo bank by itself: `still` for nothing at all, `staged` for what has happened before the start; alive where absent. */
  readonly demo?: 'still' | 'staged';
  /** A running server that tools should talk to. */
  readonly batonUrl?: string;
}

export interface OsUser {
  readonly home: string;
  readonly isRoot: boolean;
}

function osUser(): OsUser {
  return { home: os.homedir(), isRoot: process.getuid?.() === 0 };
}

/** Reads the environment; refuses with `bad_config` and the variable's name, never its value (it may be a secret). */
export function readConfig(env: Readonly<Record<string, string | undefined>>, user: OsUser = osUser()): Config | Refusal {
  // An empty variable is how many tools say "not set".
  const read = (name: string): string | undefined => env[name]?.trim() || undefined;

  const port = Number(read('PORT') ?? 4380);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    return refuse('bad_config', { variable: 'PORT', expected: 'a port number, 0 to 65535' });
  }
  const databaseUrl = read('DATABASE_URL');
  if (databaseUrl !== undefined && !isUrl(databaseUrl, ['postgres:', 'postgresql:'])) {
    return refuse('bad_config', { variable: 'DATABASE_URL', expected: 'postgres://user:password@host:port/database' });
  }
  const batonUrl = read('BATON_URL');
  if (batonUrl !== undefined && !isUrl(batonUrl, ['http:', 'https:'])) {
    return refuse('bad_config', { variable: 'BATON_URL', expected: 'http://host:port' });
  }
  const connectors = readConnectors(read('BATON_CONNECTORS'));
  if (connectors === 'wrong') return refuse('bad_config', { variable: 'BATON_CONNECTORS', expected: 'kyc=https://host/path aml=https://host' });

  const demo = read('BATON_DEMO');
  if (demo !== undefined && demo !== 'still' && demo !== 'staged' && demo !== 'alive')
    return refuse('bad_config', { variable: 'BATON_DEMO', expected: 'alive, staged or still' });

  const dataFolder = path.resolve(read('BATON_DATA') ?? defaultDataFolder(user));
  const eventLogs = read('BATON_EVENT_LOGS');
  const masterKey = read('BATON_MASTER_KEY');
  const workspace = read('BATON_WORKSPACE');
  return {
    dataFolder,
    keysFolder: `${dataFolder}-keys`,
    port,
    host: '127.0.0.1',
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(eventLogs === undefined ? {} : { eventLogs }),
    ...(masterKey === undefined ? {} : { masterKey }),
    ...(workspace === undefined ? {} : { workspace: path.resolve(workspace) }),
    ...(demo === undefined || demo === 'alive' ? {} : { demo }),
    ...(batonUrl === undefined ? {} : { batonUrl }),
    ...(connectors === undefined ? {} : { connectors }),
  };
}

// Root's home is closed to the `postgres` user that root must hand the database to.
function defaultDataFolder(user: OsUser): string {
  return user.isRoot ? '/var/lib/baton' : path.join(user.home, '.local', 'share', 'baton');
}

function readConnectors(text: string | undefined): ReadonlyMap<string, string> | 'wrong' | undefined {
  if (text === undefined) return undefined;
  const pairs = text.split(/\s+/).map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, Math.max(0, equals)), pair.slice(equals + 1).replace(/\/$/, '')];
  });
  return pairs.every(([name, url]) => /^[a-z][a-z0-9-]*$/.test(name) && isUrl(url, ['http:', 'https:'])) ? new Map(pairs) : 'wrong';
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}
