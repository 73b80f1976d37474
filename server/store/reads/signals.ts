import type { EntryBody } from '../../../shared/contract/entries.ts';
import type { MomentEvent } from '../../../shared/decision/moment/moment.ts';
import type { Queryable } from '../queryable.ts';
import { mostLines } from './decision-facts.ts';

/** What was heard of each customer, from as many of their newest lines as decisions look at. */
export async function readSignals(db: Queryable, customers: readonly string[]): Promise<{ customer: string; at: number; body: string }[]> {
  const { rows } = await db.query<{ customer: string; at: number; body: string }>({
    name: 'signals-read',
    // The kinds are those of the index log_gathered, so that it is used.
    text: `select l.customer, l.at, l.body from unnest($1::text[]) as c cross join lateral (
        select customer, kind, at, body from log
        where customer = c and kind in ('contact:made', 'decision:answered', 'effect:done', 'evidence:added', 'signal:heard')
        order by log.seq desc limit ${String(mostLines)}) l
      where l.kind = 'signal:heard'`,
    values: [customers],
  });
  return rows;
}

/** The event that an entry `signal:heard` tells of. */
export function signalEvent(at: number, body: string): MomentEvent {
  const { source, event, type, data } = JSON.parse(body) as EntryBody<'signal:heard'>;
  return { source, id: event, type, at, data };
}
