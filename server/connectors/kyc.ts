import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';

/** Who somebody is, by documents and registers. */
export const kyc: Connector = {
  ...connectorDefaults,
  name: 'kyc',
  idempotent: 'key',
  operations: {
    identify: {
      path: '/identifications',
      request: z.object({ customer: z.string(), document: z.exactOptional(z.string()) }),
      answer: z.object({
        result: z.enum(['verified', 'review', 'rejected']),
        score: z.int().check(z.minimum(0), z.maximum(100)),
        name: z.exactOptional(z.string()),
      }),
      personal: ['name'],
    },
  },
};
