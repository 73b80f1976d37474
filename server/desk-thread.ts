import { Worker } from 'node:worker_threads';
import { must, unreachable } from '../shared/assert.ts';
import type { Answer } from '../shared/contract/answer.ts';
import type { EventResult } from '../shared/model/event.ts';
import type { Refusal } from '../shared/model/refusal.ts';
import type { DeskDoor, WaitingByLane } from './desk-door.ts';
import type { DeskThreadData, FromDesk, ToDesk } from './desk-thread-messages.ts';
import { errorOf, gatherTo } from './desk-thread-messages.ts';
import type { ConnectorHealth } from './effects/circuits.ts';
import type { TailEntry } from './store/reads/tail.ts';

export interface DeskThreadParts extends DeskThreadData {
  readonly report: (error: unknown, context: Record<string, string>) => void;
  /** A newer release has taken over the writing. */
  readonly onSuperseded: (refusal: Refusal) => void;
}

/** The desk in a thread of its own. */
export interface DeskThread {
  /** Resolves when it takes inputs; to what the desk's side refuses otherwise. */
  readonly opened: Promise<Refusal | undefined>;
  readonly door: DeskDoor;
  /** Waits for what the desk has taken, then ends the thread. */
  stop(): Promise<void>;
}

interface Asked {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

const none: WaitingByLane = { people: 0, timer: 0, event: 0, import: 0 };

/**
 * Starts the desk beside this thread, which keeps the sockets: deciding and pushing each take half of a core under load, and in one
 * loop each would wait for the other. What the thread throws ends the whole server, as it would in one thread: half of one must not
 * live on.
 */
export function startDeskThread({ report, onSuperseded, ...data }: DeskThreadParts): DeskThread {
  const worker = new Worker(new URL('desk-thread-main.ts', import.meta.url), { workerData: data, name: 'desk' });
  const say = gatherTo<ToDesk>(worker);
  const asked = new Map<number, Asked>();
  const listeners: ((entries: readonly TailEntry[]) => void)[] = [];
  let waiting = none;
  let lastAsked = 0;
  let isOver = false;
  let isOpen = false;
  let settleOpening: (refusal: Refusal | undefined) => void = () => undefined;
  const opened = new Promise<Refusal | undefined>((resolve) => (settleOpening = resolve));
  let settleStop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (settleStop = resolve));

  const answered = (number: number): Asked => {
    const one = must(asked.get(number), 'every question is answered once');
    asked.delete(number);
    return one;
  };
  const hear = (message: FromDesk): void => {
    switch (message[0]) {
      case 'opened':
        isOpen = true;
        return settleOpening(undefined);
      case 'refused':
        return settleOpening(message[1]);
      case 'entries':
        for (const listener of listeners) listener(message[1]);
        return undefined;
      case 'answer':
        return answered(message[1]).resolve(message[2] as never);
      case 'failed':
        return answered(message[1]).reject(errorOf(message[2]));
      case 'reported':
        return report(errorOf(message[1]), message[2]);
      case 'superseded':
        return onSuperseded(message[1]);
      case 'waiting':
        waiting = message[1];
        return undefined;
      case 'stopped':
        return settleStop();
      default:
        return unreachable(message);
    }
  };
  worker.on('message', (text: string) => {
    for (const message of JSON.parse(text) as FromDesk[]) hear(message);
  });
  // Heard by nobody, so that it ends the process.
  worker.on('error', (error) => {
    if (!isOver) throw error;
  });
  worker.on('exit', (code) => {
    if (!isOver) throw new Error(`the desk's thread has ended by itself with ${String(code)}`);
  });
  const ask = <Result>(make: (number: number) => ToDesk): Promise<Result> =>
    new Promise((resolve, reject) => {
      const number = (lastAsked += 1);
      asked.set(number, { resolve, reject });
      say(make(number));
    });
  return {
    opened,
    door: {
      command: (command, session) => ask<Answer>((number) => ['command', number, command, session]),
      report: (source, events) => ask<readonly EventResult[] | Refusal>((number) => ['report', number, source, events]),
      recordRead: (id, person, customer) => ask<Answer>((number) => ['read', number, id, person, customer]),
      order: (order) => ask<Answer>((number) => ['order', number, order]),
      health: () => ask<readonly ConnectorHealth[]>((number) => ['health', number]),
      onCommit: (listener) => void listeners.push(listener),
      waiting: () => waiting,
    },
    stop: async () => {
      if (isOpen) {
        say(['stop']);
        await stopped;
      }
      isOver = true;
      await worker.terminate();
    },
  };
}
