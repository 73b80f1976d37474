import type { MessagePort, Worker } from 'node:worker_threads';
import type { Answer } from '../shared/contract/answer.ts';
import type { Command } from '../shared/contract/commands.ts';
import type { CloudEvent, EventResult } from '../shared/model/event.ts';
import type { Refusal } from '../shared/model/refusal.ts';
import type { Clock } from './clock.ts';
import type { Session } from './desk/command-input.ts';
import type { FrontOrder } from './desk/front-input.ts';
import type { WaitingByLane } from './desk-door.ts';
import type { ConnectorHealth } from './effects/circuits.ts';
import type { Loop } from './loop.ts';
import type { TailEntry } from './store/reads/tail.ts';

/** What the desk's thread is started with. */
export interface DeskThreadData {
  /** Of a migrated store; holds a password: never log it. */
  readonly url: string;
  readonly keysFolder: string;
  readonly masterKey?: string;
  readonly isTimed: boolean;
  /** Addresses of systems outside by connector. */
  readonly systems?: ReadonlyMap<string, string>;
  /** A module that exports a `DeskModule` as `deskModule`. */
  readonly module?: string;
}

/** What tests and benchmarks put into the desk's thread, which no function can be passed to. */
export interface DeskModule {
  readonly clock?: Clock;
  /** How much faster than real time that clock goes. */
  readonly speed?: number;
  /** Named points of a batch. */
  readonly reach?: (point: string) => Promise<void> | void;
  /** The desk is open, and nothing has come in. */
  readonly opened?: (loop: Loop) => void;
}

/** To the desk's thread. Questions carry a number that the answer repeats. */
export type ToDesk =
  | readonly ['command', number, Command, Session]
  | readonly ['report', number, string, readonly CloudEvent[]]
  | readonly ['read', number, id: string, person: string, customer: string]
  | readonly ['order', number, FrontOrder]
  | readonly ['health', number]
  | readonly ['stop'];

/** An error as text, made one again on the other side. */
export interface ErrorText {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: string | undefined;
}

/** From the desk's thread. */
export type FromDesk =
  | readonly ['opened']
  | readonly ['refused', Refusal]
  | readonly ['entries', readonly TailEntry[]]
  | readonly ['answer', number, Answer | readonly EventResult[] | readonly ConnectorHealth[] | Refusal]
  | readonly ['failed', number, ErrorText]
  | readonly ['reported', ErrorText, Record<string, string>]
  | readonly ['superseded', Refusal]
  | readonly ['waiting', WaitingByLane]
  | readonly ['stopped'];

/**
 * Gathers all that one turn of the event loop says to the other thread into one message, as JSON: to wake a thread costs more than to
 * say something, and a structured clone of small objects costs twice their JSON. Things arrive in the order in which they were said.
 */
export function gatherTo<Message>(port: Pick<MessagePort | Worker, 'postMessage'>, last: () => readonly Message[] = () => []): (message: Message) => void {
  let messages: Message[] = [];
  return (message) => {
    if (messages.length === 0)
      setImmediate(() => {
        const said = [...messages, ...last()];
        messages = [];
        port.postMessage(JSON.stringify(said));
      });
    messages.push(message);
  };
}

export const errorText = (error: unknown): ErrorText => {
  const { name, message, stack, code } = error as { name?: string; message?: string; stack?: string; code?: string };
  return { name: name ?? 'Error', message: message ?? String(error), stack, code };
};

export const errorOf = ({ message, ...rest }: ErrorText): Error => Object.assign(new Error(message), rest);
