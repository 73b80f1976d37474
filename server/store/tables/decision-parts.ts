import type { Queryable } from '../queryable.ts';

/** The rules of a decision (`key` is `actions`), or the model of an action on a channel (`action channel`). */
export interface DecisionPart {
  readonly digest: string;
  readonly kind: 'bundle' | 'model';
  readonly key: string;
  /** Canonical JSON whose SHA-256 is the digest. */
  readonly body: string;
  readonly at: number;
}

/** Keeps parts; one that is there already is the same. */
export async function keepParts(db: Queryable, parts: readonly DecisionPart[]): Promise<void> {
  await db.query({
    name: 'decision-parts-keep',
    text: `insert into decision_parts (digest, kind, key, body, at)
      select r->>0, r->>1, r->>2, r->>3, (r->>4)::bigint from jsonb_array_elements($1::jsonb) as r on conflict do nothing`,
    values: [JSON.stringify(parts.map(({ digest, kind, key, body, at }) => [digest, kind, key, body, at]))],
  });
}

export async function readPart(db: Queryable, digest: string): Promise<DecisionPart | undefined> {
  const { rows } = await db.query<DecisionPart & Record<string, unknown>>({
    name: 'decision-parts-read',
    text: 'select digest, kind, key, body, at from decision_parts where digest = $1',
    values: [digest],
  });
  return rows[0];
}
