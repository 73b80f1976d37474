import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { answerSchema } from './answer.ts';
import { chunkSchema, presencePushSchema, pushSchema, queuePresenceSchema, scopeHashSchema } from './changes.ts';
import { commandSchemas } from './commands.ts';
import { clientEvents, closedSchema, handshakeSchema, headSchema } from './socket.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** What each protocol version says: a schema that changes is a decision, made here together with the version's history. */
const spoken: Readonly<Record<number, string>> = {
  1: '29e76874301df238',
};

test('the protocol has the version of what it says', () => {
  const said = { ...commandSchemas, ...clientEvents, answerSchema, chunkSchema, pushSchema, presencePushSchema, queuePresenceSchema, scopeHashSchema, closedSchema, handshakeSchema, headSchema };
  const text = Object.entries(said)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]) => `${name} ${JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }))}`)
    .join('\n');
  expect(createHash('sha256').update(text).digest('hex').slice(0, 16)).toBe(spoken[PROTOCOL_VERSION]);
});
