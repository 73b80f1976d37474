import * as z from 'zod/mini';
import type { Connector } from './connector.ts';
import { connectorDefaults } from './connector.ts';
import { codeField, customer, idField, money } from './fields.ts';

const booked = z.object({ booking: idField });
const transfer = { request: z.object({ transfer: idField, customer: z.exactOptional(customer) }), answer: z.object({ state: z.enum(['held', 'released', 'rejected']) }) };

/** The core banking system: accounts and bookings. */
export const coreBanking: Connector = {
  ...connectorDefaults,
  name: 'core',
  idempotent: 'key',
  operations: {
    openAccount: {
      path: '/accounts',
      request: z.object({ customer, product: codeField, currency: z.exactOptional(money.currency) }),
      answer: z.object({ account: idField, iban: z.string() }),
      personal: ['iban'],
    },
    closeAccount: { path: '/account-closings', request: z.object({ account: idField }), answer: z.object({ state: z.enum(['closed', 'open']) }) },
    disburse: { path: '/disbursements', request: z.object({ customer, loan: idField, ...money }), answer: booked },
    refund: { path: '/refunds', request: z.object({ customer, reason: codeField, ...money }), answer: booked },
    collect: {
      path: '/collections',
      request: z.object({ customer, payment: idField, ...money }),
      answer: z.object({ result: z.enum(['collected', 'noFunds', 'noMandate']), booking: z.exactOptional(idField) }),
    },
    holdTransfer: { path: '/transfer-holds', ...transfer },
    releaseTransfer: { path: '/transfer-releases', ...transfer },
    rejectTransfer: { path: '/transfer-rejections', ...transfer },
  },
};
