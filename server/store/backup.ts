import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { must } from '../../shared/assert.ts';
import type { Clock } from '../clock.ts';
import { BACKUP_FORM, FrameKind, encodeFrame, keysFileOf, payloadHash } from './backup-form.ts';
import type { BackupHeader, BackupTable, BackupTrailer, KeysFile, Partition } from './backup-form.ts';
import { openDatabase } from './db.ts';
import type { KeyStore } from './keys/key-store.ts';
import { schemaVersion } from './migrate.ts';

export interface BackupReport {
  readonly logId: string;
  readonly headSeq: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly keys: number;
}

interface Options {
  readonly url: string;
  readonly file: string;
  readonly keyStore: KeyStore;
  readonly clock: Clock;
  readonly onRows?: (total: number) => void;
}

/**
 * Writes `file` (all rows as of one moment) and `file.keys` (wrapped keys and erasures), each whole or not at all.
 * Writers are not held up. Refuses with `nothing_to_back_up` where there is no log.
 */
export async function backup({ url, file, keyStore, clock, onRows }: Options): Promise<BackupReport | Refusal> {
  const db = openDatabase(url, { max: 1, applicationName: 'baton-backup', statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 });
  const client = await db.pool.connect();
  const part = `${file}.part`;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const version = await schemaVersion(client);
    if (version === 0) return refuse('nothing_to_back_up');
    const header = await readHeader(client, version, clock.now());
    const rows: Record<string, number> = {};
    const frames = backupFrames(client, header, rows, onRows ?? (() => undefined));
    await pipeline(frames, createZstdCompress(), fs.createWriteStream(part, { mode: 0o600, flush: true }));
    await client.query('COMMIT');

    // After the data: a key is durable before the first value that it seals, so none is missing; an erasure since then counts.
    const exported = keyStore.exportWrapped();
    const keysFile: KeysFile = { form: BACKUP_FORM, logId: header.logId, at: header.at, ...exported };
    writeDurably(keysFileOf(file), JSON.stringify(keysFile));
    const bytes = fs.statSync(part).size;
    fs.renameSync(part, file);
    syncFolderOf(file);
    return { logId: header.logId, headSeq: header.headSeq, rows, bytes, keys: exported.keys.length };
  } finally {
    fs.rmSync(part, { force: true });
    client.release(true);
    await db.close();
  }
}

async function* backupFrames(client: pg.PoolClient, header: BackupHeader, rows: Record<string, number>, onRows: (total: number) => void): AsyncGenerator<Buffer> {
  const hash = payloadHash();
  const frame = (kind: FrameKind, payload: Buffer): Buffer => {
    hash.add({ kind, payload });
    return encodeFrame(kind, payload);
  };
  yield frame(FrameKind.header, json(header));
  let total = 0;
  for (const table of await readTables(client)) {
    yield frame(FrameKind.table, json(table));
    const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    // A query, since COPY of a partitioned table by name gives nothing.
    const stream = client.query(copyTo(`COPY (SELECT ${columns} FROM ${pg.escapeIdentifier(table.table)}) TO STDOUT`));
    for await (const chunk of inPieces(stream)) {
      yield frame(FrameKind.rows, chunk);
      onRows(total + stream.rowCount);
    }
    rows[table.table] = stream.rowCount;
    total += stream.rowCount;
  }
  const trailer: BackupTrailer = { sha256: hash.hex(), rows };
  yield encodeFrame(FrameKind.trailer, json(trailer));
}

/** COPY comes row by row; frames of some size cost less. */
async function* inPieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieceBytes = 64 * 1024;
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    pieces.push(chunk);
    size += chunk.length;
    if (size < pieceBytes) continue;
    yield Buffer.concat(pieces);
    [pieces, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(pieces);
}

async function readHeader(client: pg.PoolClient, version: number, at: number): Promise<BackupHeader> {
  const { rows } = await client.query<{ logId: string; seq: number; hash: Buffer }>('SELECT log_id AS "logId", seq, hash FROM head');
  const head = must(rows[0], 'a migrated database has its head row');
  const partitions = await client.query<Partition>(
    `SELECT child.relname AS name, parent.relname AS parent, pg_get_expr(child.relpartbound, child.oid) AS bound
     FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
     WHERE child.relispartition AND child.relkind = 'r' AND parent.relnamespace = 'public'::regnamespace ORDER BY child.relname`,
  );
  return {
    form: BACKUP_FORM,
    schemaVersion: version,
    logId: head.logId,
    headSeq: head.seq,
    headHash: head.hash.toString('hex'),
    at,
    partitions: partitions.rows,
  };
}

/** The tables of the product, partitioned ones by their parent, with the columns that hold data of their own. */
export async function readTables(client: pg.PoolClient): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT relname AS table, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname NOT LIKE 'schema\\_migration%' AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     GROUP BY relname ORDER BY relname`,
  );
  return rows;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function writeDurably(file: string, text: string): void {
  const part = `${file}.part`;
  fs.writeFileSync(part, text, { mode: 0o600, flush: true });
  fs.renameSync(part, file);
}

function syncFolderOf(file: string): void {
  if (process.platform === 'win32') return;
  const fd = fs.openSync(path.dirname(path.resolve(file)), 'r');
  fs.fsyncSync(fd);
  fs.closeSync(fd);
}
