import * as z from 'zod/mini';
import { cursorSchema, presenceSchema, scopeSchema, subscribeSchema, unsubscribeSchema } from './changes.ts';
import { idSchema } from './commands.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** What a client says when it connects. */
export const handshakeSchema = z.looseObject({ protocol: z.int().check(z.minimum(0)), token: z.exactOptional(z.string().check(z.maxLength(4096))), device: z.exactOptional(idSchema) });

/** `full`; `read` for a client that is too old to write; refused where the client is newer than the server. */
export function speaks(protocol: number): 'full' | 'read' | 'refused' {
  if (protocol > PROTOCOL_VERSION) return 'refused';
  return protocol >= PROTOCOL_VERSION - 1 ? 'full' : 'read';
}

/** "What have I missed since this cursor?" */
export const sinceSchema = z.strictObject({ scope: scopeSchema, cursor: cursorSchema });

/** The client's hash of a scope at its cursor; with `rows` the server's rows come back whole, for tests. */
export const hashSchema = z.strictObject({
  scope: scopeSchema,
  cursor: cursorSchema,
  hash: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  rows: z.exactOptional(z.boolean()),
});

/** Keeps the presence and the edit leases of this socket alive. */
export const heartbeatSchema = z.strictObject({ tasks: z.exactOptional(z.array(idSchema).check(z.maxLength(20))) });

/** A command is checked by its own schema; the wrapper asks only that it is an object. */
const commandEnvelopeSchema = z.looseObject({ type: z.string().check(z.maxLength(64)), commandId: idSchema });

/** Everything that a client may send; each is answered by `Answer`. */
export const clientEvents = {
  command: commandEnvelopeSchema,
  subscribe: subscribeSchema,
  unsubscribe: unsubscribeSchema,
  since: sinceSchema,
  hash: hashSchema,
  presence: presenceSchema,
  heartbeat: heartbeatSchema,
} as const;
export type ClientEvent = keyof typeof clientEvents;
export const isClientEvent = (name: string): name is ClientEvent => Object.hasOwn(clientEvents, name);

/** Every two seconds: where the server's reader of the log stands, and its time. Silence is noticed by its absence. */
export const headSchema = z.object({ cursor: z.string(), now: z.int() });

/** The right to a scope ended, or the scope itself: the client forgets its rows. */
export const closedSchema = z.object({ scope: z.string(), code: z.string() });
export type Closed = z.infer<typeof closedSchema>;
