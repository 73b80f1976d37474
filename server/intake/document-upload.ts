import { createHash } from 'node:crypto';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { seal } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import { beginDocument, chunkPlace, completeDocument, dropDocument, putChunk } from '../store/tables/documents.ts';

export const maxDocumentBytes = 20_971_520;
const chunkBytes = 262_144;

/** What a document is by its first bytes, whatever the sender calls it. */
const signatures: readonly { readonly type: string; readonly starts: Buffer }[] = [
  { type: 'application/pdf', starts: Buffer.from('%PDF-') },
  { type: 'image/png', starts: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', starts: Buffer.from([0xff, 0xd8, 0xff]) },
];

export function documentType(head: Buffer): string | undefined {
  return signatures.find(({ starts }) => head.subarray(0, starts.length).equals(starts))?.type;
}

export interface Uploaded {
  readonly ok: true;
  readonly type: string;
  readonly bytes: number;
  /** SHA-256 of the content, in hex. */
  readonly digest: string;
}

interface UploadParts {
  readonly db: Queryable;
  readonly keys: KeyStore;
}

/**
 * Stores a document in sealed chunks as it comes in, with never more than two in memory. Refused with `unsupported_media` where it is no PDF, PNG or JPEG,
 * `too_large` over 20 MB; nothing of it is left then.
 */
export async function uploadDocument({ db, keys }: UploadParts, place: { readonly id: string; readonly case: string; readonly holder: string }, content: AsyncIterable<Buffer>, now: number): Promise<Uploaded | Refusal> {
  const { id, holder } = place;
  const hash = createHash('sha256');
  let type: string | undefined;
  let bytes = 0;
  let chunks = 0;
  const put = async (chunk: Buffer): Promise<void> => {
    const key = keys.keysFor([holder]).get(holder);
    if (!key) throw new Error('Bug: the case of a customer who was erased takes no documents');
    await putChunk(db, id, chunks, seal(key, chunk, chunkPlace(id, chunks)));
    chunks += 1;
  };
  try {
    for await (const chunk of inChunks(content)) {
      if (chunks === 0) {
        type = documentType(chunk);
        if (type === undefined) return refuse('unsupported_media');
        await beginDocument(db, { ...place, type }, now);
      }
      bytes += chunk.length;
      if (bytes > maxDocumentBytes) return await given(refuse('too_large', { limit: maxDocumentBytes }));
      hash.update(chunk);
      await put(chunk);
    }
  } catch (error) {
    await dropDocument(db, id);
    throw error;
  }
  if (type === undefined) return refuse('unsupported_media');
  await completeDocument(db, id, bytes, chunks);
  return { ok: true, type, bytes, digest: hash.digest('hex') };

  async function given(refusal: Refusal): Promise<Refusal> {
    await dropDocument(db, id);
    return refusal;
  }
}

/** The same bytes in pieces of one size, the last one shorter. */
async function* inChunks(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const part of content) {
    parts.push(part);
    size += part.length;
    if (size < chunkBytes) continue;
    const whole = Buffer.concat(parts);
    let from = 0;
    for (; whole.length - from >= chunkBytes; from += chunkBytes) yield whole.subarray(from, from + chunkBytes);
    parts = [whole.subarray(from)];
    size = whole.length - from;
  }
  if (size > 0) yield Buffer.concat(parts);
}
