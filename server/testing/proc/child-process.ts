import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';

export const repository = path.resolve(import.meta.dirname, '../../..');
const entry = path.join('server', 'testing', 'proc', 'server-main.ts');

export interface Child {
  readonly process: ChildProcess;
  /** Everything it has written so far. */
  said(): string;
  /** Its exit status, or the signal it was ended by. */
  readonly ended: Promise<number | string>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface StartOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Below the repository; a server that takes orders unless given. */
  readonly script?: string;
  readonly args?: readonly string[];
  /** It takes orders from its parent; so do servers. */
  readonly isTold?: boolean;
  /** Another tree than this one. */
  readonly root?: string;
}

/** Only what a process needs to run; nothing of the test's own environment leaks into it. */
export const plainEnv = (env: Readonly<Record<string, string>>): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env,
});

const children = new Set<Child>();

/** Starts a script of the tree with Node, in a process of its own. */
export function startChild({ env, script = entry, args = [], root = repository, isTold = script === entry }: StartOptions): Child {
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: root, env: plainEnv(env), stdio: ['ignore', 'pipe', 'pipe', ...(isTold ? ['ipc' as const] : [])],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')));
  const one: Child = {
    process: child, said: () => text, ended,
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await ended;
    },
  };
  children.add(one);
  void ended.then(() => children.delete(one));
  return one;
}

/** For `afterEach`: nothing that a test started outlives it. */
export async function endChildren(): Promise<void> {
  for (const child of [...children]) {
    child.process.kill('SIGCONT');
    await child.kill('SIGTERM');
  }
}
