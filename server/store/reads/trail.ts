import type { Queryable } from '../queryable.ts';

export interface TrailEntry {
  readonly seq: number;
  readonly recordedAt: number;
  readonly kind: string;
  readonly subject: string;
  readonly case: string | null;
  readonly customer: string | null;
  readonly task: string | null;
  readonly actor: string;
  /** Canonical JSON. */
  readonly body: string;
  /** The transfer of the task before this entry, where it is one itself. */
  readonly kindBefore: string | null;
  readonly bodyBefore: string | null;
}

/** What somebody has done behind a seq, newest first, each transfer with the one before it. */
export async function readDeeds(db: Queryable, actor: string, after: number, kinds: readonly string[], transfers: readonly string[], most: number): Promise<TrailEntry[]> {
  const { rows } = await db.query<TrailEntry & Record<string, unknown>>({
    name: 'trail-deeds',
    text: `with deeds as (
        select seq, recorded_at, kind, subject, case_id, customer, task, actor, body from log
        where actor = $1 and seq > $2 and kind = any($3::text[]) order by seq desc limit $5
      )
      select deeds.seq, deeds.recorded_at as "recordedAt", deeds.kind, deeds.subject, deeds.case_id as "case", deeds.customer, deeds.task, deeds.actor, deeds.body,
        earlier.kind as "kindBefore", earlier.body as "bodyBefore"
      from deeds left join lateral (
        select kind, body from log
        where deeds.kind = any($4::text[]) and case_id = deeds.case_id and task = deeds.task and kind = any($4::text[]) and seq < deeds.seq
        order by seq desc limit 1
      ) earlier on true
      order by deeds.seq desc`,
    values: [actor, after, kinds, transfers, most],
  });
  return rows;
}

/** What others have done to a person behind a seq, newest first. */
export async function readDoneTo(db: Queryable, person: string, after: number, kinds: readonly string[], most: number): Promise<TrailEntry[]> {
  const { rows } = await db.query<TrailEntry & Record<string, unknown>>({
    name: 'trail-done-to',
    text: `select seq, recorded_at as "recordedAt", kind, subject, case_id as "case", customer, task, actor, body, null as "kindBefore", null as "bodyBefore" from log
      where seq > $2 and subject = 'person:' || $1 and actor <> $1 and kind = any($3::text[]) order by seq desc limit $4`,
    values: [person, after, kinds, most],
  });
  return rows;
}
