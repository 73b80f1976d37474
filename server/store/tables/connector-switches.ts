import type { Queryable } from '../queryable.ts';

/** Connectors that are switched off; the lock keeps a switch from being thrown until the reader has committed what it decided on. */
export async function readSwitchedOff(db: Queryable): Promise<Set<string>> {
  const { rows } = await db.query<{ connector: string }>({
    name: 'switches-off',
    text: 'select connector from connector_switches where is_off for share',
  });
  return new Set(rows.map((row) => row.connector));
}

/** Since when which connectors are switched off. */
export async function readSwitches(db: Queryable): Promise<Map<string, number>> {
  const { rows } = await db.query<{ connector: string; at: number }>({ name: 'switches-read', text: 'select connector, set_at as at from connector_switches where is_off' });
  return new Map(rows.map(({ connector, at }) => [connector, at]));
}

/** Switches a connector off, or on again. */
export async function setSwitch(db: Queryable, row: { connector: string; isOff: boolean; because: string; by: string; at: number }): Promise<void> {
  await db.query({
    name: 'switches-set',
    text: `insert into connector_switches (connector, is_off, because, set_by, set_at) values ($1, $2, $3, $4, $5)
      on conflict (connector) do update set is_off = excluded.is_off, because = excluded.because, set_by = excluded.set_by, set_at = excluded.set_at`,
    values: [row.connector, row.isOff, row.because, row.by, row.at],
  });
}
