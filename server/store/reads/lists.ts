import type { Queryable } from '../queryable.ts';

/** A page is read behind `after`, the sort key and id of the row before; `limit` rows at most. */
export interface PageRead {
  readonly limit: number;
  readonly after?: readonly [number | string, string];
}

/**
 * Whose cases a reader may see: all of the own team and of those that the reader leads, and those with work for them; of identified ones
 * all, or those of `teams` and those in view at `branch`. Other cases that nobody has identified stay with their team, unless `isOverseer`.
 */
export interface Reader {
  readonly person: string;
  readonly own: readonly string[];
  readonly teams: readonly string[] | 'all';
  readonly branch?: string;
  readonly isOverseer: boolean;
}

interface StateRead {
  readonly id: string;
  readonly sort: number | string;
  readonly state: string;
}

const orders = { asc: ['>', 'asc'], desc: ['<', 'desc'] } as const;

/** Collects conditions with their parameters; the text has only fragments of this file. */
class Where {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  param(value: unknown): string {
    return `$${String(this.values.push(value))}`;
  }

  add(condition: string): void {
    this.#parts.push(condition);
  }

  equals(column: string, value: string | undefined): void {
    if (value !== undefined) this.add(`${column} = ${this.param(value)}`);
  }

  get text(): string {
    return this.#parts.length === 0 ? '' : `where ${this.#parts.join(' and ')}`;
  }
}

/** Which identified cases are seen beside those of the own teams. */
function wideOf(where: Where, { teams, branch }: Reader): string {
  if (teams === 'all') return 'true';
  const ofTeams = `c.team = any(${where.param(teams)}::text[])`;
  return branch === undefined ? ofTeams : `(${ofTeams} or c.state::json ->> 'branch' = ${where.param(branch)})`;
}

function addVisible(where: Where, reader: Reader): void {
  if (reader.isOverseer) return;
  const wide = wideOf(where, reader);
  const own = `any(${where.param(reader.own)}::text[])`;
  // Whoever has a piece of its work sees the case, also before it is known whose it is.
  const works = `exists (select 1 from tasks t where t.case_id = c.id and t.status in ('open', 'parked') and (t.team = ${own} or t.owner = ${where.param(reader.person)}))`;
  where.add(`(c.team = ${own} or (c.customer is not null and ${wide}) or ${works})`);
}

function addPage(where: Where, column: string, id: string, page: PageRead, direction: 'asc' | 'desc'): string {
  const [than, word] = orders[direction];
  if (page.after && column === id) where.add(`${id} ${than} ${where.param(page.after[1])}`);
  else if (page.after) where.add(`(${column}, ${id}) ${than} (${where.param(page.after[0])}, ${where.param(page.after[1])})`);
  return `order by ${column === id ? '' : `${column} ${word}, `}${id} ${word} limit ${where.param(page.limit)}`;
}

export interface CaseFilter {
  readonly status?: 'open' | 'closed';
  readonly team?: string;
  readonly journey?: string;
  readonly customer?: string;
  readonly id?: string;
}

const caseSorts = { openedAt: ['c.opened_at', 'asc'], '-openedAt': ['c.opened_at', 'desc'], id: ['c.id', 'asc'] } as const;

export async function listCaseStates(
  db: Queryable, reader: Reader, filter: CaseFilter, sort: keyof typeof caseSorts, page: PageRead,
): Promise<StateRead[]> {
  const where = new Where();
  if (filter.status !== undefined) where.add(filter.status === 'open' ? `c.status = 'open'` : `c.status = 'closed'`);
  where.equals('c.team', filter.team);
  where.equals('c.journey', filter.journey);
  where.equals('c.customer', filter.customer);
  where.equals('c.id', filter.id);
  addVisible(where, reader);
  const [column, direction] = caseSorts[sort];
  const tail = addPage(where, column, 'c.id', page, direction);
  const text = `select c.id, ${column} as sort, c.state from cases c ${where.text} ${tail}`;
  return (await db.query<StateRead & Record<string, unknown>>({ text, values: where.values })).rows;
}

export interface TaskFilter {
  readonly status?: 'open' | 'parked' | 'ended' | 'notEnded';
  readonly team?: string;
  readonly owner?: string;
  readonly case?: string;
  readonly id?: string;
}

const taskSorts = { madeAt: ['t.made_at', 'asc'], '-madeAt': ['t.made_at', 'desc'], id: ['t.id', 'asc'] } as const;
const taskStatus = {
  open: `t.status = 'open'`,
  parked: `t.status = 'parked'`,
  notEnded: `t.status in ('open', 'parked')`,
  ended: `t.status not in ('open', 'parked')`,
} as const;

/** Tasks of cases that the reader may see, of the reader's own queue, and the reader's own. */
export async function listTaskStates(
  db: Queryable, reader: Reader, filter: TaskFilter, sort: keyof typeof taskSorts, page: PageRead,
): Promise<StateRead[]> {
  const where = new Where();
  if (filter.status !== undefined) where.add(taskStatus[filter.status]);
  where.equals('t.team', filter.team);
  where.equals('t.owner', filter.owner);
  where.equals('t.case_id', filter.case);
  where.equals('t.id', filter.id);
  if (!reader.isOverseer) {
    const wide = wideOf(where, reader);
    const own = `any(${where.param(reader.own)}::text[])`;
    where.add(`(t.team = ${own} or c.team = ${own} or t.owner = ${where.param(reader.person)} or (c.customer is not null and ${wide}))`);
  }
  const [column, direction] = taskSorts[sort];
  const tail = addPage(where, column, 't.id', page, direction);
  const text = `select t.id, ${column} as sort, t.state from tasks t join cases c on c.id = t.case_id ${where.text} ${tail}`;
  return (await db.query<StateRead & Record<string, unknown>>({ text, values: where.values })).rows;
}

/** Customers by id, of one branch where it is given. */
export async function listCustomerStates(db: Queryable, filter: { branch?: string; id?: string }, page: PageRead): Promise<StateRead[]> {
  const where = new Where();
  where.equals('team', filter.branch);
  where.equals('id', filter.id);
  const tail = addPage(where, 'id', 'id', page, 'asc');
  const text = `select id, id as sort, state from customers ${where.text} ${tail}`;
  return (await db.query<StateRead & Record<string, unknown>>({ text, values: where.values })).rows;
}

/** Staff with the names of the directory. */
export async function listPersonStates(
  db: Queryable, filter: { team?: string; id?: string }, page: PageRead,
): Promise<(StateRead & { name: string | null })[]> {
  const where = new Where();
  where.equals('p.team', filter.team);
  where.equals('p.id', filter.id);
  const tail = addPage(where, 'p.id', 'p.id', page, 'asc');
  const text = `select p.id, p.id as sort, p.state, d.name from people p left join directory d on d.person = p.id ${where.text} ${tail}`;
  return (await db.query<StateRead & { name: string | null } & Record<string, unknown>>({ text, values: where.values })).rows;
}
