import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Chunk, PresencePush, Push, QueuePresence } from '../../shared/contract/changes.ts';
import type { Closed } from '../../shared/contract/socket.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import type { ScopeState, Step } from '../../shared/sync/apply.ts';
import { applyChunk, applyPush, asking, cursorOfScope, emptyScope, hashOfScope } from '../../shared/sync/apply.ts';

/** A desk without a screen: watches scopes as the renderer does and says what it holds. */
export interface TestClient {
  readonly socket: Socket;
  readonly scopes: ReadonlyMap<string, ScopeState>;
  readonly closed: Closed[];
  readonly presence: PresencePush[];
  readonly queuePresence: QueuePresence[];
  /** How often it asked for what it had missed. */
  asks(): number;
  watch(scope: string): Promise<Answer>;
  ask(event: string, ...args: unknown[]): Promise<Answer>;
  /** Rows of a kind in a scope, by id. */
  rows(scope: string, kind: string): Record<string, Record<string, unknown>>;
  hash(scope: string): string;
  /** Resolves when it holds; rejects when patience is over. */
  until(holds: () => boolean, what?: string): Promise<void>;
  end(): void;
}

export interface TestClientOptions {
  readonly device?: string;
  readonly protocol?: number;
  readonly reconnectMs?: number;
  /** How long `until` waits; ten seconds unless said otherwise. */
  readonly patienceMs?: number;
  /** Looks again at `until` conditions no later than this. */
  readonly lookMs?: number;
}

/** A token, or whoever gets a fresh one for each connection: such a client comes back by itself when its session is gone. */
export type TokenSource = string | (() => Promise<string>);

/** Connects to a gateway; rejects with the refusal's code. */
export async function connectClient(url: string, token: TokenSource, options: TestClientOptions = {}): Promise<TestClient> {
  const handshake = { protocol: options.protocol ?? PROTOCOL_VERSION, device: options.device ?? 'desk' };
  const socket = io(url, {
    transports: ['websocket'], forceNew: true, reconnectionDelay: options.reconnectMs ?? 50, reconnectionDelayMax: 200,
    auth: (give) =>
      void (typeof token === 'string' ? Promise.resolve(token) : token().catch(() => '')).then((fresh) => give({ ...handshake, token: fresh })),
  });
  const scopes = new Map<string, ScopeState>();
  const closed: Closed[] = [];
  const presence: PresencePush[] = [];
  const queuePresence: QueuePresence[] = [];
  const waiting = new Set<() => void>();
  let asked = 0;
  let isEnded = false;
  const look = (): void => {
    for (const one of [...waiting]) one();
  };
  const ask = (event: string, ...args: unknown[]): Promise<Answer> => socket.timeout(10_000).emitWithAck(event, ...args) as Promise<Answer>;
  const subscribe = (scope: string): Promise<Answer> => {
    const cursor = cursorOfScope(scopes.get(scope) ?? emptyScope);
    return ask('subscribe', { scope, ...(cursor === undefined ? {} : { cursor }) });
  };
  const take = (scope: string, step: (state: ScopeState) => Step): void => {
    const before = scopes.get(scope);
    if (!before) return;
    const { state, ask: missed } = step(before);
    scopes.set(scope, state);
    if (missed !== undefined) {
      asked += 1;
      const cursor = missed === 'since' ? cursorOfScope(state) : undefined;
      socket.emit(cursor === undefined ? 'subscribe' : 'since', { scope, ...(cursor === undefined ? {} : { cursor }) });
    }
    look();
  };
  socket.on('push', (push: Push) => take(push.scope, (state) => applyPush(state, push)));
  socket.on('chunk', (chunk: Chunk) => take(chunk.scope, (state) => applyChunk(state, chunk)));
  socket.on('presence', (push: PresencePush) => {
    presence.push(push);
    look();
  });
  socket.on('queuePresence', (push: QueuePresence) => {
    queuePresence.push(push);
    look();
  });
  socket.on('closed', (message: Closed) => {
    closed.push(message);
    scopes.delete(message.scope);
    look();
  });
  socket.on('disconnect', (reason) => {
    // The server's own goodbye is the one that the library does not come back from.
    if (typeof token !== 'string' && reason === 'io server disconnect' && !isEnded) socket.connect();
    look();
  });
  await new Promise<void>((resolve, reject) => {
    const refused = (error: Error): void => {
      socket.disconnect();
      reject(error);
    };
    socket.once('connect_error', refused);
    socket.once('connect', () => {
      socket.off('connect_error', refused);
      resolve();
    });
  });
  // A refused handshake ends the library's own attempts.
  if (typeof token !== 'string') socket.on('connect_error', () => void setTimeout(() => void (isEnded || socket.active || socket.connect()), 100));
  socket.on('connect', () => {
    for (const [scope, state] of scopes) {
      scopes.set(scope, asking(state));
      void subscribe(scope).catch(() => undefined);
    }
    look();
  });
  return {
    socket, scopes, closed, presence, queuePresence,
    asks: () => asked,
    ask,
    watch: async (scope) => {
      scopes.set(scope, emptyScope);
      const answer = await subscribe(scope);
      if (answer.ok) await until(() => scopes.get(scope)?.isAsking === false, `the rows of ${scope}`);
      else scopes.delete(scope);
      return answer;
    },
    rows: (scope, kind) =>
      Object.fromEntries([...(scopes.get(scope)?.rows.values() ?? [])].filter((held) => held.kind === kind).map(({ row }) => [row.id, row])),
    hash: (scope) => hashOfScope(scopes.get(scope) ?? emptyScope),
    until,
    end: () => {
      isEnded = true;
      socket.disconnect();
    },
  };

  function until(holds: () => boolean, what = 'a condition'): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const finish = (how: () => void): void => {
        clearTimeout(late);
        clearInterval(again);
        waiting.delete(check);
        how();
      };
      const check = (): void => void (holds() && finish(resolve));
      const late = setTimeout(() => finish(() => reject(new Error(`waited in vain for ${what}`))), options.patienceMs ?? 10_000);
      const again = setInterval(check, options.lookMs ?? 20);
      waiting.add(check);
    });
  }
}
