import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Child, StartOptions } from './child-process.ts';
import { startChild } from './child-process.ts';
import type { Order } from './orders.ts';

export interface ServerProcess extends Child {
  readonly address: string;
  readonly port: number;
  /** Resolves when the server has heard it. */
  tell(order: Order): Promise<void>;
}

/** Starts a server and waits for its open port; throws what it said where it ends before. */
export async function startServerProcess(options: StartOptions): Promise<ServerProcess> {
  const child = startChild({ ...options, env: { PORT: '0', BATON_LOG: 'warn', ...options.env } });
  const startedAt = performance.now();
  let isOver = false;
  void child.ended.then(() => (isOver = true));
  for (;;) {
    const address = /running at (http:\/\/[\d.:]+)/.exec(child.said())?.[1];
    if (address !== undefined) {
      const tell = async (order: Order): Promise<void> => {
        const heard = once(child.process, 'message');
        child.process.send(order);
        await heard;
      };
      return { ...child, address, port: Number(new URL(address).port), tell };
    }
    if (isOver || performance.now() - startedAt > 60_000) throw new Error(`the server did not start: ${child.said()}`);
    await wait(10);
  }
}
