import type { Kysely } from 'kysely';
import { sql } from 'kysely';

/** The log, its head, the rows that it folds to, and what stands beside them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  await run(`create table head (
    one boolean primary key default true check (one),
    log_id text not null,
    seq bigint not null,
    hash bytea not null,
    rows_hash bytea not null,
    recorded_at bigint not null,
    catalog_version integer not null,
    rights_version integer not null,
    writer_version integer not null
  )`);
  await run(`insert into head values (true, 'log-' || replace(gen_random_uuid()::text, '-', ''), 0,
    decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), 0, 0, 0, 1)`);

  await run(`create table log (
    seq bigint primary key,
    at bigint not null,
    recorded_at bigint not null,
    kind text not null,
    v smallint not null,
    subject text not null,
    case_id text,
    customer text,
    task text,
    actor text not null,
    on_behalf_of text,
    device text,
    input text not null,
    catalog integer not null,
    scopes text[] not null,
    body text not null,
    hash bytea not null
  ) partition by range (seq)`);
  await run('create table log_p0 partition of log for values from (1) to (10000001)');
  await run('create index log_case on log (case_id, seq) where case_id is not null');
  await run('create index log_customer on log (customer, seq) where customer is not null');
  await run('create index log_actor on log (actor, seq)');
  // Answers of commands are rebuilt from their entries; events answer "duplicate" from the ledger alone.
  await run(`create index log_command on log (input) where left(input, 2) = 'c:'`);

  await run(`create table ledger (
    id text primary key,
    sender text not null,
    body_hash bytea not null,
    at bigint not null
  )`);

  await run(`create table cases (
    id text primary key,
    journey text not null,
    party_source text not null,
    party_key text not null,
    team text not null,
    status text not null,
    outcome text,
    customer text,
    armed boolean not null,
    opened_at bigint not null,
    version integer not null,
    state text not null
  ) with (fillfactor = 80)`);
  await run('create index cases_customer on cases (customer) where customer is not null');
  await run(`create index cases_open on cases (team, opened_at, id) where status = 'open'`);

  await run(`create table tasks (
    id text primary key,
    case_id text not null,
    team text not null,
    status text not null,
    holder text,
    owner text,
    activity text not null,
    weight integer not null,
    made_at bigint not null,
    fence integer not null,
    version integer not null,
    state text not null
  ) with (fillfactor = 80)`);
  await run(`create index tasks_case on tasks (case_id) where status in ('open', 'parked')`);
  await run(`create index tasks_team on tasks (team, made_at, id) where status in ('open', 'parked')`);
  await run(`create index tasks_owner on tasks (owner) where owner is not null and status in ('open', 'parked')`);

  for (const table of ['people', 'teams', 'customers'])
    await run(`create table ${table} (id text primary key, team text, version integer not null, state text not null)`);

  await run(`create table timers (
    id text primary key,
    due_at bigint not null,
    kind text not null,
    case_id text not null,
    body text not null
  )`);
  await run('create index timers_due on timers (due_at, id)');

  await run(`create table held_input (
    id bigint generated always as identity primary key,
    input text not null unique,
    source text not null,
    case_id text not null,
    owner text not null,
    reference text not null,
    held_at bigint not null,
    body text not null
  )`);
  await run('create index held_input_case on held_input (source, case_id, id)');

  await run(`create table customer_value (
    id text primary key,
    customer text not null,
    field text not null,
    value bytea not null,
    source text not null,
    as_of bigint not null,
    valid_until bigint,
    set_at bigint not null,
    superseded_at bigint
  )`);
  await run('create index customer_value_customer on customer_value (customer, field, set_at)');

  await run(`create table customer_search (
    kind text not null,
    hash bytea not null,
    customer text not null,
    primary key (kind, hash, customer)
  )`);
  await run('create index customer_search_customer on customer_search (customer)');

  // Erasures that the log holds, so that a start can destroy a key that a crash left between the commit and its destruction.
  await run('create table erasures (customer text primary key, at bigint not null)');

  await run(`create table drafts (
    case_id text not null,
    field text not null,
    author text not null,
    value bytea not null,
    version integer not null,
    saved_at bigint not null,
    primary key (case_id, field, author)
  )`);

  await run(`create table saved_views (
    id text primary key,
    owner text not null,
    shared boolean not null,
    name bytea not null,
    query text not null,
    version integer not null
  )`);

  await run(`create table directory (
    person text primary key,
    name text not null,
    initials text not null
  )`);

  await run(`create table source_keys (
    source text primary key,
    key_hash bytea not null,
    journey text
  )`);

  await run(`create table log_archive (
    first_seq bigint primary key,
    last_seq bigint not null,
    last_hash bytea not null,
    file text not null,
    sha256 bytea not null,
    dropped boolean not null
  )`);
}
