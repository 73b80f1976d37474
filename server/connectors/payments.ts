import * as z from 'zod/mini';
import type { Idempotent } from '../../shared/work/effects/result.ts';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { amountMinor, idField, money } from './fields.ts';

/** Two gateways do the same, so that one can stand in for the other. */
const gateway = (name: string, idempotent: Idempotent): Connector => ({
  ...connectorDefaults,
  name,
  idempotent,
  operations: {
    quote: { path: '/quotes', request: z.object(money), answer: z.object({ available: z.boolean(), feeMinor: amountMinor }) },
    pay: {
      path: '/payments',
      request: z.object({ to: z.string(), reference: idField, ...money }),
      answer: z.object({ payment: idField, state: z.enum(['settled', 'pending']), feeMinor: amountMinor }),
    },
  },
});

export const paymentsOne = gateway('payments-one', 'key');
export const paymentsTwo = gateway('payments-two', 'query');
