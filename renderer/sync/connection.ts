import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { Answer } from '../../shared/contract/answer.ts';
import { answerSchema } from '../../shared/contract/answer.ts';
import type { Presence, PresencePush, QueuePresence } from '../../shared/contract/changes.ts';
import { chunkSchema, presencePushSchema, pushSchema, queuePresenceSchema } from '../../shared/contract/changes.ts';
import type { Command } from '../../shared/contract/commands.ts';
import { closedSchema, headSchema } from '../../shared/contract/socket.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import type { RowsStore } from '../store/rows.ts';
import { putScope } from '../store/rows.ts';
import type { ScopeState, Step } from '../../shared/sync/apply.ts';
import { applyChunk, applyPush, asking, cursorOfScope, emptyScope, hashOfScope } from '../../shared/sync/apply.ts';
import { CommandQueue } from './commands.ts';

/** What the connection is now; screens show which. `headAt` is the server's time when it last said where the log stands. */
export type ConnectionState =
  | { readonly is: 'connecting' }
  | { readonly is: 'catchingUp'; readonly headAt?: number }
  | { readonly is: 'live'; readonly headAt?: number }
  | { readonly is: 'needsAuth'; readonly code: string }
  | { readonly is: 'stopped' };

export interface ConnectionParts {
  readonly url: string;
  /** Asked at every connection. */
  readonly token: () => string;
  readonly device: string;
  readonly rows: RowsStore;
  readonly onState?: (state: ConnectionState) => void;
  readonly onPresence?: (push: PresencePush) => void;
  /** Who is in which case of a queue, for the cases that changed. */
  readonly onQueuePresence?: (push: QueuePresence) => void;
  /** Rows of a scope were not the server's, or could not be had. */
  readonly onDefect?: (scope: string, code: string) => void;
  readonly limits?: ConnectionLimits;
}

/** Spans in milliseconds. */
export interface ConnectionLimits {
  readonly answerMs: number;
  readonly heartbeatMs: number;
  /** So long without a word from the server is silence, and the connection is made anew. */
  readonly silenceMs: number;
  readonly hashMs: number;
  readonly reconnectMs: number;
}

export const defaultConnectionLimits: ConnectionLimits = { answerMs: 15_000, heartbeatMs: 3000, silenceMs: 7000, hashMs: 30_000, reconnectMs: 500 };

/**
 * A connection that watches scopes, keeps their rows in the store, and carries commands; it lasts over any number of sockets.
 * Invariant: a scope that is watched is live, or its rows were asked for since the socket came up.
 */
export class Connection {
  readonly commands: CommandQueue;
  readonly #parts: ConnectionParts;
  readonly #limits: ConnectionLimits;
  readonly #socket: Socket;
  readonly #scopes = new Map<string, ScopeState>();
  /** How many parts of the screen watch a scope; the last one that stops lets it go. */
  readonly #watchers = new Map<string, number>();
  /** Rows of an earlier time, for when the scope is watched. */
  readonly #earlier = new Map<string, ScopeState>();
  /** Since when an answer is awaited, so that one that was lost is asked for again. */
  readonly #askedAt = new Map<string, number>();
  readonly #timers: ReturnType<typeof setInterval>[] = [];
  #leases: readonly string[] = [];
  #presence: Presence | undefined;
  #isAway = false;
  #heardAt = 0;
  #headAt: number | undefined;
  #state: ConnectionState = { is: 'connecting' };

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? defaultConnectionLimits;
    this.commands = new CommandQueue({ transmit: (command) => this.#ask('command', command), later: (ms, then) => void setTimeout(then, ms) });
    this.#socket = io(parts.url, {
      transports: ['websocket'], forceNew: true, reconnectionDelay: this.#limits.reconnectMs, reconnectionDelayMax: 5000, randomizationFactor: 0.5,
      auth: (give) => give({ protocol: PROTOCOL_VERSION, token: parts.token(), device: parts.device }),
    });
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on('connect_error', (error) => this.#refused(error));
    this.#listen();
    this.#every(this.#limits.heartbeatMs, () => this.#heartbeat());
    this.#every(this.#limits.hashMs, () => void this.compare());
  }

  /** What an edit lease is taken for. */
  get device(): string {
    return this.#parts.device;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Watches a scope until the returned function is called, and until all others that watch it have stopped. */
  watch(scope: string): () => void {
    this.#watchers.set(scope, (this.#watchers.get(scope) ?? 0) + 1);
    if (!this.#scopes.has(scope)) {
      this.#put(scope, this.#earlier.get(scope) ?? emptyScope);
      if (this.#socket.connected) void this.#subscribe(scope);
    }
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#watchers.get(scope) ?? 1) - 1;
      if (left > 0) return void this.#watchers.set(scope, left);
      this.#watchers.delete(scope);
      if (!this.#scopes.delete(scope)) return;
      putScope(this.#parts.rows, scope, undefined);
      if (this.#socket.connected) this.#socket.emit('unsubscribe', { scope });
    };
  }

  /** Rows that were kept from an earlier time: shown until the server says what is newer. What it has said already stays. */
  restore(scope: string, state: ScopeState): void {
    const held = this.#scopes.get(scope);
    this.#earlier.set(scope, asking(state));
    if (held && held.seq < 0) this.#put(scope, asking(state));
  }

  send(command: Command): Promise<Answer> {
    return this.commands.send(command);
  }

  /** What this person does now; undefined: nothing that others should see. */
  present(presence: Presence | undefined): void {
    this.#presence = presence;
    if (presence && !this.#isAway && this.#socket.connected) this.#socket.emit('presence', presence);
  }

  /** Nobody sits here: what this person does is told to nobody until they are back. What was told ends with the socket, so that is made anew. */
  setAway(isAway: boolean): void {
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    if (isAway && this.#presence) this.wake();
    else this.present(this.#presence);
  }

  /** The old socket is not waited for, and a new one is opened at once: the machine slept. */
  wake(): void {
    if (this.#state.is !== 'stopped') this.#socket.disconnect().connect();
  }

  /** Tasks whose form this device is writing; their edit leases live on. */
  hold(tasks: readonly string[]): void {
    this.#leases = tasks;
  }

  /** Compares every live scope with the server's; what differs is loaded anew. Resolves to the scopes that differed. */
  async compare(): Promise<string[]> {
    const live = [...this.#scopes].filter(([, state]) => !state.isAsking);
    const verdicts = await Promise.all(live.map(async ([scope, state]) => [scope, await this.#verdict(scope, state)] as const));
    return verdicts.filter(([, verdict]) => verdict === 'differs').map(([scope]) => scope);
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.commands.offline();
    this.#socket.disconnect();
    this.#become({ is: 'stopped' });
  }

  #listen(): void {
    const on = <T>(event: string, schema: { safeParse(value: unknown): { success: boolean; data?: T } }, take: (message: T) => void): void => {
      this.#socket.on(event, (message: unknown) => {
        this.#heardAt = performance.now();
        const parsed = schema.safeParse(message);
        if (parsed.success) take(parsed.data as T);
        else this.#parts.onDefect?.(event, 'invalid');
      });
    };
    on('push', pushSchema, (push) => this.#step(push.scope, (state) => applyPush(state, push)));
    on('chunk', chunkSchema, (chunk) => this.#step(chunk.scope, (state) => applyChunk(state, chunk)));
    on('closed', closedSchema, ({ scope, code }) => this.#closed(scope, code));
    on('head', headSchema, ({ now }) => {
      this.#headAt = now;
      this.#settle();
    });
    on('presence', presencePushSchema, (push) => this.#parts.onPresence?.(push));
    on('queuePresence', queuePresenceSchema, (push) => this.#parts.onQueuePresence?.(push));
  }

  #step(scope: string, take: (state: ScopeState) => Step): void {
    const before = this.#scopes.get(scope);
    if (!before) return;
    const { state, ask } = take(before);
    if (state !== before) this.#put(scope, state);
    if (ask !== undefined) void this.#catchUp(scope, ask === 'since' ? cursorOfScope(state) : undefined);
    this.#settle();
  }

  #connected(): void {
    this.#heardAt = performance.now();
    for (const [scope, state] of this.#scopes) {
      this.#put(scope, asking(state));
      void this.#subscribe(scope);
    }
    this.present(this.#presence);
    this.#settle();
    this.commands.online();
  }

  #disconnected(reason: string): void {
    this.commands.offline();
    if (this.#state.is === 'stopped') return;
    this.#become({ is: 'connecting' });
    // The server's own goodbye is the one that the library does not come back from.
    if (reason === 'io server disconnect') this.#socket.connect();
  }

  #refused(error: Error & { data?: { code?: string } }): void {
    const code = error.data?.code;
    if (code === 'no_session') this.#become({ is: 'needsAuth', code });
    // A refused handshake ends the library's own attempts.
    if (code !== undefined && !this.#socket.active) setTimeout(() => void (this.#state.is !== 'stopped' && this.#socket.connect()), 1000);
  }

  #subscribe(scope: string): Promise<void> {
    const state = this.#scopes.get(scope);
    return state ? this.#catchUp(scope, cursorOfScope(state), 'subscribe') : Promise.resolve();
  }

  async #catchUp(scope: string, cursor: string | undefined, how: 'subscribe' | 'since' = cursor === undefined ? 'subscribe' : 'since'): Promise<void> {
    this.#askedAt.set(scope, performance.now());
    const answer = await this.#ask(how, { scope, ...(cursor === undefined ? {} : { cursor }) }).catch(() => undefined);
    // What was told of oneself before the case was watched was told to nobody.
    if (answer?.ok === true && how === 'subscribe' && scope === `case:${this.#presence?.case ?? ''}`) this.present(this.#presence);
    // Without an answer the socket is gone, and the next one subscribes again.
    if (!answer || answer.ok || !this.#scopes.has(scope)) return;
    if (answer.retryAfterMs !== undefined || answer.code === 'unavailable') {
      setTimeout(() => void (this.#socket.connected && this.#catchUp(scope, cursor, how)), answer.retryAfterMs ?? 500);
    } else this.#closed(scope, answer.code);
  }

  #closed(scope: string, code: string): void {
    this.#earlier.delete(scope);
    if (!this.#scopes.delete(scope)) return;
    putScope(this.#parts.rows, scope, undefined);
    this.#parts.onDefect?.(scope, code);
    this.#settle();
  }

  async #verdict(scope: string, { logId, seq }: ScopeState): Promise<string> {
    const state = this.#scopes.get(scope);
    if (!state || !this.#socket.connected) return 'unknown';
    const answer = await this.#ask('hash', { scope, cursor: `${logId}.${String(seq)}`, hash: hashOfScope(state) }).catch(() => undefined);
    const verdict = answer?.ok === true ? String(answer.result?.['verdict']) : 'unknown';
    const now = this.#scopes.get(scope);
    // Between question and answer pushes came: what was compared is no longer held.
    if (!now || now.seq !== seq || now.isAsking || verdict === 'same' || verdict === 'unknown') return 'same';
    this.#parts.onDefect?.(scope, verdict);
    const cursor = verdict === 'behind' ? cursorOfScope(now) : undefined;
    this.#put(scope, asking(verdict === 'behind' ? now : { ...now, seq: -1 }));
    void this.#catchUp(scope, cursor);
    return 'differs';
  }

  #heartbeat(): void {
    if (!this.#socket.connected) return;
    if (performance.now() - this.#heardAt > this.#limits.silenceMs) return void this.#socket.disconnect().connect();
    for (const [scope, state] of this.#scopes) {
      const isLate = performance.now() - (this.#askedAt.get(scope) ?? 0) > this.#limits.answerMs;
      if (state.isAsking && isLate) void this.#catchUp(scope, undefined);
    }
    if (!this.#isAway && (this.#presence || this.#leases.length > 0)) this.#socket.emit('heartbeat', { tasks: this.#leases });
  }

  #ask(event: string, payload: unknown): Promise<Answer> {
    if (!this.#socket.connected) return Promise.reject(new Error('offline'));
    return this.#socket.timeout(this.#limits.answerMs).emitWithAck(event, payload).then((answer: unknown) => answerSchema.parse(answer));
  }

  #put(scope: string, state: ScopeState): void {
    if (!state.isAsking) this.#earlier.delete(scope);
    this.#scopes.set(scope, state);
    putScope(this.#parts.rows, scope, state);
  }

  #settle(): void {
    if (!this.#socket.connected || this.#state.is === 'stopped') return;
    const isLive = [...this.#scopes.values()].every((state) => !state.isAsking);
    this.#become({ is: isLive ? 'live' : 'catchingUp', ...(this.#headAt === undefined ? {} : { headAt: this.#headAt }) });
  }

  #become(state: ConnectionState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#parts.onState?.(state);
  }

  #every(ms: number, run: () => void): void {
    this.#timers.push(setInterval(run, ms));
  }
}
