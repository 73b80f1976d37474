import { unreachable } from '../assert.ts';
import type { EntryFact } from '../contract/entries.ts';
import type { Call } from '../model/call.ts';
import type { Customer } from '../model/customer.ts';
import type { Person } from '../model/person.ts';
import type { Team } from '../model/team.ts';
import { consentKey } from '../policy/consent.ts';

/** Folds one entry of a `person:` subject. */
export function evolvePerson(state: Person | undefined, fact: EntryFact): Person | undefined {
  if (fact.kind === 'person:added') return fact.body.person;
  if (!state) return undefined;
  const version = state.version + 1;
  switch (fact.kind) {
    case 'person:changed': {
      const { because: _, ...part } = fact.body;
      return { ...state, ...part, version };
    }
    case 'person:availabilitySet':
      return { ...state, availability: fact.body.availability, availabilitySince: fact.at, version };
    case 'person:absent': {
      const { from, until, because } = fact.body;
      return { ...state, absence: { from, until, because, by: fact.actor }, version };
    }
    case 'person:helpAsked':
      return { ...state, helps: [...(state.helps ?? []), fact.body.help], version };
    case 'person:helpEnded': {
      const { helps = [], ...rest } = state;
      const left = helps.filter(({ id }) => id !== fact.body.help);
      return { ...rest, ...(left.length === 0 ? {} : { helps: left }), version };
    }
    case 'person:returned': {
      const { absence: _, ...rest } = state;
      return { ...rest, version };
    }
    case 'call:rang':
    case 'call:answered':
    case 'call:ended':
    case 'call:chosen':
    case 'call:wrappedUp':
    case 'call:moved':
      return evolveCall(state, fact);
    default:
      return state;
  }
}

type CallFact = Extract<EntryFact, { kind: `call:${string}` }>;

/** Every call entry touches the row, also one of a call that another has replaced. */
function evolveCall(state: Person, fact: CallFact): Person {
  const { call: before, ...rest } = state;
  const call = nextCall(before, fact);
  return { ...rest, ...(call === undefined ? {} : { call }), version: state.version + 1 };
}

function nextCall(before: Call | undefined, fact: CallFact): Call | undefined {
  if (fact.kind === 'call:rang') {
    const { call: id, how, candidates, customer, line, endsAt } = fact.body;
    return {
      id, state: 'ringing', since: fact.at, candidates, how, endsAt,
      ...(customer === undefined ? {} : { customer }),
      ...(line === undefined ? {} : { line }),
    };
  }
  if (fact.kind === 'call:moved') {
    const { call: id, from, how, candidates, customer, line } = fact.body;
    return { id, state: 'onCall', since: fact.at, candidates, how, from, ...(customer === undefined ? {} : { customer }), ...(line === undefined ? {} : { line }) };
  }
  if (before === undefined || before.id !== fact.body.call) return before;
  switch (fact.kind) {
    case 'call:answered': {
      const { endsAt: _, ...call } = before;
      return { ...call, state: 'onCall', since: fact.at };
    }
    case 'call:ended':
      if (fact.body.endsAt === undefined) return undefined;
      return { ...before, state: 'wrapUp', since: fact.at, endsAt: fact.body.endsAt, ...(fact.body.movedTo === undefined ? {} : { movedTo: fact.body.movedTo }) };
    case 'call:chosen':
      return { ...before, customer: fact.body.customer };
    case 'call:wrappedUp':
      return undefined;
    default:
      return unreachable(fact);
  }
}

/** Folds one entry of a `team:` subject. */
export function evolveTeam(state: Team | undefined, fact: EntryFact): Team | undefined {
  if (fact.kind === 'team:added') return fact.body.team;
  if (!state || fact.kind !== 'team:changed') return state;
  return { ...state, ...fact.body, version: state.version + 1 };
}

/** More than this many are never asked for. */
const failuresKept = 5;
/** Of what was sent beside any case. */
const sentKept = 5;

/** Folds one entry of a `customer:` subject. Reads and searches leave the row as it is. */
export function evolveCustomer(state: Customer | undefined, fact: EntryFact): Customer | undefined {
  if (fact.kind === 'customer:added') return fact.body.customer;
  if (!state) return undefined;
  switch (fact.kind) {
    case 'customer:valueSet':
      return { ...state, version: state.version + 1 };
    // What was heard is not kept here: whoever looks at the customer hears that something is new.
    case 'signal:heard':
    case 'moment:changed': {
      const { momentsAt: _, ...rest } = state;
      const { changesAt = state.momentsAt ?? null } = fact.body;
      return { ...rest, ...(changesAt === null ? {} : { momentsAt: changesAt }), version: state.version + 1 };
    }
    case 'customer:verified': {
      const { method, until, person: who = fact.actor } = fact.body;
      const { failedAt: _, ...rest } = state;
      const running = Object.entries(state.verified ?? {}).filter(([person, one]) => one.until > fact.at && person !== who);
      return { ...rest, verified: { ...Object.fromEntries(running), [who]: { until, method } }, version: state.version + 1 };
    }
    case 'customer:verificationFailed':
      return { ...state, failedAt: [...(state.failedAt ?? []), fact.at].slice(-failuresKept), version: state.version + 1 };
    case 'customer:verificationEnded': {
      const { verified = {}, ...rest } = state;
      const { [fact.body.person]: _, ...others } = verified;
      return { ...rest, ...(Object.keys(others).length === 0 ? {} : { verified: others }), version: state.version + 1 };
    }
    case 'customer:revealed': {
      const { field, until, case: of } = fact.body;
      const running = (state.revealed ?? []).filter((one) => one.until > fact.at);
      return { ...state, revealed: [...running, { by: fact.actor, field, until, ...(of === undefined ? {} : { case: of }) }], version: state.version + 1 };
    }
    case 'consent:given':
    case 'consent:withdrawn': {
      const { channel, purpose } = fact.body;
      const consents = { ...state.consents, [consentKey(channel, purpose)]: { isGiven: fact.kind === 'consent:given', at: fact.at } };
      return { ...state, consents, version: state.version + 1 };
    }
    case 'decision:answered': {
      const { action, how, receipt, effect, case: of } = fact.body;
      const sent = effect === undefined || of !== undefined ? {} : { sent: [...(state.sent ?? []), { effect, action, at: fact.at, is: 'asked' as const }].slice(-sentKept) };
      return { ...state, ...sent, answered: { ...state.answered, [action]: { how, at: fact.at, receipt } }, version: state.version + 1 };
    }
    case 'effect:done':
    case 'effect:failed': {
      const { effect, route } = fact.body;
      const ended = { is: fact.kind === 'effect:done' ? ('done' as const) : ('failed' as const), endedAt: fact.recordedAt, system: route };
      return { ...state, ...(state.sent ? { sent: state.sent.map((one) => (one.effect === effect ? { ...one, ...ended } : one)) } : {}), version: state.version + 1 };
    }
    case 'customer:erased':
      return { ...state, erasedAt: fact.at, version: state.version + 1 };
    default:
      return state;
  }
}
