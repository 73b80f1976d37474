import fs from 'node:fs';
import path from 'node:path';
import type { Queryable } from '../store/queryable.ts';
import type { StoredEntry } from '../store/reads/verify.ts';
import { readStored } from '../store/reads/verify.ts';
import type { ArchiveRow } from '../store/tables/log-archive.ts';
import { hashFile, readArchive } from './archive-file.ts';

/** Page after page behind `after`; the next one is on its way while one is worked on. */
export async function* pages<Row extends { readonly seq: number }>(read: (after: number) => Promise<Row[]>, after: number): AsyncGenerator<Row[]> {
  let next = read(after);
  try {
    for (;;) {
      const page = await next;
      const last = page.at(-1);
      if (!last) return;
      next = read(last.seq);
      // Heard when it is awaited; until then nobody listens.
      next.catch(() => undefined);
      yield page;
    }
  } finally {
    // Whoever stops early must not leave a statement on the connection.
    await next.catch(() => undefined);
  }
}

/** All stored entries with `after` < seq ≤ `upTo`. */
export const storedPages = (db: Queryable, after: number, pageSize: number, upTo?: number): AsyncGenerator<StoredEntry[]> =>
  pages((behind) => readStored(db, behind, pageSize, upTo), after);

/** What is wrong with the file of an archive, or undefined. */
export async function wrongArchive(folder: string, { file, sha256 }: ArchiveRow): Promise<string | undefined> {
  const name = path.join(folder, file);
  if (!fs.existsSync(name)) return 'the file is missing';
  return (await hashFile(name)).equals(sha256) ? undefined : 'the file is not the one that was written: its SHA-256 differs';
}

export const archivePages = (folder: string, { file }: ArchiveRow, pageSize: number): AsyncGenerator<StoredEntry[]> =>
  readArchive(path.join(folder, file), pageSize);
