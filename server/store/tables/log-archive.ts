import type { Queryable } from '../queryable.ts';

/** A partition that was written to a file. `file` is its name without a folder; `isDropped` where only the file still has its cases. */
export interface ArchiveRow {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly lastHash: Buffer;
  readonly file: string;
  readonly sha256: Buffer;
  readonly isDropped: boolean;
}

export async function readArchives(db: Queryable): Promise<ArchiveRow[]> {
  const { rows } = await db.query<ArchiveRow & Record<string, unknown>>({
    text: `select first_seq as "firstSeq", last_seq as "lastSeq", last_hash as "lastHash", file, sha256, dropped as "isDropped"
      from log_archive order by first_seq`,
  });
  return rows;
}

/** Adds the row of an archive, or the new file of one that is written again. */
export async function putArchive(db: Queryable, row: ArchiveRow): Promise<void> {
  await db.query({
    text: `insert into log_archive (first_seq, last_seq, last_hash, file, sha256, dropped) values ($1, $2, $3, $4, $5, $6)
      on conflict (first_seq) do update set file = excluded.file, sha256 = excluded.sha256`,
    values: [row.firstSeq, row.lastSeq, row.lastHash, row.file, row.sha256, row.isDropped],
  });
}

export async function markDropped(db: Queryable, firstSeq: number): Promise<void> {
  await db.query({ text: 'update log_archive set dropped = true where first_seq = $1', values: [firstSeq] });
}
