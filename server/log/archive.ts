import fs from 'node:fs';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import { must } from '../../shared/assert.ts';
import type { Db } from '../store/db.ts';
import { newestRecorded } from '../store/reads/log-parts.ts';
import type { StoredEntry } from '../store/reads/verify.ts';
import { readHead } from '../store/tables/head.ts';
import type { ArchiveRow } from '../store/tables/log-archive.ts';
import { markDropped, putArchive, readArchives } from '../store/tables/log-archive.ts';
import type { Partition } from '../store/tables/log-partitions.ts';
import { lockPartitions, readPartitions, thinPartition } from '../store/tables/log-partitions.ts';
import { archiveName, writeArchive } from './archive-file.ts';
import { listCheckpoints } from './checkpoints.ts';
import { storedPages, wrongArchive } from './log-pages.ts';

export interface ArchiveOptions {
  readonly folder: string;
  /** Also take the entries of ended cases out of the database. */
  readonly drop: boolean;
  /** Milliseconds UTC, to tell how old a part is. */
  readonly now: number;
  /** How long after it was recorded an entry may not be dropped: answers of repeated commands are rebuilt from it. */
  readonly keepMs?: number;
  readonly onArchived?: (part: ArchivedPart) => void;
}

export interface ArchivedPart {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly file: string;
  readonly sha256: string;
  /** `archived` now, `known` from before, `dropped` now or before; or why it was not dropped. */
  readonly state: 'archived' | 'known' | 'dropped' | 'kept';
  readonly because?: string;
}

const commandRetentionMs = 30 * 24 * 60 * 60_000;
const pageSize = 4000;

/**
 * Writes every closed partition of the log to a file of the folder, unless it is there already, and with `drop` takes the entries of
 * ended cases out of the database, never those of open ones. Kept whole are parts without a checkpoint behind them (`noCheckpoint`), or
 * too young (`young`), and all that follow. Refuses with `folder_missing`, or `archive_broken {file}` where a known file cannot be written
 * again because its entries were dropped.
 */
export async function archiveLog(db: Db, options: ArchiveOptions): Promise<ArchivedPart[] | Refusal> {
  const { folder, drop, onArchived } = options;
  if (!fs.existsSync(folder)) return refuse('folder_missing', { folder });
  const head = await readHead(db);
  const closed = (await readPartitions(db)).filter(({ lastSeq }) => lastSeq <= head.seq);
  const known = new Map((await readArchives(db)).map((row) => [row.firstSeq, row]));
  const parts: ArchivedPart[] = [];
  let mayDrop = drop;
  for (const partition of closed) {
    const old = known.get(partition.firstSeq);
    const wrong = old && (await wrongArchive(folder, old));
    if (old?.isDropped && wrong !== undefined) return refuse('archive_broken', { file: old.file, because: wrong });
    const row = old && wrong === undefined ? old : await writeOne(db, partition, head.logId, folder);
    const part = { firstSeq: row.firstSeq, lastSeq: row.lastSeq, file: row.file, sha256: row.sha256.toString('hex') };
    parts.push({ ...part, ...(await settle(db, partition, row, old !== undefined && wrong === undefined, mayDrop, options)) });
    // What is dropped is the beginning of the log, without an island in it.
    mayDrop &&= parts.at(-1)?.state === 'dropped';
    onArchived?.(must(parts.at(-1), 'a part was just added'));
  }
  return parts;
}

async function writeOne(db: Db, { firstSeq, lastSeq }: Partition, logId: string, folder: string): Promise<ArchiveRow> {
  let last: StoredEntry | undefined;
  let count = 0;
  async function* pages(): AsyncGenerator<StoredEntry[]> {
    // A statement each, for what is read never changes again.
    for await (const page of storedPages(db, firstSeq - 1, pageSize, lastSeq)) {
      last = page.at(-1);
      count += page.length;
      yield page;
    }
  }
  const sha256 = await writeArchive(folder, { logId, firstSeq, lastSeq }, pages());
  if (count !== lastSeq - firstSeq + 1) throw new Error(`Bug: entries are missing between ${String(firstSeq)} and ${String(lastSeq)}: run verify`);
  const lastHash = Buffer.from(must(last, 'a closed part has entries').hash, 'hex');
  const row = { firstSeq, lastSeq, lastHash, file: archiveName(firstSeq, lastSeq), sha256, isDropped: false };
  await putArchive(db, row);
  return row;
}

async function settle(
  db: Db, partition: Partition, row: ArchiveRow, wasKnown: boolean, drop: boolean, options: ArchiveOptions,
): Promise<Pick<ArchivedPart, 'state' | 'because'>> {
  if (row.isDropped) return { state: 'dropped' };
  if (!drop) return { state: wasKnown ? 'known' : 'archived' };
  const because = await dropOne(db, partition, options);
  return because === undefined ? { state: 'dropped' } : { state: 'kept', because };
}

/** Thins a partition; or says why not. */
function dropOne(db: Db, partition: Partition, { now, keepMs = commandRetentionMs }: ArchiveOptions): Promise<string | undefined> {
  return db.transaction(async (client) => {
    await lockPartitions(client);
    if (!(await listCheckpoints(client)).some(({ of }) => of >= partition.lastSeq)) return 'noCheckpoint';
    if ((await newestRecorded(client, partition.firstSeq, partition.lastSeq)) > now - keepMs) return 'young';
    await thinPartition(client, partition);
    await markDropped(client, partition.firstSeq);
    return undefined;
  });
}
