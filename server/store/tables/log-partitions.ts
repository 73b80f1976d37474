import { must } from '../../../shared/assert.ts';
import type { Queryable } from '../queryable.ts';

/** A part of the log: the entries from `firstSeq` to `lastSeq`, both inclusive. */
export interface Partition {
  readonly name: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** All partitions of the log, in order. */
export async function readPartitions(db: Queryable): Promise<Partition[]> {
  const { rows } = await db.query<{ name: string; bounds: string }>({
    text: `select c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds
      from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'log'::regclass`,
  });
  return rows.map(({ name, bounds }) => ({ name, ...readBounds(bounds) })).sort((a, b) => a.firstSeq - b.firstSeq);
}

function readBounds(bounds: string): { firstSeq: number; lastSeq: number } {
  const [, from, to] = must(/FROM \('?(\d+)'?\) TO \('?(\d+)'?\)/.exec(bounds), 'every partition of the log has two bounds');
  return { firstSeq: Number(from), lastSeq: Number(to) - 1 };
}

/** One process at a time makes or thins partitions, until the end of its transaction. */
export async function lockPartitions(db: Queryable): Promise<void> {
  await db.query({ text: `select pg_advisory_xact_lock(hashtextextended('log partitions', 0))` });
}

/**
 * Adds an empty partition behind the last. A table is made first and attached then, because `create table … partition of` would lock out
 * all readers and writers of the log; attaching does not.
 */
export async function addPartition(db: Queryable, { name, firstSeq, lastSeq }: Partition): Promise<void> {
  await db.query({ text: `create table ${name} (like log including defaults)` });
  await attach(db, { name, firstSeq, lastSeq });
}

const attach = (db: Queryable, { name, firstSeq, lastSeq }: Partition): Promise<unknown> =>
  db.query({ text: `alter table log attach partition ${name} for values from (${String(firstSeq)}) to (${String(lastSeq + 1)})` });

// Of a case, either all entries stay or none, so that what stays can be folded; of an open case they stay.
const goes = (lastSeq: number): string =>
  `log.subject like 'case:%' and not exists (select from log later where later.case_id = log.case_id and later.seq > ${String(lastSeq)})
    and not exists (select from cases where id = log.case_id and status = 'open')`;


/**
 * Takes the ended cases out of a partition that have no entry behind it, and what earlier partitions kept of them. Entries of other cases, of
 * people, teams, customers, the catalog and the system stay.
 */
export async function thinPartition(db: Queryable, partition: Partition): Promise<void> {
  const { name, firstSeq, lastSeq } = partition;
  await db.query({ text: `create table ${name}_thin (like log including defaults)` });
  await db.query({ text: `create temporary table leaving on commit drop as select seq from log where seq <= ${String(lastSeq)} and ${goes(lastSeq)}` });
  await db.query({ text: `insert into ${name}_thin select * from ${name} p where not exists (select from leaving where leaving.seq = p.seq)` });
  await db.query({ text: 'delete from log where seq < $1 and seq in (select seq from leaving)', values: [firstSeq] });
  await db.query({ text: 'drop table leaving' });
  await db.query({ text: `alter table log detach partition ${name}` });
  await db.query({ text: `drop table ${name}` });
  await db.query({ text: `alter table ${name}_thin rename to ${name}` });
  await attach(db, partition);
}
