import type { Queryable } from '../queryable.ts';

/** Cases that a person had a hand in behind a seq, and those of their open tasks; at most `limit` of the first. */
export async function readDayCases(db: Queryable, person: string, after: number, limit: number): Promise<string[]> {
  const { rows } = await db.query<{ state: string }>({
    name: 'day-cases',
    text: `select state from cases where status = 'open' and id in (
        (select distinct case_id from log where actor = $1 and seq > $2 and case_id is not null limit $3)
        union select case_id from tasks where owner = $1 and status in ('open', 'parked')) order by id`,
    values: [person, after, limit],
  });
  return rows.map(({ state }) => state);
}

/** Customers whom a person has verified since a time, in ms; of their newest entries, which an index has by actor. */
export async function readVerifiedBy(db: Queryable, person: string, since: number): Promise<string[]> {
  const { rows } = await db.query<{ customer: string }>({
    name: 'day-verified',
    text: `select distinct customer from (select kind, customer, recorded_at from log where actor = $1 order by seq desc limit 5000) newest
      where kind = 'customer:verified' and recorded_at > $2 and customer is not null order by customer`,
    values: [person, since],
  });
  return rows.map(({ customer }) => customer);
}

/** Drafts of a person in open cases: that there are some, not what they say. */
export async function readOwnDrafts(db: Queryable, author: string): Promise<{ case: string; field: string; savedAt: number }[]> {
  const { rows } = await db.query<{ case: string; field: string; savedAt: number }>({
    name: 'day-drafts',
    text: `select d.case_id as "case", d.field, d.saved_at as "savedAt" from drafts d join cases c on c.id = d.case_id
      where d.author = $1 and c.status = 'open' order by d.saved_at desc, d.case_id, d.field`,
    values: [author],
  });
  return rows;
}
