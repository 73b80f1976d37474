import type { Channel } from '../../../shared/model/case.ts';
import type { SwitchDraft } from '../../../shared/work/world.ts';
import type { Queryable } from '../queryable.ts';

/** A suggestion that is turned off, on all channels where `channel` is null. */
export interface SwitchedOff {
  readonly action: string;
  readonly channel: Channel | null;
}

/** What a row says: its channel is empty where all are meant. */
export const switchedOff = (action: string, channel: string): SwitchedOff => ({ action, channel: channel === '' ? null : (channel as Channel) });

/** Suggestions that are turned off, in one order. */
export async function readSwitchedOff(db: Queryable): Promise<SwitchedOff[]> {
  const { rows } = await db.query<{ action: string; channel: string }>({
    name: 'action-switches-off',
    text: 'select action, channel from action_switches where is_off order by action, channel',
  });
  return rows.map(({ action, channel }) => switchedOff(action, channel));
}

/** What is turned off, by whom, when and why. */
export async function readSwitches(db: Queryable): Promise<(SwitchedOff & { readonly because: string; readonly by: string; readonly at: number })[]> {
  const { rows } = await db.query<{ action: string; channel: string; because: string; by: string; at: number }>({
    name: 'action-switches-read',
    text: 'select action, channel, because, set_by as by, set_at as at from action_switches where is_off order by action, channel',
  });
  return rows.map(({ action, channel, ...set }) => ({ ...switchedOff(action, channel), ...set }));
}

/** Turns suggestions off or on, the last word on each. */
export async function setActionSwitches(db: Queryable, switches: readonly SwitchDraft[]): Promise<void> {
  const last = new Map(switches.map((one) => [`${one.action} ${one.channel ?? ''}`, one]));
  await db.query({
    name: 'action-switches-set',
    text: `insert into action_switches (action, channel, is_off, because, set_by, set_at)
      select r->>0, r->>1, (r->>2)::boolean, r->>3, r->>4, (r->>5)::bigint from jsonb_array_elements($1::jsonb) as r
      on conflict (action, channel) do update set is_off = excluded.is_off, because = excluded.because, set_by = excluded.set_by, set_at = excluded.set_at`,
    values: [JSON.stringify([...last.values()].map(({ action, channel = '', isOff, because, by, at }) => [action, channel, isOff, because, by, at]))],
  });
}
