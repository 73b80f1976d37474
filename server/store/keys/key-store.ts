import fs from 'node:fs';
import path from 'node:path';
import type { StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import { refuse } from '../../../shared/model/refusal.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Clock } from '../../clock.ts';
import { readMasterKey } from './master-key.ts';
import { newKey, open, seal } from './seal.ts';

/** A customer, or a case whose customer is not known yet. */
export type Holder = string;

export interface WrappedKey {
  readonly holder: Holder;
  /** Base64 of the key sealed with the master key. */
  readonly wrapped: string;
  readonly createdAt: number;
}

export interface Erasure {
  readonly holder: Holder;
  /** Milliseconds. */
  readonly at: number;
  /** Of the log's entry that says so. */
  readonly seq: number;
}

export interface KeyExport {
  readonly keys: readonly WrappedKey[];
  readonly erasures: readonly Erasure[];
}

/**
 * The keys of persons' values, apart from the data. Invariants: 1. A key is on disk before anybody gets it. 2. A holder
 * who was erased has no key and never gets one again, from no import either. 3. What is on disk is sealed with the master key.
 */
export interface KeyStore {
  /** Keys of the holders, new ones made durably; erased holders are left out. */
  keysFor(holders: readonly Holder[]): Map<Holder, Buffer>;
  /** Only the keys that exist. */
  peek(holders: readonly Holder[]): Map<Holder, Buffer>;
  /** Destroys the holder's key for good. Again: no effect. */
  erase(holder: Holder, at: number, seq: number): void;
  erased(): Erasure[];
  /** Everything, still wrapped, for a backup. */
  exportWrapped(): KeyExport;
  /** Whether all of these keys open with our master key. */
  canOpen(keys: readonly WrappedKey[]): boolean;
  /** Adds erasures, then the keys of whoever is not erased; an imported key replaces the holder's own. Refuses with `wrong_master_key`. */
  importWrapped(imported: KeyExport): Refusal | undefined;
  close(): void;
}

interface Options {
  readonly folder: string;
  /** Text of BATON_MASTER_KEY; without it a file in `folder`. */
  readonly masterKey: string | undefined;
  readonly clock: Clock;
}

const MASTER_CHECK_AAD = 'master';

/** Opens or makes the store. Refuses with `bad_config`, `master_key_missing` or `wrong_master_key`. */
export function openKeyStore({ folder, masterKey, clock }: Options): KeyStore | Refusal {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'keys.db');
  const isNew = !fs.existsSync(file);
  const master = readMasterKey(folder, masterKey, isNew);
  if (!Buffer.isBuffer(master)) return master;
  // SQLite gives its side files the mode of this one.
  fs.closeSync(fs.openSync(file, 'a', 0o600));
  const db = new DatabaseSync(file, { timeout: 10_000 });
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;
    CREATE TABLE IF NOT EXISTS master_check (one INTEGER PRIMARY KEY CHECK (one = 1), sealed BLOB NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS holder_key (holder TEXT PRIMARY KEY, wrapped BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS erasure (holder TEXT PRIMARY KEY, at INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;`);
  // As long as no key is wrapped, another master key may take over: a new installation is given the old one's to restore.
  db.prepare('INSERT INTO master_check VALUES (1, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed WHERE NOT EXISTS (SELECT 1 FROM holder_key)').run(
    seal(master, newKey(), MASTER_CHECK_AAD),
  );
  const check = db.prepare('SELECT sealed FROM master_check').get()?.['sealed'];
  if (open(master, bytes(check), MASTER_CHECK_AAD) === undefined) {
    db.close();
    return refuse('wrong_master_key', { folder });
  }
  return new SqliteKeyStore(db, master, clock);
}

class SqliteKeyStore implements KeyStore {
  readonly #db: DatabaseSync;
  readonly #master: Buffer;
  readonly #clock: Clock;
  readonly #cache = new Map<Holder, Buffer>();
  // Asked for with every batch and every decision, and so prepared once.
  readonly #version: StatementSync;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  #cacheVersion: unknown;

  constructor(db: DatabaseSync, master: Buffer, clock: Clock) {
    this.#db = db;
    this.#master = master;
    this.#clock = clock;
    this.#version = db.prepare('PRAGMA data_version');
    this.#select = db.prepare('SELECT wrapped FROM holder_key WHERE holder = ?');
    this.#insert = db.prepare(
      'INSERT INTO holder_key SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM erasure WHERE holder = ?1) ON CONFLICT DO NOTHING',
    );
  }

  keysFor(holders: readonly Holder[]): Map<Holder, Buffer> {
    const found = this.peek(holders);
    const missing = [...new Set(holders)].filter((holder) => !found.has(holder));
    if (missing.length === 0) return found;
    const createdAt = this.#clock.now();
    const made = missing.map((holder) => {
      const key = newKey();
      return { holder, key, wrapped: seal(this.#master, key, holder) };
    });
    const kept: typeof made = [];
    this.#inTransaction(() => {
      for (const one of made) if (this.#insert.run(one.holder, one.wrapped, createdAt).changes > 0) kept.push(one);
    });
    for (const { holder, key } of kept) {
      this.#keep(holder, key);
      found.set(holder, key);
    }
    // Another server was first with the others, or erased them.
    if (kept.length < made.length) for (const [holder, key] of this.peek(missing)) found.set(holder, key);
    return found;
  }

  peek(holders: readonly Holder[]): Map<Holder, Buffer> {
    this.#dropOldCache();
    const found = new Map<Holder, Buffer>();
    for (const holder of new Set(holders)) {
      const cached = this.#cache.get(holder);
      const row = cached === undefined ? this.#select.get(holder) : undefined;
      const key = cached ?? (row && open(this.#master, bytes(row['wrapped']), holder));
      if (key === undefined) continue;
      this.#keep(holder, key);
      found.set(holder, key);
    }
    return found;
  }

  erase(holder: Holder, at: number, seq: number): void {
    this.#inTransaction(() => {
      this.#db.prepare('DELETE FROM holder_key WHERE holder = ?').run(holder);
      this.#db.prepare('INSERT OR IGNORE INTO erasure VALUES (?, ?, ?)').run(holder, at, seq);
    });
    this.#cache.delete(holder);
    // The key's old page would otherwise stay in the write-ahead log.
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  erased(): Erasure[] {
    const rows = this.#db.prepare('SELECT holder, at, seq FROM erasure ORDER BY holder').all();
    return rows.map((row) => ({ holder: String(row['holder']), at: Number(row['at']), seq: Number(row['seq']) }));
  }

  exportWrapped(): KeyExport {
    this.#db.exec('BEGIN');
    try {
      const rows = this.#db.prepare('SELECT holder, wrapped, created_at FROM holder_key ORDER BY holder').all();
      const keys = rows.map((row) => ({
        holder: String(row['holder']),
        wrapped: bytes(row['wrapped']).toString('base64'),
        createdAt: Number(row['created_at']),
      }));
      return { keys, erasures: this.erased() };
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  canOpen(keys: readonly WrappedKey[]): boolean {
    return keys.every(({ holder, wrapped }) => open(this.#master, Buffer.from(wrapped, 'base64'), holder) !== undefined);
  }

  importWrapped({ keys, erasures }: KeyExport): Refusal | undefined {
    if (!this.canOpen(keys)) return refuse('wrong_master_key');
    this.#inTransaction(() => {
      const addErasure = this.#db.prepare('INSERT OR IGNORE INTO erasure VALUES (?, ?, ?)');
      for (const { holder, at, seq } of erasures) addErasure.run(holder, at, seq);
      const addKey = this.#db.prepare('INSERT OR REPLACE INTO holder_key VALUES (?, ?, ?)');
      for (const { holder, wrapped, createdAt } of keys) addKey.run(holder, Buffer.from(wrapped, 'base64'), createdAt);
      this.#db.exec('DELETE FROM holder_key WHERE holder IN (SELECT holder FROM erasure)');
    });
    this.#forget();
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return undefined;
  }

  close(): void {
    this.#forget();
    this.#db.close();
  }

  // Another server on the same store may have erased somebody: this number changes with whatever others commit.
  #dropOldCache(): void {
    const version = this.#version.get()?.['data_version'];
    if (version !== this.#cacheVersion) this.#forget();
    this.#cacheVersion = version;
  }

  #keep(holder: Holder, key: Buffer): void {
    if (this.#cache.size >= CACHED_KEYS) this.#forget();
    this.#cache.set(holder, key);
  }

  #forget(): void {
    this.#cache.clear();
  }

  #inTransaction(run: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      run();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}

const CACHED_KEYS = 50_000;

function bytes(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new Error('Bug: the column holds bytes');
  return Buffer.from(value);
}
