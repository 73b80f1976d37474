import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { customer, idField, money, score } from './fields.ts';

/** Screening against lists of sanctions and of people in office, and of transfers against patterns of money laundering. */
export const aml: Connector = {
  ...connectorDefaults,
  name: 'aml',
  idempotent: 'query',
  operations: {
    screen: {
      path: '/screenings',
      request: z.object({ customer, name: z.exactOptional(z.string()) }),
      answer: z.object({ result: z.enum(['clear', 'review', 'hit']), hits: z.int().check(z.minimum(0)) }),
    },
    assessTransfer: {
      path: '/transfers',
      request: z.object({ customer, transfer: idField, ...money }),
      answer: z.object({ result: z.enum(['clear', 'review', 'stop']), score }),
    },
  },
};
