import type { Idempotent } from '../../../shared/work/effects/result.ts';
import type { SystemScript } from './system.ts';

/** The first is cheaper for small amounts, the second for large ones. */
const gateway = (name: string, idempotent: Idempotent, fixedMinor: number, share: number): SystemScript => {
  const feeMinor = (amount: unknown): number => fixedMinor + Math.round(Number(amount) * share);
  return {
    name,
    idempotent,
    answers: {
      '/quotes': ({ body, draw }) => ({ body: { available: draw() < 0.95, feeMinor: feeMinor(body['amountMinor']) } }),
      '/payments': ({ body, draw }) => {
        if (draw() >= 0.98) return { status: 422, body: { code: 'account_closed' } };
        return { body: { payment: `pay-${String(Math.floor(draw('id') * 1e9))}`, state: draw('state') < 0.9 ? 'settled' : 'pending', feeMinor: feeMinor(body['amountMinor']) } };
      },
    },
  };
};

export const paymentsOneSystem = gateway('payments-one', 'key', 10, 0.002);
export const paymentsTwoSystem = gateway('payments-two', 'query', 90, 0.0005);
