import { createHash } from 'node:crypto';
import type { Erasure, WrappedKey } from './keys/key-store.ts';

/**
 * The form of a backup's data file: zstd over frames of one byte kind, four bytes length (big endian), payload. One header,
 * then for each table its start, its rows as PostgreSQL's COPY text in pieces, and its end; one trailer.
 * Form 1: the first.
 */
export const BACKUP_FORM = 1;

export const FrameKind = { header: 72, table: 84, rows: 68, trailer: 90 } as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

export interface BackupHeader {
  readonly form: number;
  /** Number of the newest migration. */
  readonly schemaVersion: number;
  readonly logId: string;
  readonly headSeq: number;
  /** Hex. */
  readonly headHash: string;
  /** Milliseconds. */
  readonly at: number;
  /** Partitions beside those that a migration makes. */
  readonly partitions: readonly Partition[];
}

export interface Partition {
  readonly name: string;
  readonly parent: string;
  /** As PostgreSQL prints it: FOR VALUES FROM ('1') TO ('10000001'). */
  readonly bound: string;
}

export interface BackupTable {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface BackupTrailer {
  /** Of all payloads before this one. */
  readonly sha256: string;
  readonly rows: Readonly<Record<string, number>>;
}

/** The second file, FILE.keys: who has it and the master key can read persons' values, so it is kept 35 days at most. */
export interface KeysFile {
  readonly form: number;
  readonly logId: string;
  readonly at: number;
  readonly keys: readonly WrappedKey[];
  readonly erasures: readonly Erasure[];
}

export const keysFileOf = (file: string): string => `${file}.keys`;

export interface Frame {
  readonly kind: number;
  readonly payload: Buffer;
}

const HEAD_BYTES = 5;
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

export function encodeFrame(kind: FrameKind, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

/** Takes the bytes apart; throws where they end inside a frame or are no frames. */
export async function* decodeFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (rest.length < HEAD_BYTES) break;
      const length = rest.readUInt32BE(1);
      if (length > MAX_FRAME_BYTES) throw new Error('this is no backup of Baton');
      if (rest.length < HEAD_BYTES + length) break;
      yield { kind: rest.readUInt8(0), payload: rest.subarray(HEAD_BYTES, HEAD_BYTES + length) };
      rest = rest.subarray(HEAD_BYTES + length);
    }
  }
  if (rest.length > 0) throw new Error('the file ends too early');
}

/** The running hash of payloads that the trailer holds. */
export function payloadHash(): { add(frame: Frame): void; hex(): string } {
  const hash = createHash('sha256');
  return {
    add: ({ kind, payload }) => void hash.update(Buffer.of(kind)).update(payload),
    hex: () => hash.digest('hex'),
  };
}
