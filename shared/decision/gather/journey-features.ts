import type { Case } from '../../model/case.ts';
import type { FeatureValue } from '../action/feature.ts';
import type { Facts } from './facts.ts';
import { daysBetween, hoursBetween, newest, orNull } from './spans.ts';

/** What a journey is called in the names of features. */
const journeys = {
  'card-dispute': 'Dispute', 'consumer-loan': 'Loan', 'card-activation': 'Activation', 'payment-recovery': 'Recovery', 'retail-onboarding': 'Onboarding',
  'transfer-interception': 'Interception', 'payment-routing': 'Routing', 'supplier-invoice': 'Invoice',
} as const;

/** What the customer's open journeys say, of each kind the one that is asked about, or the newest. */
export function journeyFeatures({ cases, case: asked, customer, heard, now }: Facts): Record<string, FeatureValue> {
  const known: Record<string, FeatureValue> = {};
  const open = (journey: string): Case | undefined => (asked?.journey === journey ? asked : cases.filter((one) => one.journey === journey).sort((a, b) => b.openedAt - a.openedAt)[0]);
  for (const [journey, name] of Object.entries(journeys)) {
    const one = open(journey);
    known[`has${name}`] = one !== undefined;
    known[`${name.toLowerCase()}Stage`] = one?.stage ?? null;
  }
  const [dispute, loan] = [open('card-dispute'), open('consumer-loan')];
  const isTold = (action: string): boolean => customer.answered?.[action]?.how === 'accepted';
  const heardAt = (...types: string[]): number | undefined => newest(heard.filter(({ type }) => types.includes(type)).map(({ at }) => at));
  const age = (...types: string[]): number | null => orNull(heardAt(...types), (at) => hoursBetween(at, now));
  const [lost, blocked] = [heardAt('card-lost', 'card-stolen'), heardAt('card-blocked', 'cards.block')];
  return {
    ...known,
    disputeAgeDays: orNull(dispute?.openedAt, (at) => daysBetween(at, now)),
    isCreditUntold: says(dispute, 'isProvisional', true) && !isTold('tell-provisional-credit'),
    merchantAnswerAgeHours: age('merchant-answered'),
    bureauAgeHours: age('bureau.report', 'bureau-reported'),
    // An offer is made only to who can afford it.
    isAffordable: loan !== undefined && ['Offer', 'Sign', 'Payout'].includes(loan.stage),
    isLoanRefusalUntold: says(loan, 'decision', 'decline') && !isTold('tell-loan-refusal'),
    isCardLost: lost !== undefined && (blocked === undefined || blocked < lost),
    isCardBlocked: blocked !== undefined && (lost === undefined || blocked >= lost),
  };
}

/** Whether a variable of the process has a value, in whichever of its scopes. */
const says = (one: Case | undefined, name: string, value: string | boolean): boolean => Object.values(one?.process?.data ?? {}).some((scope) => scope[name] === value);
