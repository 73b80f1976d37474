import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { customer, idField, score } from './fields.ts';

/** Who somebody is, by documents and registers. */
export const kyc: Connector = {
  ...connectorDefaults,
  name: 'kyc',
  idempotent: 'key',
  operations: {
    identify: {
      path: '/identifications',
      request: z.object({ customer, document: z.exactOptional(idField), name: z.exactOptional(z.string()) }),
      answer: z.object({ result: z.enum(['verified', 'review', 'rejected']), score, name: z.exactOptional(z.string()) }),
      personal: ['name'],
    },
  },
};
