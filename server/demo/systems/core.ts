import type { Asked, SystemScript } from './system.ts';

const number = (asked: Asked, label: string, digits: number): string => String(Math.floor(asked.draw(label) * 10 ** digits)).padStart(digits, '0');
const booking = (asked: Asked): { body: { booking: string } } => ({ body: { booking: `b-${number(asked, 'booking', 9)}` } });

/** The core bank: does what it is asked; a direct debit finds no money now and then. */
export const coreSystem: SystemScript = {
  name: 'core',
  idempotent: 'key',
  answers: {
    '/accounts': (asked) => ({ body: { account: `acc-${number(asked, 'account', 9)}`, iban: `DE00${number(asked, 'iban', 9)}${number(asked, 'more', 9)}` } }),
    '/account-closings': () => ({ body: { state: 'closed' } }),
    '/disbursements': booking,
    '/refunds': booking,
    '/collections': (asked) => {
      const luck = asked.draw();
      return { body: luck < 0.6 ? { result: 'collected', ...booking(asked).body } : { result: luck < 0.95 ? 'noFunds' : 'noMandate' } };
    },
    '/transfer-holds': () => ({ body: { state: 'held' } }),
    '/transfer-releases': () => ({ body: { state: 'released' } }),
    '/transfer-rejections': () => ({ body: { state: 'rejected' } }),
  },
};
