import { fork } from 'node:child_process';
import path from 'node:path';
import type { Context } from './benchmark.ts';

/** A process of a benchmark that answers one message after the other. */
export interface Child {
  readonly pid: number;
  /** Sends a message and waits for the next answer; throws when the process ends instead. */
  ask<Answer>(message: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** As `npm start` starts a server: V8's own threads, four by default, would take the two cores from those that answer. */
export const serverFlags = ['--max-semi-space-size=32', '--no-parallel-scavenge', '--v8-pool-size=1'];

/** Starts `server/bench/<file>` as a process; its standard error is ours. */
export function startChild(context: Context, file: string, args: readonly string[], flags: readonly string[] = []): Child {
  const child = fork(path.join(import.meta.dirname, file), args, {
    execArgv: [...process.execArgv, ...flags], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(`${file} ended with ${String(code ?? signal)}`));
  });
  context.onStop(() => void child.kill('SIGKILL'));
  return {
    pid: child.pid ?? 0,
    ask: <Answer>(message: object) =>
      new Promise<Answer>((resolve, reject) => {
        const hear = (answer: unknown): void => resolve(answer as Answer);
        child.once('message', hear);
        void ended.then((why) => reject(new Error(why)));
        child.send(message);
      }),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The other side: answers each message of the parent by `handle`, and ends after `stop` when it is told to or the parent is gone. */
export function serveParent<Message extends object>(handle: (message: Message) => Promise<object>, stop: () => Promise<void>): void {
  const end = (): void => void stop().finally(() => process.exit(0));
  process.once('disconnect', end).once('SIGTERM', end);
  process.on('message', (message) => {
    handle(message as Message).then(
      (answer) => process.send?.(answer),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
