import type { Queryable } from '../queryable.ts';

/** One thing that is known of a customer; `text` is a row's state, an entry's body, or what was asked of an effect. `off` is a suggestion that is turned off, `text` its channel. */
export interface FactRow {
  readonly kind: 'off' | 'customer' | 'case' | 'task' | 'person' | 'effect' | 'contact:made' | 'decision:answered' | 'effect:done' | 'evidence:added' | 'signal:heard';
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

/** So many of the newest lines of the log are looked at for contacts, proofs and signals. */
export const mostLines = 500;

/**
 * All that decisions look at for a customer, in one statement and so as of one moment: what is turned off, the customer, their open cases,
 * open tasks of the case that is asked about, who asks, messages under way, and lines of the log since a time, newest first.
 */
export async function readFacts(db: Queryable, asked: { customer: string; case?: string | undefined; person?: string | undefined; since: number; now: number }): Promise<FactRow[]> {
  const { rows } = await db.query<FactRow & Record<string, unknown>>({
    name: 'decision-facts',
    // The kinds are those of the index log_gathered, so that it is used.
    text: `select 'customer' as kind, id, 0::bigint as at, state as text from customers where id = $1
      union all select 'off', action, 0, channel from action_switches where is_off
      union all select 'case', id, 0, state from cases where customer = $1 and status = 'open'
      union all select 'task', id, 0, state from tasks where case_id = $2 and status in ('open', 'parked')
      union all select 'person', id, 0, state from people where id = $3
      union all select 'effect', e.id, $5::bigint, e.request from effects e join cases c on c.id = e.case_id
        where c.customer = $1 and e.connector = 'messages' and e.state in ('waiting', 'sending')
      union all select 'effect', id, $5::bigint, request from effects
        where case_id = 'customer:' || $1 and connector = 'messages' and state in ('waiting', 'sending')
      union all (select kind, seq::text as id, at, body from log
        where customer = $1 and kind in ('contact:made', 'decision:answered', 'effect:done', 'evidence:added', 'signal:heard') and recorded_at >= $4
        order by log.seq desc limit ${String(mostLines)})`,
    values: [asked.customer, asked.case ?? null, asked.person ?? null, asked.since, asked.now],
  });
  return rows;
}

/** What was answered to the suggestions of a decision, oldest first. */
export async function answersTo(db: Queryable, customer: string, receipt: string): Promise<{ at: number; actor: string; body: string }[]> {
  const { rows } = await db.query<{ at: number; actor: string; body: string }>({
    name: 'decision-answers',
    text: `select at, actor, body from log where customer = $1 and kind = 'decision:answered' and strpos(body, $2) > 0
        and kind in ('contact:made', 'decision:answered', 'effect:done', 'evidence:added', 'signal:heard')
      order by seq`,
    values: [customer, `"receipt":"${receipt}"`],
  });
  return rows;
}
