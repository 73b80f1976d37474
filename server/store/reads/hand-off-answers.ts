import type { Queryable } from '../queryable.ts';

export interface HandOffAnswer {
  readonly person: string;
  /** From the offer to the answer, in milliseconds. */
  readonly tookMs: number;
}

/** How long people took to accept or decline hand-offs, among the last `entries` of the log. */
export async function readHandOffAnswers(db: Queryable, entries: number): Promise<HandOffAnswer[]> {
  const { rows } = await db.query<{ person: string; tookMs: number }>({
    name: 'hand-off-answers',
    text: `with recent as materialized (
        select seq, kind, task, actor, recorded_at, body from log
        where seq > (select seq from head) - $1 and kind in ('handOff:offered', 'handOff:accepted', 'handOff:ended'))
      select a.actor as person, (a.recorded_at - o.recorded_at)::double precision as "tookMs"
      from recent a join recent o on o.kind = 'handOff:offered' and o.task = a.task and o.body::jsonb->'handOff'->>'id' = a.body::jsonb->>'handOff'
      where a.kind = 'handOff:accepted' or (a.kind = 'handOff:ended' and a.body::jsonb->>'how' = 'declined')`,
    values: [entries],
  });
  return rows;
}
