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

/** When the newest entry of a part was recorded, in milliseconds UTC. */
export async function newestRecorded(db: Queryable, firstSeq: number, lastSeq: number): Promise<number> {
  const { rows } = await db.query<{ recordedAt: number | null }>({
    text: 'select max(recorded_at) as "recordedAt" from log where seq between $1 and $2',
    values: [firstSeq, lastSeq],
  });
  return rows[0]?.recordedAt ?? 0;
}
