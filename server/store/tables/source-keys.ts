import { createHash } from 'node:crypto';
import type { Queryable } from '../queryable.ts';

/** What a source proves itself with; the key itself is nowhere. */
export interface SourceKey {
  readonly source: string;
  /** SHA-256 of the key. */
  readonly keyHash: Buffer;
  readonly journey: string | null;
}

/** A key has 256 random bits, so a plain hash hides it. */
export const hashSourceKey = (key: string): Buffer => createHash('sha256').update(key).digest();

export async function readSourceKeys(db: Queryable): Promise<SourceKey[]> {
  const { rows } = await db.query<SourceKey & Record<string, unknown>>({
    name: 'source-keys-read',
    text: 'select source, key_hash as "keyHash", journey from source_keys order by source',
  });
  return rows;
}

/** Sets the key of a source; a new one takes the place of the old. */
export async function putSourceKey(db: Queryable, { source, keyHash, journey }: SourceKey): Promise<void> {
  await db.query({
    name: 'source-keys-put',
    text: `insert into source_keys (source, key_hash, journey) values ($1, $2, $3)
      on conflict (source) do update set key_hash = excluded.key_hash, journey = excluded.journey`,
    values: [source, keyHash, journey],
  });
}
