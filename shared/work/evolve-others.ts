import type { EntryFact } from '../contract/entries.ts';
import type { Customer } from '../model/customer.ts';
import type { Person } from '../model/person.ts';
import type { Team } from '../model/team.ts';

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
    case 'person:returned': {
      const { absence: _, ...rest } = state;
      return { ...rest, version };
    }
    default:
      return state;
  }
}

/** Folds one entry of a `team:` subject. */
export function evolveTeam(state: Team | undefined, fact: EntryFact): Team | undefined {
  if (fact.kind === 'team:added') return fact.body.team;
  if (!state || fact.kind !== 'team:changed') return state;
  return { ...state, ...fact.body, version: state.version + 1 };
}

/** Folds one entry of a `customer:` subject. Reads and searches leave the row as it is. */
export function evolveCustomer(state: Customer | undefined, fact: EntryFact): Customer | undefined {
  if (fact.kind === 'customer:added') return fact.body.customer;
  if (!state) return undefined;
  switch (fact.kind) {
    case 'customer:valueSet':
      return { ...state, version: state.version + 1 };
    case 'customer:erased':
      return { ...state, erasedAt: fact.at, version: state.version + 1 };
    default:
      return state;
  }
}
