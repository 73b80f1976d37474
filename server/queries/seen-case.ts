import type { Case, CaseState } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { ownerOf } from '../../shared/model/task.ts';
import type { Looking } from '../../shared/policy/may-see.ts';
import type { Queryable } from '../store/queryable.ts';
import type { Reader } from '../store/reads/lists.ts';
import { listCaseStates } from '../store/reads/lists.ts';
import { customerStates } from '../store/reads/sheet.ts';
import { loadOpenTasks } from '../store/tables/tasks.ts';

/** A case with its customer, and how a person looks at them. */
export interface SeenCase {
  readonly state: CaseState;
  readonly customer: Customer | undefined;
  readonly looking: Looking;
}

export async function readCustomer(db: Queryable, id: string): Promise<Customer | undefined> {
  const [read] = await customerStates(db, [id]);
  return read && (JSON.parse(read.state) as Customer);
}

/** Undefined where there is no such case, or none that the reader may see. `people` are those whom the person may be helping. */
export async function readSeenCase(db: Queryable, reader: Reader, id: string, person: Person, now: number, people: ReadonlyMap<string, Person> = new Map()): Promise<SeenCase | undefined> {
  const [read] = await listCaseStates(db, reader, { id }, 'id', { limit: 1 });
  if (!read) return undefined;
  const state: CaseState = { case: JSON.parse(read.state) as Case, tasks: (await loadOpenTasks(db, [id])).map((task) => JSON.parse(task.state) as Task) };
  const customer = state.case.customer === undefined ? undefined : await readCustomer(db, state.case.customer);
  const holdsTask = (who: string): boolean => state.tasks.some((task) => ownerOf(task) === who);
  const helps = (state.case.helps ?? []).flatMap(({ by, joined }) => {
    const asked = joined?.some((one) => one.by === person.id) === true ? people.get(by) : undefined;
    return asked === undefined ? [] : [{ person: asked, holdsTask: holdsTask(by) }];
  });
  // Whoever is to take a caller over reads what the sender sees before they say yes.
  const callers = state.tasks.flatMap(({ handOff }) => {
    const sender = handOff?.call !== undefined && handOff.toPerson === person.id ? people.get(handOff.from) : undefined;
    return sender === undefined ? [] : [{ person: sender, holdsTask: holdsTask(sender.id) }];
  });
  return { state, customer, looking: { person, customer, case: id, holdsTask: holdsTask(person.id), helps: [...helps, ...callers], now } };
}
