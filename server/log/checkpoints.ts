import type { Queryable } from '../store/queryable.ts';
import { readCheckpoints } from '../store/reads/log-parts.ts';
import type { Head } from '../store/tables/head.ts';
import { readHead } from '../store/tables/head.ts';
import { readPartitions } from '../store/tables/log-partitions.ts';

/** What a checkpoint vouches for: the sum over all rows (hex) right after the entry `of`. */
export interface Checkpoint {
  readonly seq: number;
  readonly of: number;
  readonly rowsHash: string;
}

const prefix = 'system:log/';

/** The subject of a checkpoint names the seq that it speaks of: its own comes later, when others may have written. */
export const checkpointSubject = (of: number): string => `${prefix}${String(of)}`;

/** All checkpoints of the log, in order; one that cannot be read speaks of seq 0. */
export async function listCheckpoints(db: Queryable): Promise<Checkpoint[]> {
  return (await readCheckpoints(db)).map(({ seq, subject, body }) => ({
    seq,
    of: subject.startsWith(prefix) ? Number(subject.slice(prefix.length)) || 0 : 0,
    rowsHash: /"rowsHash":"([0-9a-f]{64})"/.exec(body)?.[1] ?? '',
  }));
}

/** The head to be copied into a checkpoint and the boundary that it is for, where the log has passed one since the last checkpoint. */
export async function dueCheckpoint(db: Queryable): Promise<{ head: Head; boundary: number } | undefined> {
  const head = await readHead(db);
  const closed = (await readPartitions(db)).filter(({ lastSeq }) => lastSeq <= head.seq);
  const boundary = closed.at(-1)?.lastSeq;
  if (boundary === undefined) return undefined;
  const last = (await listCheckpoints(db)).at(-1);
  return last !== undefined && last.of >= boundary ? undefined : { head, boundary };
}
