import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { EventLogRefused } from './event-log-refused.ts';

const CHUNK_BYTES = 256 * 1024;
const MAX_INFLATION = 1000;
// A short file of equal bytes is no bomb.
const FREE_BYTES = 16 * 1024 * 1024;

export interface LogBytes {
  /** The file from its start, uncompressed, without a byte order mark. Refuses: log_inflates, log_damaged, log_changed. */
  chunks(): AsyncGenerator<Buffer, void, undefined>;
  /** Size on disk. */
  readonly bytesTotal: number;
  /** How much of that the current reading has used. */
  bytesRead(): number;
}

/** Opens a plain or gzip file, told by its content. Refuses: log_not_found. */
export async function openLogBytes(file: string): Promise<LogBytes> {
  const handle = await open(file, 'r').catch(() => {
    throw new EventLogRefused('log_not_found');
  });
  let bytesTotal: number;
  let changedAt: number;
  const magic = Buffer.alloc(2);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new EventLogRefused('log_not_found');
    bytesTotal = stat.size;
    changedAt = stat.mtimeMs;
    await handle.read(magic, 0, 2, 0);
  } finally {
    await handle.close();
  }
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
  let used = 0;

  async function* chunks(): AsyncGenerator<Buffer, void, undefined> {
    used = 0;
    const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES });
    const gunzip = isGzip ? createGunzip({ chunkSize: CHUNK_BYTES }) : null;
    if (gunzip !== null) {
      raw.on('error', (error) => gunzip.destroy(error));
      raw.pipe(gunzip);
    }
    let inflated = 0;
    let isFirst = true;
    try {
      for await (const chunk of (gunzip ?? raw) as AsyncIterable<Buffer>) {
        inflated += chunk.length;
        used = gunzip === null ? inflated : gunzip.bytesWritten;
        if (gunzip !== null && inflated > FREE_BYTES && inflated > used * MAX_INFLATION) throw new EventLogRefused('log_inflates');
        const hasMark = isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
        isFirst = false;
        yield hasMark ? chunk.subarray(3) : chunk;
      }
    } catch (error) {
      if (error instanceof EventLogRefused) throw error;
      throw new EventLogRefused('log_damaged', { cause: (error as NodeJS.ErrnoException).code ?? 'unknown' });
    } finally {
      raw.destroy();
      gunzip?.destroy();
    }
    used = bytesTotal;
    await mustBeUnchanged(file, bytesTotal, changedAt);
  }

  return { chunks, bytesTotal, bytesRead: () => used };
}

async function mustBeUnchanged(file: string, bytesTotal: number, changedAt: number): Promise<void> {
  const handle = await open(file, 'r').catch(() => {
    throw new EventLogRefused('log_changed');
  });
  try {
    const stat = await handle.stat();
    if (stat.size !== bytesTotal || stat.mtimeMs !== changedAt) throw new EventLogRefused('log_changed');
  } finally {
    await handle.close();
  }
}
