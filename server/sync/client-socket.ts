import type { Socket } from 'socket.io';
import type { Frame } from './frame.ts';
import { encodeAnswer, joinFrames } from './frame.ts';
import type { Scope, Watcher } from './scope.ts';
import { TokenBucket } from './token-bucket.ts';

export interface SocketLimits {
  /** What may wait for a reader before its socket is cut; it catches up by its cursors. */
  readonly waitingPackets: number;
  readonly waitingBytes: number;
  readonly commandsPerSecond: number;
  /** Everything but commands. */
  readonly messagesPerSecond: number;
  readonly scopes: number;
}

export const defaultSocketLimits: SocketLimits = {
  waitingPackets: 200, waitingBytes: 2 * 2 ** 20, commandsPerSecond: 20, messagesPerSecond: 100, scopes: 100,
};

/** What lies beneath a WebSocket. */
interface NetSocket {
  readonly writableLength: number;
  readonly writable: boolean;
  write(bytes: Buffer): unknown;
}

/** The parts of Engine.IO's socket that are used beneath Socket.IO, to send what is encoded and to see what waits. */
interface Wire {
  readonly readyState: string;
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: {
    readonly writable: boolean;
    readonly socket?: { readonly bufferedAmount: number; readonly _socket?: NetSocket | null; terminate(): void };
  };
  write(text: string, options: Frame['options']): unknown;
  close(discard: boolean): void;
  on(event: 'drain', heard: () => void): unknown;
}

/** The part of Socket.IO's socket that makes the function by which a message is answered. */
interface Answering {
  ack: (number: number) => (answer: object) => void;
}

/** One socket of a person. Invariant: what waits for it stays under its budget, or it is cut. */
export class ClientSocket implements Watcher {
  readonly person: string;
  readonly device: string;
  readonly mayWrite: boolean;
  readonly scopes = new Map<string, Scope>();
  readonly commands: TokenBucket;
  readonly messages: TokenBucket;
  readonly #wire: Wire;
  readonly #limits: SocketLimits;
  readonly #onCut: () => void;
  readonly #headBeside: (headAt: number, now: number) => Frame | undefined;
  #gathered: Frame[] = [];
  /** Snapshots and catch-ups: sent piece by piece, as the reader takes them. */
  #stream: Frame[] = [];
  #waitingBytes = 0;
  isCut = false;
  /** When it was last told where the log stands, in milliseconds of a steady clock. */
  headAt = -Infinity;

  constructor(socket: Socket, session: { person: string; device: string; mayWrite: boolean }, limits: SocketLimits, onCut: () => void, headBeside: (headAt: number, now: number) => Frame | undefined = () => undefined) {
    this.person = session.person;
    this.device = session.device;
    this.mayWrite = session.mayWrite;
    this.#wire = socket.conn as unknown as Wire;
    this.#limits = limits;
    this.#onCut = onCut;
    this.#headBeside = headBeside;
    const now = performance.now();
    this.commands = new TokenBucket(limits.commandsPerSecond, limits.commandsPerSecond, now);
    this.messages = new TokenBucket(limits.messagesPerSecond, limits.messagesPerSecond * 2, now);
    this.#wire.on('drain', () => this.#drained());
    // An answer goes the way of a push, beneath Socket.IO, and in one write with what was gathered before it.
    (socket as unknown as Answering).ack = (number) => (answer) => this.send(encodeAnswer(number, answer));
  }

  send(frame: Frame): void {
    if (this.#gathered.length === 0) this.#write(frame);
    else {
      // In the order in which it came.
      this.gather(frame);
      this.sendGathered();
    }
  }

  #write(frame: Frame): void {
    if (this.isCut || this.#wire.readyState !== 'open') return;
    if (this.#writeThrough(frame)) return;
    this.#wire.write(frame.text, frame.options);
    const waiting = this.#wire.writeBuffer.length;
    this.#waitingBytes = waiting === 0 ? 0 : this.#waitingBytes + frame.bytes;
    if (waiting > this.#limits.waitingPackets || this.#waitingBytes + this.#inTransport() > this.#limits.waitingBytes) this.cut();
  }

  /**
   * Straight to the TCP socket while nothing waits in any layer above it: frames are encoded already, and what Engine.IO and ws do for
   * each costs as much as the system call. A reader that is slow gets its frames through all of them, where they are counted.
   */
  #writeThrough({ options }: Frame): boolean {
    const { transport, writeBuffer } = this.#wire;
    const socket = transport.socket?._socket;
    if (!socket?.writable || socket.writableLength > 0 || writeBuffer.length > 0 || !transport.writable) return false;
    socket.write(options.wsPreEncodedFrame[0]);
    return true;
  }

  sendHead(frame: Frame, now: number): void {
    this.headAt = now;
    this.send(frame);
  }

  gather(frame: Frame): void {
    this.#gathered.push(frame);
  }

  sendGathered(): void {
    const frames = this.#gathered;
    this.#gathered = [];
    const [first] = frames;
    if (!first) return;
    const now = performance.now();
    const head = this.#headBeside(this.headAt, now);
    if (head) {
      this.headAt = now;
      frames.push(head);
    }
    this.#write(frames.length === 1 ? first : joinFrames(frames));
  }

  /** Sends frames one after the other, each when those before it have left. */
  stream(frames: readonly Frame[]): void {
    this.#stream.push(...frames);
    this.#flow();
  }

  /** Ends it without waiting for what it has not read. */
  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    this.#stream = [];
    this.#onCut();
    // A closing handshake would keep everything in memory until a reader that sleeps answers it.
    this.#wire.transport.socket?.terminate();
    this.#wire.close(true);
  }

  #inTransport(): number {
    return this.#wire.transport.socket?.bufferedAmount ?? 0;
  }

  #drained(): void {
    this.#waitingBytes = 0;
    this.#flow();
  }

  #flow(): void {
    while (this.#stream.length > 0 && !this.isCut && this.#wire.writeBuffer.length === 0) {
      const frame = this.#stream.shift();
      if (frame) this.send(frame);
    }
  }
}
