import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { readTables } from './backup.ts';
import { BACKUP_FORM, FrameKind, decodeFrames, keysFileOf, payloadHash } from './backup-form.ts';
import type { BackupHeader, BackupTable, BackupTrailer, Frame, KeysFile, Partition } from './backup-form.ts';
import { openDatabase } from './db.ts';
import type { KeyStore } from './keys/key-store.ts';
import { migrate, schemaVersion } from './migrate.ts';
import type { Migrations } from './migrate.ts';
import { doubtEffects } from './tables/effects.ts';

export interface RestoreReport {
  /** The new one: every client takes a fresh snapshot. */
  readonly logId: string;
  readonly headSeq: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly keys: number;
  readonly erased: number;
}

interface Options {
  readonly url: string;
  readonly file: string;
  /** Keys files besides `file.keys`; later ones know later erasures. */
  readonly moreKeysFiles?: readonly string[];
  readonly keyStore: KeyStore;
  readonly migrations: Migrations;
  readonly log: (message: string) => void;
  readonly onRows?: (total: number) => void;
}

class Damaged extends Error {}

/**
 * Loads a backup into an empty database, whole or not at all, under a new `logId`, and brings it to this release's schema.
 * Without a keys file persons' values stay unreadable. Whoever was erased, by the keys files or by the key store that is
 * there, stays erased. Refuses with `backup_damaged {reason}`, `backup_newer`, `not_empty`, `backup_other_schema`, `wrong_master_key`.
 */
export async function restore(options: Options): Promise<RestoreReport | Refusal> {
  const { url, file, keyStore, migrations, log } = options;
  const keysFiles = readKeysFiles([keysFileOf(file), ...(options.moreKeysFiles ?? [])], log);
  if (isRefusal(keysFiles)) return keysFiles;
  if (!keysFiles.every(({ keys }) => keyStore.canOpen(keys))) return refuse('wrong_master_key');

  const frames = readFrames(file);
  try {
    const hash = payloadHash();
    const first = await nextFrame(frames, FrameKind.header);
    hash.add(first);
    const header = parse<BackupHeader>(first);
    if (header.form > BACKUP_FORM) return refuse('backup_newer', { form: header.form, known: BACKUP_FORM });
    const code = Math.max(0, ...Object.keys(migrations).map((name) => Number.parseInt(name, 10)));
    if (header.schemaVersion > code) return refuse('backup_newer', { schema: header.schemaVersion, known: code });
    // Rows go into the schema that they were taken from; later migrations then change them as they did elsewhere.
    const reached = await migrateEmpty(url, migrations, header.schemaVersion, log);
    if (reached !== undefined) return reached;
    const report = await load({ header, frames, hash }, keysFiles, options);
    if (isRefusal(report)) return report;
    const migrated = await migrate(url, migrations, log);
    return typeof migrated === 'number' ? report : migrated;
  } catch (error) {
    if (error instanceof Damaged || isBadContent(error)) return refuse('backup_damaged', { file, reason: error.message });
    throw error;
  } finally {
    await frames.return(undefined);
  }
}

async function migrateEmpty(url: string, migrations: Migrations, wanted: number, log: (message: string) => void): Promise<Refusal | undefined> {
  const db = openDatabase(url, { max: 1, applicationName: 'baton-restore' });
  const found = await schemaVersion(db).finally(() => db.close());
  if (found > wanted) return refuse('backup_other_schema', { backup: wanted, database: found });
  const upTo = Object.fromEntries(Object.entries(migrations).filter(([name]) => Number.parseInt(name, 10) <= wanted));
  const reached = await migrate(url, upTo, log);
  return typeof reached === 'number' ? undefined : reached;
}

interface Contents {
  readonly header: BackupHeader;
  readonly frames: AsyncGenerator<Frame>;
  readonly hash: ReturnType<typeof payloadHash>;
}

async function load(contents: Contents, keysFiles: readonly KeysFile[], { url, keyStore, onRows }: Options): Promise<RestoreReport | Refusal> {
  const { header } = contents;
  const db = openDatabase(url, { max: 1, applicationName: 'baton-restore', statementTimeoutMs: 0, idleInTransactionTimeoutMs: 0 });
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    // No server may begin a log here while we load.
    await client.query('LOCK TABLE head IN ACCESS EXCLUSIVE MODE');
    const tables = await readTables(client);
    const filled = await firstFilled(client, tables);
    if (filled !== undefined) return refuse('not_empty', { table: filled });
    await client.query('DELETE FROM head');
    await makePartitions(client, header.partitions);
    const rows = await loadTables(client, tables, contents, onRows ?? (() => undefined));
    await moveSequences(client);
    const { rows: heads } = await client.query<{ logId: string }>(
      `UPDATE head SET log_id = 'log-' || replace(gen_random_uuid()::text, '-', '') RETURNING log_id AS "logId"`,
    );
    if (heads[0] === undefined) throw new Damaged('it has no head row');

    for (const keysFile of keysFiles) {
      const refused = keyStore.importWrapped(keysFile);
      if (refused !== undefined) return refused;
    }
    const erased = keyStore.erased().map(({ holder }) => holder);
    await eraseAgain(client, erased);
    if (tables.some(({ table }) => table === 'effects')) await doubtEffects(client);
    await client.query('COMMIT');
    const keys = new Set(keysFiles.flatMap((keysFile) => keysFile.keys.map(({ holder }) => holder)));
    return { logId: heads[0].logId, headSeq: header.headSeq, rows, keys: keys.size, erased: erased.length };
  } finally {
    // Closed, not kept: whatever was not committed is undone.
    client.release(true);
    await db.close();
  }
}

async function firstFilled(client: pg.PoolClient, tables: readonly BackupTable[]): Promise<string | undefined> {
  for (const { table } of tables) {
    // The head row comes with the schema.
    const text = table === 'head' ? 'SELECT 1 FROM head WHERE seq > 0' : `SELECT 1 FROM ${pg.escapeIdentifier(table)} LIMIT 1`;
    if ((await client.query(text)).rowCount !== 0) return table;
  }
  return undefined;
}

/** Loads table after table up to the trailer, and checks by it that nothing is missing or changed. */
async function loadTables(client: pg.PoolClient, known: readonly BackupTable[], { frames, hash }: Contents, onRows: (total: number) => void): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  let total = 0;
  let frame = await anyFrame(frames);
  while (frame.kind === FrameKind.table) {
    hash.add(frame);
    const { table, columns } = parse<BackupTable>(frame);
    if (!known.some((one) => one.table === table)) throw new Damaged(`there is no table ${table}`);
    const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
    const stream = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${names}) FROM STDIN`));
    await pipeline(async function* () {
      for (frame = await anyFrame(frames); frame.kind === FrameKind.rows; frame = await anyFrame(frames)) {
        hash.add(frame);
        yield frame.payload;
        onRows(total + stream.rowCount);
      }
    }, stream);
    rows[table] = stream.rowCount;
    total += stream.rowCount;
  }
  const trailer = parse<BackupTrailer>(frame);
  if (frame.kind !== FrameKind.trailer || trailer.sha256 !== hash.hex()) throw new Damaged('its contents do not match their checksum');
  if (JSON.stringify(trailer.rows) !== JSON.stringify(rows)) throw new Damaged('its row counts do not match');
  return rows;
}

async function makePartitions(client: pg.PoolClient, partitions: readonly Partition[]): Promise<void> {
  for (const { name, parent, bound } of partitions) {
    if (!/^FOR VALUES FROM \('?\d+'?\) TO \('?\d+'?\)$/.test(bound)) throw new Damaged(`the bound of partition ${name} is not one of ours`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${pg.escapeIdentifier(name)} PARTITION OF ${pg.escapeIdentifier(parent)} ${bound}`);
  }
}

/** Generated numbers go on after the loaded ones. */
async function moveSequences(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT relname AS table, attname AS column FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND attidentity <> ''`,
  );
  for (const { table, column } of rows) {
    const [t, c] = [pg.escapeIdentifier(table), pg.escapeIdentifier(column)];
    await client.query(`SELECT setval(pg_get_serial_sequence($1, $2), max(${c})) FROM ${t} HAVING max(${c}) IS NOT NULL`, [t, column]);
  }
}

/** What an erasure removes besides the key. */
async function eraseAgain(client: pg.PoolClient, holders: readonly string[]): Promise<void> {
  if (holders.length === 0) return;
  await client.query('DELETE FROM customer_search WHERE customer = ANY($1::text[])', [holders]);
  await client.query(
    'DELETE FROM drafts USING cases WHERE cases.id = case_id AND (cases.customer = ANY($1::text[]) OR cases.id = ANY($1::text[]))',
    [holders],
  );
}

function readKeysFiles(files: readonly string[], log: (message: string) => void): KeysFile[] | Refusal {
  const found: KeysFile[] = [];
  for (const [index, file] of files.entries()) {
    if (index === 0 && !fs.existsSync(file)) {
      log(`there is no ${file}: values whose keys are not in the key store already stay unreadable`);
      continue;
    }
    try {
      const read = JSON.parse(fs.readFileSync(file, 'utf8')) as KeysFile;
      if (!Array.isArray(read.keys) || !Array.isArray(read.erasures)) throw new Error('it holds no keys');
      found.push(read);
    } catch (error) {
      return refuse('backup_damaged', { file, reason: reasonOf(error) });
    }
  }
  return found;
}

async function* readFrames(file: string): AsyncGenerator<Frame> {
  const source = fs.createReadStream(file);
  const unpacked = createZstdDecompress();
  // Its error reaches us as the end of `unpacked`.
  pipeline(source, unpacked).catch(() => undefined);
  try {
    yield* decodeFrames(unpacked);
  } catch (error) {
    throw new Damaged(reasonOf(error));
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

async function anyFrame(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const next = await frames.next();
  if (next.done === true) throw new Damaged('the file ends too early');
  return next.value;
}

async function nextFrame(frames: AsyncGenerator<Frame>, kind: FrameKind): Promise<Frame> {
  const frame = await anyFrame(frames);
  if (frame.kind !== kind) throw new Damaged('this is no backup of Baton');
  return frame;
}

function parse<T>(frame: Frame): T {
  try {
    return JSON.parse(frame.payload.toString()) as T;
  } catch {
    throw new Damaged('a part of it cannot be read');
  }
}

/** The database refuses rows (classes 22, 23) before the checksum could. */
function isBadContent(error: unknown): error is Error {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
