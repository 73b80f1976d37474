import type { KeyStore } from '../store/keys/key-store.ts';
import { open } from '../store/keys/seal.ts';
import type { Queryable } from '../store/queryable.ts';
import type { DocumentRow } from '../store/tables/documents.ts';
import { chunkPlace, readChunk } from '../store/tables/documents.ts';

const endings: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg' };

/** A name that says nothing of the customer. */
export const fileName = ({ id, type }: DocumentRow): string => `${id}.${endings[type] ?? 'bin'}`;

/** Opens the content chunk by chunk; throws where one is missing or was changed, so that no reader takes a part for the whole. */
export async function* openDocument(db: Queryable, keys: KeyStore, { id, holder, chunks }: DocumentRow): AsyncGenerator<Buffer> {
  const key = keys.peek([holder]).get(holder);
  for (let n = 0; n < chunks; n += 1) {
    const sealed = await readChunk(db, id, n);
    const chunk = key && sealed && open(key, sealed, chunkPlace(id, n));
    if (!chunk) throw new Error(`a chunk of document ${id} cannot be read`);
    yield chunk;
  }
}
