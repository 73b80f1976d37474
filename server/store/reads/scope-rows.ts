import type { Queryable, Statement } from '../queryable.ts';

/** Which rows are wanted, each list by one key; an empty list asks nothing. */
export interface RowsWanted {
  readonly tasks?: readonly string[];
  readonly tasksOfCases?: readonly string[];
  readonly tasksOfTeams?: readonly string[];
  readonly tasksOfOwners?: readonly string[];
  /** Names of scopes that tasks are offered to. */
  readonly tasksOffered?: readonly string[];
  readonly cases?: readonly string[];
  readonly casesOfCustomers?: readonly string[];
  readonly people?: readonly string[];
  readonly peopleOfTeams?: readonly string[];
  readonly teams?: readonly string[];
  readonly customers?: readonly string[];
  readonly entries?: readonly number[];
  readonly entriesOfCases?: readonly string[];
  readonly draftsOfCases?: readonly string[];
  readonly countsOfTeams?: readonly string[];
  readonly loads?: readonly string[];
}

export interface StateText {
  readonly id: string;
  readonly state: string;
}

export interface EntryText {
  readonly seq: number;
  readonly at: number;
  readonly recordedAt: number;
  readonly kind: string;
  readonly v: number;
  readonly case: string;
  readonly task: string | null;
  readonly actor: string;
  readonly onBehalfOf: string | null;
  /** Canonical JSON. */
  readonly body: string;
}

export interface DraftInfo {
  readonly case: string;
  readonly field: string;
  readonly author: string;
  readonly version: number;
  readonly savedAt: number;
}

export interface Counted {
  readonly id: string;
  readonly open: number;
  readonly parked: number;
  readonly stalled: number;
  /** Of a team: in its queue, owned by nobody. Of a person: the weight of what is open. */
  readonly amount: number;
}

export interface ScopeRows {
  readonly tasks: StateText[];
  readonly cases: StateText[];
  readonly people: StateText[];
  readonly teams: StateText[];
  readonly customers: StateText[];
  readonly entries: EntryText[];
  readonly drafts: DraftInfo[];
  readonly counts: Counted[];
  readonly loads: Counted[];
}

/** How many of a case's newest entries its scope shows. */
export const timelineLength = 100;

const open = `status in ('open', 'parked')`;
const stalled = 'count(*) filter (where stalled)::integer';
const entry = `seq, at, recorded_at as "recordedAt", kind, v, case_id as "case", task, actor, on_behalf_of as "onBehalfOf", body`;

type Query = readonly [keyof RowsWanted, keyof ScopeRows, string];

const queries: readonly Query[] = [
  ['tasks', 'tasks', 'select id, state from tasks where id = any($1::text[])'],
  ['tasksOfCases', 'tasks', `select id, state from tasks where case_id = any($1::text[]) and ${open}`],
  ['tasksOfTeams', 'tasks', `select id, state from tasks where team = any($1::text[]) and ${open}`],
  ['tasksOfOwners', 'tasks', `select id, state from tasks where owner = any($1::text[]) and owner is not null and ${open}`],
  ['tasksOffered', 'tasks', `select id, state from tasks where offered_to && $1::text[] and offered_to is not null and ${open}`],
  ['cases', 'cases', 'select id, state from cases where id = any($1::text[])'],
  ['casesOfCustomers', 'cases', 'select id, state from cases where customer = any($1::text[]) and customer is not null'],
  ['people', 'people', 'select id, state from people where id = any($1::text[])'],
  ['peopleOfTeams', 'people', 'select id, state from people where team = any($1::text[])'],
  ['teams', 'teams', 'select id, state from teams where id = any($1::text[])'],
  ['customers', 'customers', 'select id, state from customers where id = any($1::text[])'],
  ['entries', 'entries', `select ${entry} from log where seq = any($1::bigint[])`],
  ['entriesOfCases', 'entries',
    `select l.* from unnest($1::text[]) as c cross join lateral
      (select ${entry} from log where case_id = c order by log.seq desc limit ${String(timelineLength)}) as l`],
  ['draftsOfCases', 'drafts', `select case_id as "case", field, author, version, saved_at as "savedAt" from drafts where case_id = any($1::text[])`],
  ['countsOfTeams', 'counts',
    `select team as id, count(*) filter (where status = 'open')::integer as open, count(*) filter (where status = 'parked')::integer as parked,
      ${stalled} as stalled, count(*) filter (where holder = 'queue')::integer as amount
      from tasks where team = any($1::text[]) and ${open} group by team`],
  ['loads', 'loads',
    `select owner as id, count(*) filter (where status = 'open')::integer as open, count(*) filter (where status = 'parked')::integer as parked,
      ${stalled} as stalled, coalesce(sum(weight) filter (where status = 'open'), 0)::integer as amount
      from tasks where owner = any($1::text[]) and owner is not null and ${open} group by owner`],
];

/** One statement per key that is asked, all at once on a pool: each sees what is committed when it begins. */
export async function readScopeRows(pool: Queryable, wanted: RowsWanted): Promise<ScopeRows> {
  return gather(await Promise.all(statements(wanted).map(([kind, statement]) => pool.query(statement).then(({ rows }) => [kind, rows] as const))));
}

/** The same one after the other on a connection, in the snapshot of its transaction. */
export async function readScopeSnapshot(client: Queryable, wanted: RowsWanted): Promise<ScopeRows> {
  const results: (readonly [keyof ScopeRows, unknown[]])[] = [];
  for (const [kind, statement] of statements(wanted)) results.push([kind, (await client.query(statement)).rows]);
  return gather(results);
}

const statements = (wanted: RowsWanted): (readonly [keyof ScopeRows, Statement])[] =>
  queries
    .filter(([key]) => (wanted[key]?.length ?? 0) > 0)
    .map(([key, kind, text]) => [kind, { name: `scope-${key}`, text, values: [wanted[key]] }]);

function gather(results: readonly (readonly [keyof ScopeRows, unknown[]])[]): ScopeRows {
  const found: ScopeRows = { tasks: [], cases: [], people: [], teams: [], customers: [], entries: [], drafts: [], counts: [], loads: [] };
  for (const [kind, rows] of results) for (const row of rows) (found[kind] as unknown[]).push(row);
  return found;
}
