import type { Queryable } from '../queryable.ts';

/** Something that was said to a suggestion; `body` is the entry's, `who` a feature of the decision's receipt. */
export interface AnswerRow {
  readonly seq: number;
  readonly body: string;
  readonly who: string | null;
}

/** Answers behind an entry and up to another, in the log's order. */
export async function readAnswers(db: Queryable, { after, upTo, limit, feature }: { after: number; upTo: number; limit: number; feature: string }): Promise<AnswerRow[]> {
  const { rows } = await db.query<AnswerRow & Record<string, unknown>>({
    name: 'outcomes-answers',
    text: `select l.seq, l.body, r.body::jsonb -> 'features' ->> $4 as who
      from log l join receipts r on r.id = l.body::jsonb ->> 'receipt'
      where l.kind = 'decision:answered' and l.seq > $1 and l.seq <= $2 order by l.seq limit $3`,
    values: [after, upTo, limit, feature],
  });
  return rows;
}

/** What a channel showed and heard nothing about; `shown` is a JSON list of actions. */
export interface UnansweredRow {
  readonly id: string;
  readonly at: number;
  readonly channel: string;
  readonly shown: string;
  readonly who: string | null;
}

/** Receipts of channels, made after a time and not after another, to which nothing was said; oldest first. */
export async function readUnanswered(db: Queryable, { after, upTo, limit, feature }: { after: number; upTo: number; limit: number; feature: string }): Promise<UnansweredRow[]> {
  const { rows } = await db.query<UnansweredRow & Record<string, unknown>>({
    name: 'outcomes-unanswered',
    // The kinds are those of the index log_gathered, so that it is used.
    text: `select r.id, r.at, r.body::jsonb -> 'request' ->> 'channel' as channel, (r.body::jsonb -> 'shown')::text as shown, r.body::jsonb -> 'features' ->> $4 as who
      from receipts r where r.at > $1 and r.at <= $2 and strpos(r.body, '"actor":"source:') > 0
        and not exists (select 1 from log l where l.customer = r.customer and l.kind = 'decision:answered' and strpos(l.body, '"receipt":"' || r.id || '"') > 0
          and l.kind in ('contact:made', 'decision:answered', 'effect:done', 'evidence:added', 'signal:heard'))
      order by r.at, r.id limit $3`,
    values: [after, upTo, limit, feature],
  });
  return rows;
}

/** Features of receipts as JSON, by id. */
export async function readFeatures(db: Queryable, receipts: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; features: string }>({
    name: 'outcomes-features',
    text: `select id, (body::jsonb -> 'features')::text as features from receipts where id = any($1::text[])`,
    values: [receipts],
  });
  return new Map(rows.map(({ id, features }) => [id, features]));
}
