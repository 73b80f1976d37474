import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { amountMinor, currency, customer, score } from './fields.ts';

/** The credit bureau: what others say of somebody's debts. */
export const bureau: Connector = {
  ...connectorDefaults,
  name: 'bureau',
  idempotent: 'key',
  operations: {
    report: {
      path: '/reports',
      request: z.object({ customer }),
      answer: z.object({ score, band: z.enum(['A', 'B', 'C', 'D', 'E']), debtMinor: amountMinor, currency, defaults: z.int().check(z.minimum(0)) }),
    },
  },
};
