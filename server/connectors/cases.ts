import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';

/** Other cases of this bank, for messages and signals that a process throws to whoever waits for them: no system outside. */
export const cases: Connector = {
  ...connectorDefaults,
  name: 'cases',
  idempotent: 'key',
  operations: {
    deliver: {
      path: '',
      request: z.object({ message: z.string(), key: z.exactOptional(z.string()), payload: z.record(z.string(), z.unknown()), customer: z.exactOptional(z.string()), hops: z.int() }),
      answer: z.object({ case: z.exactOptional(z.string()) }),
    },
    broadcast: {
      path: '',
      request: z.object({ signal: z.string(), payload: z.record(z.string(), z.unknown()), customer: z.exactOptional(z.string()), at: z.int(), hops: z.int() }),
      answer: z.object({ heard: z.int() }),
    },
  },
};
