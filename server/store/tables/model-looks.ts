import type { LookDraft } from '../../../shared/work/world.ts';
import type { Queryable } from '../queryable.ts';

/** Who has looked at the alarms of a model last, and what came of it; `at` in milliseconds UTC. */
export async function readLooks(db: Queryable): Promise<LookDraft[]> {
  const { rows } = await db.query<LookDraft & Record<string, unknown>>({
    name: 'model-looks-read',
    text: 'select action, channel, role, because, looked_by as by, looked_at as at from model_looks order by action, channel, role',
  });
  return rows;
}

/** Notes looks, the last one at each model. */
export async function putLooks(db: Queryable, looks: readonly LookDraft[]): Promise<void> {
  const last = new Map(looks.map((one) => [`${one.action} ${one.channel} ${one.role}`, one]));
  await db.query({
    name: 'model-looks-put',
    text: `insert into model_looks (action, channel, role, because, looked_by, looked_at)
      select r->>0, r->>1, r->>2, r->>3, r->>4, (r->>5)::bigint from jsonb_array_elements($1::jsonb) as r
      on conflict (action, channel, role) do update set because = excluded.because, looked_by = excluded.looked_by, looked_at = excluded.looked_at`,
    values: [JSON.stringify([...last.values()].map(({ action, channel, role, because, by, at }) => [action, channel, role, because, by, at]))],
  });
}
