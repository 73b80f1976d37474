import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { openLightSocket } from './light-socket.ts';

/** One person at a socket. */
export interface Person {
  /** Takes one task; undefined where none is left. */
  claim(): Promise<string | undefined>;
  complete(task: string): Promise<void>;
  leave(): void;
}

export type Connect = (address: string, name: string) => Promise<Person>;

export async function openSocket(address: string, auth: Record<string, unknown> = {}): Promise<Socket> {
  const socket = io(address, { transports: ['websocket'], forceNew: true, reconnection: false, auth });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return socket;
}

/** A person of a peer: the socket carries two messages and nothing else. */
export const connectPeer: Connect = async (address) => {
  const socket = await openLightSocket(address);
  return {
    claim: async () => (await socket.ask<string | null>('claim')) ?? undefined,
    complete: async (task) => void (await socket.ask('complete', task)),
    leave: () => socket.leave(),
  };
};

export interface PersonsMessage {
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** What the persons saw between the end of the warm-up and the end; `completed` is all that they ever completed. */
export interface PersonsReport {
  readonly perSecond: number;
  /** Less than asked for where the work ran out. */
  readonly measuredSeconds: number;
  readonly completed: number;
  readonly claims: number;
  readonly claimMs: readonly number[];
  readonly heard: { readonly pushes: number; readonly busy: number };
}
