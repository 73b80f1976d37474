import type { Queryable } from '../queryable.ts';

export interface SpanEntry {
  readonly seq: number;
  readonly kind: string;
  readonly recordedAt: number;
  readonly case: string | null;
  readonly task: string | null;
  readonly actor: string;
  /** Canonical JSON. */
  readonly body: string;
}

/** Nodes' clocks may differ by so much between entries of different subjects. */
const slackMs = 2000;

/**
 * The last seq whose entries were all recorded before a time; what was recorded since has a higher one. Found by halving: times rise with
 * the numbers, so that no index is needed.
 */
export async function seqBefore(db: Queryable, at: number): Promise<number> {
  const { rows } = await db.query<{ low: number | null; high: number | null }>({ name: 'span-ends', text: 'select min(seq) as low, max(seq) as high from log' });
  let low = (rows[0]?.low ?? 1) - 1;
  let high = rows[0]?.high ?? 0;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const { rows: [entry] } = await db.query<{ seq: number; recordedAt: number }>({
      name: 'span-look', text: 'select seq, recorded_at as "recordedAt" from log where seq >= $1 order by seq limit 1', values: [middle],
    });
    if (entry && entry.recordedAt < at - slackMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Entries of some kinds behind a seq that some of the scopes heard of; all where no scopes are given. In order. */
export async function readSpan(db: Queryable, after: number, kinds: readonly string[], scopes?: readonly string[]): Promise<SpanEntry[]> {
  const { rows } = await db.query<SpanEntry & Record<string, unknown>>({
    name: 'span-read',
    text: `select seq, kind, recorded_at as "recordedAt", case_id as "case", task, actor, body from log
      where seq > $1 and kind = any($2::text[]) and ($3::text[] is null or scopes && $3::text[]) order by seq`,
    values: [after, kinds, scopes ?? null],
  });
  return rows;
}
