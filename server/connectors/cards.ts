import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { codeField, customer, idField, money } from './fields.ts';

const card = z.object({ card: idField });
const state = z.object({ state: z.enum(['ordered', 'active', 'inactive', 'blocked']) });

/** The card processor. */
export const cards: Connector = {
  ...connectorDefaults,
  name: 'cards',
  idempotent: 'key',
  operations: {
    order: { path: '/cards', request: z.object({ customer, account: z.exactOptional(idField), product: z.exactOptional(codeField) }), answer: card },
    activate: { path: '/activations', request: card, answer: state },
    block: { path: '/blocks', request: z.object({ card: idField, reason: codeField }), answer: state },
    status: { path: '/statuses', request: card, answer: z.object({ state: state.shape.state, uses: z.int().check(z.minimum(0)) }) },
    dispute: {
      path: '/disputes',
      request: z.object({ customer, card: z.exactOptional(idField), reason: codeField, ...money }),
      answer: z.object({ dispute: idField, result: z.enum(['accepted', 'evidenceNeeded', 'refused']) }),
    },
  },
};
