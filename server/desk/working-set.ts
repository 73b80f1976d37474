import type { EntryDraft, EntryFact } from '../../shared/contract/entries.ts';
import { versionOf } from '../../shared/contract/entries.ts';
import type { MomentEvent } from '../../shared/decision/moment/moment.ts';
import type { CaseState } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { isOpen } from '../../shared/model/task.ts';
import type { Team } from '../../shared/model/team.ts';
import type { Awaited } from '../../shared/work/awaited.ts';
import { awaitedOf, awaitedText } from '../../shared/work/awaited.ts';
import { dropEnded, evolveCase } from '../../shared/work/evolve-case.ts';
import { evolveCustomer, evolvePerson, evolveTeam } from '../../shared/work/evolve-others.ts';
import { scopesOf } from '../../shared/work/scopes.ts';
import type { Timer } from '../../shared/work/timers.ts';
import type { DraftRow, DraftWrite, OpenCase, Staffed, World } from '../../shared/work/world.ts';
import type { Directory } from './directory.ts';
import type { Unsealed } from '../log/seal.ts';
import { bodyText } from '../log/seal.ts';
import { signalEvent } from '../store/reads/signals.ts';

/** A subject as it was loaded: the canonical text of its row, or null where there was none. */
export interface Loaded<State> {
  readonly text: string | null;
  readonly loaded: State | null;
  state: State | null;
}

/** What an input adds to its entries beside what the core decided. */
export interface EntryFrame {
  readonly actor: string;
  readonly onBehalfOf: string | null;
  readonly device: string | null;
  readonly input: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly catalog: number;
}

type Copies = {
  cases: Map<string, CaseState>;
  people: Map<string, Person>;
  teams: Map<string, Team>;
  customers: Map<string, Customer>;
  ended: Task[];
  entries: Unsealed[];
};

const noCopies = (): Copies => ({ cases: new Map(), people: new Map(), teams: new Map(), customers: new Map(), ended: [], entries: [] });

/**
 * The rows of one batch. Inputs are applied to copies, which are kept only if all of the input succeeded; `evolve` is the only
 * thing that changes a state.
 */
export class WorkingSet implements World {
  readonly cases = new Map<string, Loaded<CaseState>>();
  /** Each loaded task with its canonical text, by id; a task that is not here is new. */
  readonly taskTexts = new Map<string, { readonly text: string; readonly task: Task }>();
  readonly taskCases = new Map<string, string>();
  readonly people = new Map<string, Loaded<Person>>();
  readonly teams = new Map<string, Loaded<Team>>();
  readonly customers = new Map<string, Loaded<Customer>>();
  readonly staff = new Map<string, Staffed[]>();
  /** Open cases of customers as they are stored, for those that were asked for. */
  readonly openCases = new Map<string, OpenCase[]>();
  /** Cases that are stored as waiting for messages under keys, for those that were asked for. */
  readonly awaiting = new Map<string, string[]>();
  /** What was heard of customers, for those that were asked for. */
  readonly signals = new Map<string, MomentEvent[]>();
  readonly drafts = new Map<string, DraftRow>();
  readonly draftsLoaded = new Set<string>();
  /** The timers each loaded case had, by case. */
  readonly timersBefore = new Map<string, Timer[]>();
  readonly entries: Unsealed[] = [];
  /** Tasks that ended in this batch, in their last state. */
  readonly ended = new Map<string, Task>();
  readonly #directory: Directory;
  #copies: Copies = noCopies();

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  staffMember(id: string): Person | undefined {
    return this.person(id) ?? this.#directory.people.get(id);
  }

  readonly #teamOf = (person: string): string | undefined => this.staffMember(person)?.team;

  case(id: string): CaseState | null | undefined {
    return this.#copies.cases.get(id) ?? this.cases.get(id)?.state;
  }

  caseOf(task: string): CaseState | null | undefined {
    const id = this.taskCases.get(task);
    return id === undefined ? undefined : id === '' ? null : this.case(id);
  }

  person(id: string): Person | null | undefined {
    return this.#copies.people.get(id) ?? this.people.get(id)?.state;
  }

  team(id: string): Team | null | undefined {
    return this.#copies.teams.get(id) ?? this.teams.get(id)?.state;
  }

  customer(id: string): Customer | null | undefined {
    return this.#copies.customers.get(id) ?? this.customers.get(id)?.state;
  }

  staffOf(team: string): readonly Staffed[] | undefined {
    return this.staff.get(team);
  }

  openCasesOf(customer: string): readonly OpenCase[] | undefined {
    const stored = this.openCases.get(customer);
    if (stored === undefined) return undefined;
    // What this batch has opened, closed or given to the customer counts as it will be.
    const open = new Map(stored.map((one) => [one.id, one]));
    const look = (state: CaseState | null): void => {
      if (state?.case.customer !== customer) return;
      const { id, journey, status } = state.case;
      if (status === 'open') open.set(id, { id, journey });
      else open.delete(id);
    };
    for (const { state } of this.cases.values()) look(state);
    for (const state of this.#copies.cases.values()) look(state);
    return [...open.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  signalsOf(customer: string): readonly MomentEvent[] | undefined {
    return this.signals.get(customer);
  }

  caseAwaiting(awaited: Awaited): string | null | undefined {
    const text = awaitedText(awaited);
    const stored = this.awaiting.get(text);
    if (stored === undefined) return undefined;
    const waits = (state: CaseState | null): boolean => state !== null && awaitedOf(state.case).some((one) => awaitedText(one) === text);
    // As they are behind the lock, with what this batch has changed.
    const found = stored.filter((id) => waits(this.case(id) ?? null));
    for (const [id, { state }] of this.cases) if (waits(state)) found.push(id);
    return found.sort()[0] ?? null;
  }

  draft(caseId: string, field: string, author: string): DraftRow | null | undefined {
    return this.draftsLoaded.has(caseId) ? (this.drafts.get(`${caseId} ${field} ${author}`) ?? null) : undefined;
  }

  /** What a decision of this batch has written, for those after it; returns the draft's place. */
  writeDraft(write: DraftWrite): string {
    const { case: id, field, author } = 'put' in write ? write.put : write.drop;
    const place = `${id} ${field} ${author}`;
    if ('put' in write) this.drafts.set(place, { case: id, field, author, value: write.put.text, version: write.put.version });
    else this.drafts.delete(place);
    return place;
  }

  /** Applies the entries of one input to copies; `keep` or `forget` follows. */
  apply(drafts: readonly EntryDraft[], frame: EntryFrame): Unsealed[] {
    for (const draft of drafts) this.#applyOne(draft, frame);
    return this.#copies.entries;
  }

  keep(): void {
    const { cases, people, teams, customers, ended, entries } = this.#copies;
    for (const [id, state] of cases) put(this.cases, id, state);
    for (const [id, state] of people) put(this.people, id, state);
    for (const [id, state] of teams) put(this.teams, id, state);
    for (const [id, state] of customers) put(this.customers, id, state);
    for (const task of ended) this.ended.set(task.id, task);
    for (const entry of entries) {
      this.entries.push(entry);
      if (entry.kind === 'signal:heard') this.signals.get(entry.customer ?? '')?.push(signalEvent(entry.at, entry.body));
      if (entry.kind === 'task:made' && entry.task !== null && entry.case !== null) this.taskCases.set(entry.task, entry.case);
    }
    this.#copies = noCopies();
  }

  forget(): void {
    this.#copies = noCopies();
  }

  #applyOne(draft: EntryDraft, frame: EntryFrame): void {
    const at = draft.at ?? frame.at;
    const fact: EntryFact = { ...draft, at, recordedAt: frame.recordedAt, actor: frame.actor };
    const scopes = this.#evolve(fact);
    this.#copies.entries.push({
      at,
      recordedAt: frame.recordedAt,
      kind: draft.kind,
      v: versionOf(draft.kind),
      subject: draft.subject,
      case: draft.case ?? null,
      customer: draft.customer ?? null,
      task: draft.task ?? null,
      actor: frame.actor,
      onBehalfOf: frame.onBehalfOf,
      device: frame.device,
      input: frame.input,
      catalog: frame.catalog,
      scopes,
      body: bodyText(draft.body),
    });
  }

  #evolve(fact: EntryFact): string[] {
    const colon = fact.subject.indexOf(':');
    const id = fact.subject.slice(colon + 1);
    switch (fact.subject.slice(0, colon)) {
      case 'case': {
        const before = this.case(id) ?? undefined;
        const after = evolveCase(before, fact);
        const scopes = scopesOf(fact, before, after, this.#teamOf);
        if (after && after !== before) {
          for (const task of after.tasks) if (!isOpen(task)) this.#copies.ended.push(task);
          this.#copies.cases.set(id, dropEnded(after));
        }
        return scopes;
      }
      case 'person': {
        const after = evolvePerson(this.person(id) ?? undefined, fact);
        if (after) this.#copies.people.set(id, after);
        break;
      }
      case 'team': {
        const after = evolveTeam(this.team(id) ?? undefined, fact);
        if (after) this.#copies.teams.set(id, after);
        break;
      }
      case 'customer': {
        const after = evolveCustomer(this.customer(id) ?? undefined, fact);
        if (after) this.#copies.customers.set(id, after);
        break;
      }
      default:
        // Entries of the system and the catalog change no row.
        break;
    }
    return scopesOf(fact, undefined, undefined, this.#teamOf);
  }
}

function put<State>(rows: Map<string, Loaded<State>>, id: string, state: State): void {
  const row = rows.get(id);
  if (row) row.state = state;
  else rows.set(id, { text: null, loaded: null, state });
}
