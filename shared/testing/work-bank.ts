import type { Command } from '../contract/commands.ts';
import type { EntryDraft, EntryFact } from '../contract/entries.ts';
import type { CaseState } from '../model/case.ts';
import type { Customer } from '../model/customer.ts';
import type { Person, Role } from '../model/person.ts';
import type { Refusal } from '../model/refusal.ts';
import { isRefusal } from '../model/refusal.ts';
import type { Task } from '../model/task.ts';
import { isOpen, ownerOf } from '../model/task.ts';
import type { Team } from '../model/team.ts';
import type { CommandRule } from '../work/commands/rule.ts';
import { commandRules } from '../work/commands/rules.ts';
import { decideTimer } from '../work/commands/timer.ts';
import { dropEnded, evolveCase } from '../work/evolve-case.ts';
import { evolvePerson } from '../work/evolve-others.ts';
import type { Timer } from '../work/timers.ts';
import { timersOf } from '../work/timers.ts';
import type { Context, Decided, Decision, DraftRow, Settings, Staffed, World } from '../work/world.ts';
import { defaultSpans, isNeeds } from '../work/world.ts';

/** The pure core as the suites test it. */
export interface WorkPart {
  readonly decide: (world: World, command: Command, ctx: Context) => Decision;
  readonly decideTimer: typeof decideTimer;
  readonly evolveCase: typeof evolveCase;
  readonly evolvePerson: typeof evolvePerson;
}

export const workPart: WorkPart = {
  decide: (world, command, ctx) => {
    if (command.type === 'task:next' || command.type === 'decision:answer' || command.type === 'reminder:send') return { ok: false, code: 'not_here' };
    return (commandRules[command.type] as unknown as CommandRule<typeof command.type>).decide(world, command, ctx);
  },
  decideTimer, evolveCase, evolvePerson,
};

const hour = 3_600_000;
export const testSettings: Settings = {
  ...defaultSpans, calendarOf: () => undefined, calendar: () => undefined, expectedWithin: (_journey, _activity, _team, from) => from + 8 * hour,
};

/** One thing that happened, with the input that caused it. */
export interface Happened {
  readonly fact: EntryFact;
  readonly input: string;
}

export const staffIds = ['ana', 'ben', 'chloe', 'dana', 'emil', 'fay', 'gus', 'hana'] as const;
const roleOf: Partial<Record<string, Role>> = { chloe: 'teamLead', gus: 'teamLead', hana: 'callCentreAgent', fay: 'aiColleague' };
export const teamIds = ['north', 'south'] as const;

const member = (id: string, index: number): Person => ({
  id, role: roleOf[id] ?? 'branchEmployee', team: index < 5 ? 'north' : 'south', branch: 'north', skills: {}, languages: ['en'],
  licences: index % 2 === 0 ? ['credit'] : [], capacity: 3, availability: 'available', availabilitySince: 0, version: 1,
});

/**
 * A bank in memory: every input is decided on the rows as they are and its entries are folded at once, as one node of the desk does.
 * Nothing else changes a state, so what a suite finds here is the pure core's.
 */
export class WorkBank implements World {
  readonly people = new Map<string, Person>(staffIds.map((id, index) => [id, member(id, index)]));
  readonly cases = new Map<string, CaseState>();
  readonly drafts = new Map<string, DraftRow>();
  readonly history: Happened[] = [];
  readonly #part: WorkPart;
  readonly #taskCases = new Map<string, string>();
  #counter = 0;
  now = 1_700_000_000_000;

  constructor(part: WorkPart, cases: number, tasksEach: number) {
    this.#part = part;
    for (let c = 0; c < cases; c += 1) {
      const subject = { subject: `case:k${String(c)}`, case: `k${String(c)}` };
      const opened: EntryDraft = {
        kind: 'case:opened', ...subject,
        body: { journey: 'test', journeyVersion: 1, party: { source: 'test', key: String(c) }, team: 'north', branch: 'north', stage: 'Application', armed: true, stallAt: this.now + 8 * hour },
      };
      const tasks = Array.from({ length: tasksEach }, (_, t): EntryDraft => ({
        kind: 'task:made', ...subject, task: `t${String(c)}${String(t)}`,
        body: { activity: 'review', team: 'north', ...(t === 1 ? { needs: { licence: 'credit', weight: 1 } } : {}) },
      }));
      this.#fold([opened, ...tasks], 'system', 's:start');
    }
  }

  /** Decides and folds a command; a refusal changes nothing. */
  say(command: Command, actor: string): Decided | Refusal {
    return this.run(actor, `c:${command.commandId}`, (ctx) => this.#part.decide(this, command, ctx));
  }

  fire(timer: Timer): Decided | Refusal {
    return this.run('timer', `t:${timer.id}@${String(timer.dueAt)}`, (ctx) => this.#part.decideTimer(this, timer, ctx));
  }

  /** Timers of all cases, due or not, oldest first. */
  timers(): Timer[] {
    return [...this.cases.values()].flatMap((state) => timersOf(state, testSettings.firstTouchMs)).sort((a, b) => a.dueAt - b.dueAt);
  }

  tasks(): Task[] {
    return [...this.cases.values()].flatMap((state) => state.tasks);
  }

  /** Decides and folds whatever comes in; throws where the core throws. */
  run(actor: string, input: string, decide: (ctx: Context) => Decision): Decided | Refusal {
    const newId = (prefix: string): string => `${prefix}-${String((this.#counter += 1))}`;
    const decision = decide({ now: this.now, newId, actor, input, settings: testSettings });
    if (isNeeds(decision)) throw new Error(`asks for what is loaded: ${JSON.stringify(decision.needs)}`);
    if (isRefusal(decision)) return decision;
    this.#fold(decision.entries, actor, input);
    for (const draft of decision.drafts ?? [])
      if ('put' in draft) {
        const { text, ...row } = draft.put;
        this.drafts.set(`${row.case} ${row.field} ${row.author}`, { ...row, value: text });
      } else this.drafts.delete(`${draft.drop.case} ${draft.drop.field} ${draft.drop.author}`);
    return decision;
  }

  #fold(drafts: readonly EntryDraft[], actor: string, input: string): void {
    for (const draft of drafts) {
      const fact = { ...draft, at: draft.at ?? this.now, recordedAt: this.now, actor } as EntryFact;
      this.history.push({ fact, input });
      if (fact.task !== undefined && fact.case !== undefined) this.#taskCases.set(fact.task, fact.case);
      const id = fact.subject.slice(fact.subject.indexOf(':') + 1);
      if (fact.subject.startsWith('case:')) {
        const after = this.#part.evolveCase(this.cases.get(id), fact);
        if (after) this.cases.set(id, dropEnded(after));
      } else if (fact.subject.startsWith('person:')) {
        const after = this.#part.evolvePerson(this.people.get(id), fact);
        if (after) this.people.set(id, after);
      }
    }
  }

  case(id: string): CaseState | null {
    return this.cases.get(id) ?? null;
  }

  caseOf(task: string): CaseState | null {
    return this.case(this.#taskCases.get(task) ?? '');
  }

  person(id: string): Person | null {
    return this.people.get(id) ?? null;
  }

  staffMember(id: string): Person | undefined {
    return this.people.get(id);
  }

  team(id: string): Team | null {
    return teamIds.some((known) => known === id) ? { id, calendar: 'standard', routing: 'pull', version: 1 } : null;
  }

  customer(): Customer | null {
    return null;
  }

  openCasesOf(customer: string): { id: string; journey: string }[] {
    return [...this.cases.values()].filter(({ case: row }) => row.customer === customer && row.status === 'open').map(({ case: { id, journey } }) => ({ id, journey }));
  }

  staffOf(team: string): Staffed[] {
    const load = (id: string): number => this.tasks().filter((task) => isOpen(task) && ownerOf(task) === id).length;
    return [...this.people.values()].filter((person) => person.team === team).map((person) => ({ person, load: load(person.id), idleSince: 0 }));
  }

  draft(caseId: string, field: string, author: string): DraftRow | null {
    return this.drafts.get(`${caseId} ${field} ${author}`) ?? null;
  }
}
