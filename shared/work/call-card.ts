import type { Case } from '../model/case.ts';

/** The first sentence of an agent: a code of the locale files with its values. */
export interface FirstSentence {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Flags of a customer that end all talk of sales. */
const quietFlags = ['bereavement', 'complaint_open', 'arrears', 'vulnerable'];
/** Journeys beside which nothing is sold. */
const quietJourneys: Readonly<Record<string, string>> = { 'card-dispute': 'dispute_open', 'payment-recovery': 'payment_failed', 'transfer-interception': 'fraud_suspected' };

/** Why nothing is offered for sale: a flag, or an open case that comes first; undefined where neither is there. */
export function noSalesBecause(flags: readonly string[], cases: readonly Pick<Case, 'journey'>[]): string | undefined {
  for (const { journey } of cases) if (Object.hasOwn(quietJourneys, journey)) return quietJourneys[journey];
  return quietFlags.find((flag) => flags.includes(flag));
}

/**
 * What is said first, of the cases that are open: a broken promise comes before what we owe, that before what the customer owes. Undefined
 * where nothing is open.
 */
export function sayFirst(cases: readonly Case[]): FirstSentence | undefined {
  const broken = cases
    .flatMap(({ id, journey, promises }) => promises.filter(({ state }) => state === 'broken').map((promise) => ({ id, journey, promise })))
    .sort((a, b) => b.promise.dueAt - a.promise.dueAt)[0];
  if (broken) return { code: 'promiseBroken', params: { case: broken.id, journey: broken.journey, channel: broken.promise.channel, dueAt: broken.promise.dueAt, by: broken.promise.madeBy } };
  const [owed, owing] = [cases.find(({ waitsFor }) => waitsFor?.whom !== 'customer'), cases[0]];
  const one = owed ?? owing;
  if (!one) return undefined;
  const params = { case: one.id, journey: one.journey, stage: one.stage, since: one.waitsFor?.since ?? one.lastProgressAt };
  return { code: owed ? 'waitsForUs' : 'waitsForCustomer', params };
}
