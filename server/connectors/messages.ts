import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { codeField, customer, idField } from './fields.ts';

/** Text messages, e-mails and messages to the app. What is sent twice arrives twice. */
export const messages: Connector = {
  ...connectorDefaults,
  name: 'messages',
  idempotent: 'none',
  operations: {
    send: {
      path: '/messages',
      request: z.object({ customer, channel: z.enum(['sms', 'email', 'push']), template: codeField, purpose: z.exactOptional(codeField), to: z.exactOptional(z.string()), values: z.exactOptional(z.record(z.string(), z.json())) }),
      answer: z.object({ message: idField, state: z.enum(['accepted', 'bounced']) }),
    },
  },
};
