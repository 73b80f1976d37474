import type { Socket } from 'socket.io';
import type * as z from 'zod/mini';
import type { Answer } from '../../shared/contract/answer.ts';
import { cursorOf, parseCursor } from '../../shared/contract/changes.ts';
import type { Command } from '../../shared/contract/commands.ts';
import { commandSchemas, isCommandType } from '../../shared/contract/commands.ts';
import { invalid } from '../../shared/contract/invalid.ts';
import { checkValue } from '../../shared/contract/plain-value.ts';
import type { ClientEvent } from '../../shared/contract/socket.ts';
import { clientEvents, isClientEvent } from '../../shared/contract/socket.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Session } from '../desk/command-input.ts';
import type { ClientSocket } from './client-socket.ts';
import { split } from './scope.ts';
import type { Together } from './together.ts';
import type { Watching } from './watching.ts';

export interface MessageParts {
  readonly watching: Watching;
  readonly together: Together;
  readonly takesInputs?: () => boolean;
  readonly runCommand: (command: Command, session: Session) => Promise<Answer>;
  readonly logId: () => string;
  readonly counts: { refusedMessages: number; mismatches: number };
  readonly report: (error: unknown, context: Record<string, string>) => void;
}

type Payload<E extends ClientEvent> = z.infer<(typeof clientEvents)[E]>;
type Handlers = { readonly [E in ClientEvent]: (socket: ClientSocket, payload: Payload<E>, parts: MessageParts) => Promise<Answer> | Answer };

const fine: Answer = { ok: true, seq: 0 };
const asAnswer = (refusal: Refusal | undefined): Answer => (refusal ? ({ ...refusal } as Answer) : fine);

/**
 * The one wrapper of everything a socket sends: budget, schema, session and rights, handler, answer. It never throws out: one `null`
 * in a bare handler of Socket.IO would end the process (C28).
 */
export function answerMessages(socket: Socket, client: ClientSocket, parts: MessageParts): void {
  socket.onAny((event: unknown, ...args: unknown[]) => {
    const last = args.at(-1);
    const ack = typeof last === 'function' ? (last as (answer: Answer) => void) : undefined;
    void answerOne(client, event, ack ? args.slice(0, -1) : args, parts)
      .catch((error: unknown): Answer => {
        parts.report(error, { at: 'message', event: String(event).slice(0, 40) });
        return { ok: false, code: 'internal' };
      })
      .then((answer) => {
        if (!answer.ok && uncounted.has(answer.code) === false) parts.counts.refusedMessages += 1;
        ack?.(answer);
      })
      .catch((error: unknown) => parts.report(error, { at: 'answer' }));
  });
}

/** What the desk refuses is counted by the desk. */
const uncounted = new Set(['busy']);

async function answerOne(client: ClientSocket, event: unknown, args: readonly unknown[], parts: MessageParts): Promise<Answer> {
  const bucket = event === 'command' ? client.commands : client.messages;
  const room = bucket.take(performance.now());
  if (room !== true) return { ok: false, code: 'busy', retryAfterMs: room };
  if (typeof event !== 'string' || !isClientEvent(event)) return asAnswer(refuse('bad_request', { because: 'event' }));
  if (args.length !== 1) return asAnswer(refuse('bad_request', { because: 'arguments' }));
  // Before any schema: parsers copy fields, and a copied `__proto__` is gone before it could be refused.
  const unfit = checkValue(args[0]);
  if (unfit) return asAnswer(unfit);
  const parsed = clientEvents[event].safeParse(args[0]);
  if (!parsed.success) return asAnswer(invalid(parsed.error));
  const handle = handlers[event] as (socket: ClientSocket, payload: unknown, parts: MessageParts) => Promise<Answer> | Answer;
  return handle(client, parsed.data, parts);
}

const handlers: Handlers = {
  command: async (client, { type, ...rest }, { runCommand, takesInputs }) => {
    if (!client.mayWrite) return asAnswer(refuse('update_needed'));
    if (!isCommandType(type)) return asAnswer(refuse('bad_request', { because: 'command' }));
    const parsed = commandSchemas[type].safeParse({ type, ...rest });
    if (!parsed.success) return asAnswer(invalid(parsed.error));
    if (takesInputs?.() === false) return { ok: false, code: 'clock_off', retryAfterMs: 1000 };
    return runCommand(parsed.data as Command, { person: client.person, device: client.device });
  },
  subscribe: async (client, { scope, cursor }, { watching, together }) => {
    const refusal = await watching.subscribe(client, scope, cursor);
    const [kind, id] = split(scope);
    if (!refusal && kind === 'case') together.show(client, id);
    if (!refusal && kind === 'queue') together.showQueue(client, id);
    return asAnswer(refusal);
  },
  unsubscribe: (client, { scope }, { watching, together }) => {
    watching.unsubscribe(client, scope);
    const [kind, id] = split(scope);
    if (kind === 'case') together.leave(client, id);
    return fine;
  },
  since: async (client, { scope, cursor }, { watching }) => asAnswer(await watching.since(client, scope, cursor)),
  hash: (client, { scope, cursor, hash, rows }, parts) => {
    const standing = parts.watching.standing(client, scope);
    if (!standing) return asAnswer(refuse('not_found', { scope }));
    const { logId, seq } = parseCursor(cursor);
    const theirs = { cursor: cursorOf(parts.logId(), standing.complete), hash: standing.scope.hash };
    // A client behind the newest line has lost a push: pushes and this answer come in order.
    client.sendGathered();
    const isBehind = logId !== parts.logId() || seq < standing.last;
    const verdict = isBehind ? 'behind' : hash === theirs.hash ? 'same' : 'differs';
    if (verdict === 'differs') {
      parts.counts.mismatches += 1;
      parts.report(new Error('a client holds other rows of a scope'), { at: 'hash', scope });
    }
    const more = rows === true ? { rows: [...standing.scope.rows].map(([key, { json }]) => [key, JSON.parse(json) as unknown]) } : {};
    return { ok: true, seq: standing.last, result: { verdict, ...theirs, ...more } };
  },
  presence: (client, presence, { together }) => {
    if (!client.scopes.has(`case:${presence.case}`)) return asAnswer(refuse('not_found', { case: presence.case }));
    together.put(client, presence);
    return fine;
  },
  heartbeat: (client, { tasks = [] }, { together }) => {
    together.heartbeat(client, tasks);
    return fine;
  },
};
