import type { PartDraft } from '../../../shared/work/world.ts';
import type { Queryable } from '../queryable.ts';

/** The rules of a decision (`key` is `actions`), how a bank tries things (`trial`), or the model of an action on a channel (`action channel role`). */
export interface DecisionPart {
  readonly digest: string;
  readonly kind: 'bundle' | 'trial' | 'model';
  readonly key: string;
  /** Canonical JSON whose SHA-256 is the digest. */
  readonly body: string;
  readonly at: number;
}

/** Keeps parts; one that is there already is the same. */
export async function keepParts(db: Queryable, parts: readonly (PartDraft | (Omit<DecisionPart, 'body'> & Pick<PartDraft, 'text'>))[]): Promise<void> {
  await db.query({
    name: 'decision-parts-keep',
    text: `insert into decision_parts (digest, kind, key, body, at)
      select r->>0, r->>1, r->>2, r->>3, (r->>4)::bigint from jsonb_array_elements($1::jsonb) as r on conflict do nothing`,
    values: [JSON.stringify(parts.map(({ digest, kind, key, text, at }) => [digest, kind, key, text, at]))],
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

/** The newest version of each of these models that is not older than a time. */
export async function readNewestModels(db: Queryable, keys: readonly string[], since: number): Promise<DecisionPart[]> {
  const { rows } = await db.query<DecisionPart & Record<string, unknown>>({
    name: 'decision-parts-newest',
    text: `select p.digest, p.kind, p.key, p.body, p.at from unnest($1::text[]) as wanted(key)
      cross join lateral (select * from decision_parts d where d.kind = 'model' and d.key = wanted.key and d.at >= $2 order by d.at desc limit 1) p`,
    values: [keys, since],
  });
  return rows;
}

/** Parts by their digests; those that are not there are left out. */
export async function readParts(db: Queryable, digests: readonly string[]): Promise<DecisionPart[]> {
  const { rows } = await db.query<DecisionPart & Record<string, unknown>>({
    name: 'decision-parts-many',
    text: 'select digest, kind, key, body, at from decision_parts where digest = any($1::text[])',
    values: [digests],
  });
  return rows;
}
