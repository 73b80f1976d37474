import type { Features, FeatureValue } from '../action/feature.ts';
import { notNowFeature, refusedFeature } from '../action/rests.ts';
import { contactsIn } from '../gate/contacts.ts';
import { contactChannels } from '../../model/customer.ts';
import { hasConsent } from '../../policy/consent.ts';
import { journeyFeatures } from './journey-features.ts';
import type { Facts } from './facts.ts';
import { daysBetween, hoursBetween, newest, orNull } from './spans.ts';

const dayMs = 86_400_000;
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const flags = {
  isVulnerable: ['vulnerable'], isBereaved: ['bereavement'], isDeceased: ['deceased'], hasFraudWatch: ['fraud_watch', 'fraud'],
  hasComplaint: ['complaint_open'], isInArrears: ['arrears'], noMarketing: ['no_marketing'],
} as const;

/** Proofs of income, whichever of them there is. */
const incomeProofs = ['incomeProof', 'payslip', 'taxAssessment', 'statement'];

/** Products that a customer has once they have said yes to them; what they have from before, their flags say. */
const products = { hasCreditProtection: 'credit-protection', hasTravelCard: 'travel-card', hasHomeCover: 'home-cover', hasSavingsPlan: 'savings-plan' } as const;

/**
 * What is known of a customer at one moment, as the feature catalog names it. What is not known is left out; the catalog says what then
 * holds. Ages are whole hours and days.
 */
export function featuresOf(facts: Facts): Features {
  return { ...customerFeatures(facts), ...contactFeatures(facts), ...workFeatures(facts), ...journeyFeatures(facts), ...answerFeatures(facts), ...facts.moments };
}

type Known = Record<string, FeatureValue>;

function customerFeatures({ customer, channel, person, now, customerHash, callerHash, cases }: Facts): Known {
  const known: Known = { channel, customerKind: customer.kind, isIdentified: true, customerHash, callerHash: callerHash ?? null };
  for (const [name, codes] of Object.entries(flags)) known[name] = codes.some((code) => customer.flags.includes(code));
  // As on the call card: while money is held back or has failed to come, nothing else is talked about.
  if (cases.some(({ journey }) => journey === 'transfer-interception')) known['hasFraudWatch'] = true;
  if (cases.some(({ journey }) => journey === 'payment-recovery')) known['isInArrears'] = true;
  // Whoever is signed in to a channel of their own has shown there who they are.
  known['isVerified'] = person === undefined ? channel === 'mobile' || channel === 'web' : hasVerified({ customer, person, now });
  known['isOnCall'] = person?.call?.isOn === true;
  known['hoursSinceRing'] = orNull(person?.call?.since, (at) => hoursBetween(at, now));
  for (const purpose of ['service', 'marketing']) for (const one of contactChannels) known[`consent${capital(one)}${capital(purpose)}`] = hasConsent(customer, { channel: one, purpose });
  return known;
}

/** Whether the person has made sure of who it is, and the customer has not left since. */
function hasVerified({ customer, person, now }: Pick<Facts, 'customer' | 'person' | 'now'>): boolean {
  const until = person === undefined ? undefined : customer.verified?.[person.id]?.until;
  return until !== undefined && until > now;
}

function contactFeatures({ contacts, now }: Facts): Known {
  const within = (days: number, of = contacts): number => contactsIn(of, { at: now, spanMs: days * dayMs });
  return { contactsDay: within(1), contactsWeek: within(7), contacts30Days: within(30), marketingContacts30Days: within(30, contacts.filter(({ isOffer }) => isOffer)) };
}

function workFeatures({ channel, customer, case: asked, cases, tasks, needed, proofs, person, now }: Facts): Known {
  const promises = cases.flatMap((one) => one.promises);
  const open = promises.filter(({ state }) => state === 'open').map(({ dueAt }) => dueAt);
  const waiting = (asked ? [asked] : cases).filter(({ waitsFor }) => waitsFor?.whom === 'customer');
  const since = waiting.flatMap(({ waitsFor }) => waitsFor?.since ?? []);
  const income = proofs.filter(({ kind, validUntil }) => incomeProofs.includes(kind) && (validUntil === undefined || validUntil > now));
  const second = tasks.find(({ fourEyes, status }) => fourEyes !== undefined && status === 'open');
  const isPreparer = second !== undefined && person !== undefined && (asked?.touchedBy.includes(person.id) === true || second.touchedBy.includes(person.id));
  return {
    openPromises: open.length,
    brokenPromises: promises.filter(({ state }) => state === 'broken').length,
    hoursToPromise: orNull(open.length === 0 ? undefined : Math.min(...open), (at) => -hoursBetween(at, now)),
    // Whoever was verified at the counter is there until they have left.
    isPresent: tasks.some(({ customerPresent }) => customerPresent !== undefined) || (channel === 'branch' && hasVerified({ customer, person, now })),
    evidenceMissing: needed.length,
    incomeProofAgeDays: orNull(newest(income.map(({ at }) => at)), (at) => daysBetween(at, now)),
    waitsForCustomer: waiting.length > 0,
    waitingDays: orNull(since.length === 0 ? undefined : Math.min(...since), (at) => daysBetween(at, now)),
    needsSecondSigning: second !== undefined,
    isPreparer,
    mayApprove: second !== undefined && person !== undefined && !isPreparer,
  };
}

function answerFeatures({ customer, now }: Facts): Known {
  const known: Known = {};
  for (const [action, { how, at }] of Object.entries(customer.answered ?? {})) {
    if (how === 'refused') known[refusedFeature(action)] = daysBetween(at, now);
    if (how === 'notNow') known[notNowFeature(action)] = hoursBetween(at, now);
  }
  for (const [name, action] of Object.entries(products)) known[name] = customer.answered?.[action]?.how === 'accepted' || customer.flags.includes(`has_${action}`);
  return known;
}
