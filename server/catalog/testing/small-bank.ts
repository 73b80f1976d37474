import type { Case, CaseState } from '../../../shared/model/case.ts';
import type { Customer } from '../../../shared/model/customer.ts';
import type { Person } from '../../../shared/model/person.ts';
import type { Task } from '../../../shared/model/task.ts';
import { isOpen } from '../../../shared/model/task.ts';
import { isSeparated } from '../../../shared/work/four-eyes.ts';
import type { World } from '../../../shared/work/world.ts';
import { demoPeople, demoTeams } from '../../demo/staff.ts';

type Colleague = Omit<Person, 'availabilitySince' | 'version'>;

const colleague = (id: string, role: 'backOffice' | 'secondLine', team: string, skills: Record<string, number>): Colleague => ({
  id, role, team, skills, languages: ['en'], licences: ['approval'], capacity: 20, availability: 'available',
});

/** Staff of the demo bank's teams; the credit desk and the second line have a second pair of eyes. */
const people: readonly Person[] = [
  ...demoPeople.map(({ name: _, ...person }): Colleague => person),
  colleague('lore', 'backOffice', 'loans', { loans: 3, income: 2 }),
  colleague('levi', 'backOffice', 'loans', { loans: 2 }),
  colleague('enno', 'backOffice', 'back-office', { income: 2 }),
  colleague('faye', 'secondLine', 'second-line', { fraud: 2, kyc: 2 }),
].map((person): Person => ({ ...person, availabilitySince: 0, version: 1 }));

export const staffTeams: ReadonlySet<string> = new Set(demoTeams.map(({ id }) => id));

/** One case and the staff around it, as the desk would have loaded them. */
export class SmallBank implements World {
  state: CaseState | undefined;

  case(id: string): CaseState | null {
    return this.state?.case.id === id ? this.state : null;
  }

  caseOf(task: string): CaseState | null {
    return this.state !== undefined && this.state.tasks.some(({ id }) => id === task) ? this.state : null;
  }

  person(id: string): Person | null {
    return this.staffMember(id) ?? null;
  }

  staffMember(id: string): Person | undefined {
    return people.find((person) => person.id === id);
  }

  team(id: string): null {
    void id;
    return null;
  }

  customer(id: string): Customer {
    return { id, kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 };
  }

  staffOf(team: string): readonly { person: Person; load: number; idleSince: number }[] {
    return people.filter((person) => person.team === team).map((person) => ({ person, load: 0, idleSince: 0 }));
  }

  openCasesOf(): readonly [] {
    return [];
  }

  draft(): null {
    return null;
  }

  get row(): Case {
    if (this.state === undefined) throw new Error('no case has been opened');
    return this.state.case;
  }

  /** Open work, oldest first. */
  get work(): readonly Task[] {
    return this.state?.tasks.filter(isOpen) ?? [];
  }

  /** Somebody of the task's team who may do it, else of another. */
  someoneFor(task: Task): Person {
    const { state } = this;
    const may = (person: Person): boolean =>
      person.role !== 'aiColleague' &&
      (task.needs?.licence === undefined || person.licences.includes(task.needs.licence)) &&
      (task.needs?.roles === undefined || task.needs.roles.includes(person.role)) &&
      (state === undefined || !isSeparated(task, person.id, state));
    // The back office helps every team.
    const able = people.find((person) => person.team === task.team && may(person)) ?? people.find((person) => person.role === 'backOffice' && may(person));
    if (able === undefined) throw new Error(`nobody of ${task.team} may do ${task.activity}`);
    return able;
  }
}
