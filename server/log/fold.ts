import type { Entry, EntryFact } from '../../shared/contract/entries.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { isOpen } from '../../shared/model/task.ts';
import type { Team } from '../../shared/model/team.ts';
import { dropEnded, evolveCase } from '../../shared/work/evolve-case.ts';
import { evolveCustomer, evolvePerson, evolveTeam } from '../../shared/work/evolve-others.ts';
import { FoldCases } from './fold-cases.ts';

/** What one entry did to its subject. `before` and `after` are given for cases only, `after` still with the tasks that ended. */
export interface Folded {
  readonly isChanged: boolean;
  readonly before?: CaseState | undefined;
  readonly after?: CaseState | undefined;
  /** When the subject was last changed before, for subjects that an entry changed. */
  readonly changedAt?: number | undefined;
}

const unchanged: Folded = { isChanged: false };

/** What `evolve` folds, made from a stored entry and its body at the newest version. */
export function factOf(entry: Omit<Entry, 'hash' | 'scopes'>, body: unknown): EntryFact {
  return {
    kind: entry.kind,
    subject: entry.subject,
    case: entry.case ?? undefined,
    customer: entry.customer ?? undefined,
    task: entry.task ?? undefined,
    at: entry.at,
    recordedAt: entry.recordedAt,
    actor: entry.actor,
    body,
  } as EntryFact;
}

/** The rows that a log folds to: the same steps as the desk's, with nothing decided. */
export class Fold {
  readonly cases = new FoldCases();
  readonly people = new Map<string, Person>();
  readonly teams = new Map<string, Team>();
  readonly customers = new Map<string, Customer>();
  readonly #changedAt = new Map<string, number>();
  readonly #onEnded: (task: Task) => void;

  /** Ended tasks leave the fold; `onEnded` hears each in its last state. */
  constructor(onEnded: (task: Task) => void) {
    this.#onEnded = onEnded;
  }

  apply(fact: EntryFact): Folded {
    const colon = fact.subject.indexOf(':');
    const id = fact.subject.slice(colon + 1);
    switch (fact.subject.slice(0, colon)) {
      case 'case':
        return this.#onCase(id, fact);
      case 'person':
        return this.#onSubject(this.people, id, fact, evolvePerson);
      case 'team':
        return this.#onSubject(this.teams, id, fact, evolveTeam);
      case 'customer':
        return this.#onSubject(this.customers, id, fact, evolveCustomer);
      default:
        return unchanged;
    }
  }

  #onCase(id: string, fact: EntryFact): Folded {
    const old = this.cases.get(id);
    const before = old?.state;
    const after = evolveCase(before, fact);
    if (!after || after === before) return { isChanged: false, before, after };
    for (const task of after.tasks) if (!isOpen(task)) this.#onEnded(task);
    this.cases.set(id, { state: dropEnded(after), recordedAt: fact.recordedAt });
    return { isChanged: true, before, after, changedAt: old?.recordedAt };
  }

  #onSubject<State>(
    rows: Map<string, State>,
    id: string,
    fact: EntryFact,
    evolve: (state: State | undefined, fact: EntryFact) => State | undefined,
  ): Folded {
    const before = rows.get(id);
    const after = evolve(before, fact);
    if (!after || after === before) return unchanged;
    rows.set(id, after);
    const changedAt = this.#changedAt.get(fact.subject);
    this.#changedAt.set(fact.subject, fact.recordedAt);
    return { isChanged: true, changedAt };
  }
}
