import type { PersonQuery, PersonRow } from '../../shared/contract/rest.ts';
import type { Person } from '../../shared/model/person.ts';
import { isAbsent } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { Queryable } from '../store/queryable.ts';
import { listPersonStates } from '../store/reads/lists.ts';
import { defined } from './cases.ts';
import type { Page } from './page.ts';
import { pageOf, toPage } from './page.ts';

/** Only what stands here leaves: capacity, skills and reasons of absence are for routing and leads. */
function personRow(state: Person, name: string | null, now: number): PersonRow {
  const { id, version, role, team, branch, availability } = state;
  return defined({ id, version, name: name ?? undefined, role, team, branch, availability, isAbsent: isAbsent(state, now) });
}

export async function listPeople(db: Queryable, query: PersonQuery, now: number): Promise<Page<PersonRow> | Refusal> {
  const page = pageOf('id', query);
  if (isRefusal(page)) return page;
  const reads = await listPersonStates(db, defined<{ team?: string }>({ team: query.team }), page);
  return toPage('id', reads, page, ({ state, name }) => personRow(JSON.parse(state) as Person, name, now));
}

export async function getPerson(db: Queryable, id: string, now: number): Promise<PersonRow | undefined> {
  const [read] = await listPersonStates(db, { id }, { limit: 1 });
  return read && personRow(JSON.parse(read.state) as Person, read.name, now);
}
