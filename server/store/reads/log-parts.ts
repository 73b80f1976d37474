import type { Queryable } from '../queryable.ts';

/** A `system:checkpoint` entry: its own number, and its subject, which names the seq that it speaks of. */
export interface CheckpointEntry {
  readonly seq: number;
  readonly subject: string;
  readonly body: string;
}

/** Who writes checkpoints; the index by actor finds them. */
export const checkpointActor = 'system:log';

export async function readCheckpoints(db: Queryable): Promise<CheckpointEntry[]> {
  const { rows } = await db.query<CheckpointEntry & Record<string, unknown>>({
    text: `select seq, subject, body from log where actor = $1 and kind = 'system:checkpoint' order by seq`,
    values: [checkpointActor],
  });
  return rows;
}

/** What keeps the entries of a part from being dropped: an open case in it, and when its newest entry was recorded. */
export async function readHindrance(db: Queryable, firstSeq: number, lastSeq: number): Promise<{ openCase: string | null; recordedAt: number }> {
  const { rows } = await db.query<{ openCase: string | null; recordedAt: number | null }>({
    text: `select
      (select case_id from log where seq between $1 and $2 and exists (select from cases where id = case_id and status = 'open') limit 1) as "openCase",
      (select max(recorded_at) from log where seq between $1 and $2) as "recordedAt"`,
    values: [firstSeq, lastSeq],
  });
  return { openCase: rows[0]?.openCase ?? null, recordedAt: rows[0]?.recordedAt ?? 0 };
}
