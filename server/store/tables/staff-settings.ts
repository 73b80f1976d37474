import type { Queryable } from '../queryable.ts';

/** The settings of a person as JSON text; undefined where none were saved. */
export async function readSettings(db: Queryable, person: string): Promise<string | undefined> {
  const { rows } = await db.query<{ settings: string | null }>({ name: 'settings-read', text: 'select settings from staff_settings where person = $1', values: [person] });
  return rows[0]?.settings ?? undefined;
}

export async function putSettings(db: Queryable, person: string, settings: string): Promise<void> {
  await db.query({
    name: 'settings-put',
    text: 'insert into staff_settings (person, settings) values ($1, $2) on conflict (person) do update set settings = excluded.settings',
    values: [person, settings],
  });
}

/**
 * Notes that a person is here. Whoever was away for longer than `gapMs` begins a new visit: the end of the one before is kept, which is
 * `lastSeen` where memory knows better than the table.
 */
export async function beginVisit(db: Queryable, person: string, now: number, lastSeen: number | undefined, gapMs: number): Promise<void> {
  await db.query({
    name: 'visit-begin',
    text: `insert into staff_settings as s (person, here_until) values ($1, $2)
      on conflict (person) do update set
        before_until = case when $2 - greatest(s.here_until, $3) > $4 then greatest(s.here_until, $3) else s.before_until end,
        here_until = excluded.here_until`,
    values: [person, now, lastSeen ?? null, gapMs],
  });
}

export async function endVisit(db: Queryable, person: string, now: number): Promise<void> {
  await db.query({
    name: 'visit-end',
    text: 'insert into staff_settings (person, here_until) values ($1, $2) on conflict (person) do update set here_until = excluded.here_until',
    values: [person, now],
  });
}

/** When the visit before this one ended; undefined where there was none. */
export async function readVisitBefore(db: Queryable, person: string): Promise<number | undefined> {
  const { rows } = await db.query<{ at: number | null }>({ name: 'visit-before', text: 'select before_until as at from staff_settings where person = $1', values: [person] });
  return rows[0]?.at ?? undefined;
}
