import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { StoredEntry } from '../store/reads/verify.ts';

/** First line of an archive; the entries follow, one line each, with all their columns. */
interface Header {
  readonly format: 'baton-log-1';
  readonly logId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

export const archiveName = (firstSeq: number, lastSeq: number): string =>
  `log-${[firstSeq, lastSeq].map((seq) => String(seq).padStart(12, '0')).join('-')}.ndjson.gz`;

/**
 * Writes an archive and, beside it, its SHA-256 in the format of `sha256sum`. The file appears under its name only when it is whole and on
 * disk. Returns the hash.
 */
export async function writeArchive(folder: string, header: Omit<Header, 'format'>, pages: AsyncIterable<readonly StoredEntry[]>): Promise<Buffer> {
  const file = path.join(folder, archiveName(header.firstSeq, header.lastSeq));
  const partial = `${file}.part`;
  const sha = createHash('sha256');
  const out = fs.createWriteStream(partial, { flush: true });
  await pipeline(
    lines({ format: 'baton-log-1', ...header }, pages),
    createGzip({ level: 6 }),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        sha.update(chunk);
        yield chunk;
      }
    },
    out,
  );
  const digest = sha.digest();
  fs.writeFileSync(`${file}.sha256`, `${digest.toString('hex')}  ${path.basename(file)}\n`, { flush: true });
  fs.renameSync(partial, file);
  syncFolder(folder);
  return digest;
}

async function* lines(header: Header, pages: AsyncIterable<readonly StoredEntry[]>): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  for await (const page of pages) yield page.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

// A new name is durable only when its folder is; a system that cannot sync folders needs it not.
function syncFolder(folder: string): void {
  try {
    const handle = fs.openSync(folder, 'r');
    fs.fsyncSync(handle);
    fs.closeSync(handle);
  } catch {
    // Windows
  }
}

/** The SHA-256 of a file. */
export async function hashFile(file: string): Promise<Buffer> {
  const sha = createHash('sha256');
  for await (const chunk of fs.createReadStream(file)) sha.update(chunk as Buffer);
  return sha.digest();
}

/** The entries of an archive, page after page. Throws where it is not one. */
export async function* readArchive(file: string, pageSize: number): AsyncGenerator<StoredEntry[]> {
  const raw = fs.createReadStream(file);
  const text = raw.pipe(createGunzip());
  raw.once('error', (error) => text.destroy(error));
  const reader = readline.createInterface({ input: Readable.from(text), crlfDelay: Infinity });
  let page: StoredEntry[] = [];
  let isFirst = true;
  for await (const line of reader) {
    if (isFirst) {
      if ((JSON.parse(line) as Header).format !== 'baton-log-1') throw new Error(`${path.basename(file)} is no archive of a log`);
      isFirst = false;
      continue;
    }
    page.push(JSON.parse(line) as StoredEntry);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
