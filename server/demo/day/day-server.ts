import { fork } from 'node:child_process';
import path from 'node:path';
import type { DayOrder, DayReady, DayServerArguments } from './orders.ts';

/** A server of a simulated day, in a process of its own. */
export interface DayServer extends DayReady {
  /** Resolves when it has heard it, or has ended. */
  tell(order: DayOrder): Promise<void>;
  isOver(): boolean;
  readonly ended: Promise<void>;
  readonly pid: number;
  /** What it has written, for people. */
  said(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts one and waits until it is open; throws what it said where it ends before. */
export async function startDayServer({ dataFolder, connectors, now, customers, logLevel }: DayServerArguments): Promise<DayServer> {
  const child = fork(path.join(import.meta.dirname, 'day-server-main.ts'), [JSON.stringify({ dataFolder, connectors, now, customers, logLevel } satisfies DayServerArguments)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-200_000)));
  let isOver = false;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void ended.then(() => (isOver = true));
  const heard: (() => void)[] = [];
  const ready = await new Promise<DayReady>((resolve, reject) => {
    child.on('message', (message: DayReady | { done: true }) => {
      if ('done' in message) heard.shift()?.();
      else resolve(message);
    });
    void ended.then(() => {
      reject(new Error(`the server did not start: ${text}`));
      for (const one of heard.splice(0)) one();
    });
  });
  return {
    ...ready,
    isOver: () => isOver,
    ended,
    pid: child.pid ?? 0,
    said: () => text,
    tell: (order) =>
      new Promise((resolve) => {
        if (isOver || !child.connected) return resolve();
        heard.push(resolve);
        child.send(order, (error) => {
          if (error) resolve();
        });
      }),
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}
