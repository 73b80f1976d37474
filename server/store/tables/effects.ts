import type { Queryable } from '../queryable.ts';

/**
 * `waiting` for its job; `sending` since its job was taken, so that it may have left; `failed` waits for a person; `held` was answered,
 * and its answer is a held input.
 */
export type EffectState = 'waiting' | 'sending' | 'failed' | 'held';

/** An effect under way. `request` is what was asked for, `progress` how far it is; both JSON. */
export interface EffectRow {
  readonly id: string;
  readonly connector: string;
  readonly case: string;
  readonly state: EffectState;
  /** Raised whenever it is taken in hand: whoever holds an older number has lost it. */
  readonly attempts: number;
  readonly round: number;
  readonly request: string;
  readonly progress: string;
}

/** A row with what a sender must know beside it. */
export interface TakenRow extends EffectRow {
  readonly customer: string | null;
  readonly isErased: boolean;
}

export async function insertEffects(db: Queryable, rows: readonly Omit<EffectRow, 'state' | 'attempts' | 'round'>[]): Promise<void> {
  await db.query({
    name: 'effects-insert',
    text: `insert into effects (id, connector, case_id, state, attempts, round, request, progress)
      select r->>0, r->>1, r->>2, 'waiting', 0, 0, r->>3, r->>4 from jsonb_array_elements($1::jsonb) as r`,
    values: [JSON.stringify(rows.map((row) => [row.id, row.connector, row.case, row.request, row.progress]))],
  });
}

/** Whose an effect `e` is that belongs to the case `c`, or to a customer beside any case (`streamOfCustomer`). */
const customerOf = `case when e.case_id like 'customer:%' then substr(e.case_id, 10) else c.customer end`;

/** Locks and reads effects, by id. */
export async function lockEffects(db: Queryable, ids: readonly string[]): Promise<TakenRow[]> {
  const { rows } = await db.query<TakenRow & Record<string, unknown>>({
    name: 'effects-lock',
    text: `select e.id, e.connector, e.case_id as "case", e.state, e.attempts, e.round, e.request, e.progress, w.customer,
        exists (select 1 from erasures where erasures.customer = w.customer) as "isErased"
      from effects e left join cases c on c.id = e.case_id cross join lateral (select ${customerOf} as customer) w where e.id = any($1::text[]) order by e.id for update of e`,
    values: [ids],
  });
  return rows;
}

/**
 * The customers of effects that go over a connector, as they are: until this transaction ends they stay so, since who changes them
 * waits. Before the effects are locked, as the desk locks in that order too.
 */
export async function shareCustomersOf(db: Queryable, ids: readonly string[], connector: string): Promise<{ id: string; state: string }[]> {
  const { rows } = await db.query<{ id: string; state: string }>({
    name: 'effects-share-customers',
    text: `select id, state from customers where id in
        (select ${customerOf} from effects e left join cases c on c.id = e.case_id where e.id = any($1::text[]) and e.connector = $2)
      order by id for share`,
    values: [ids, connector],
  });
  return rows;
}

export type EffectChange = Pick<EffectRow, 'id' | 'state' | 'attempts' | 'round' | 'progress'>;

/** Writes rows that this transaction has locked. */
export async function updateEffects(db: Queryable, rows: readonly EffectChange[]): Promise<void> {
  await db.query({
    name: 'effects-update',
    text: `update effects set state = r->>1, attempts = (r->>2)::integer, round = (r->>3)::integer, progress = r->>4
      from jsonb_array_elements($1::jsonb) as r where effects.id = r->>0`,
    values: [JSON.stringify(rows.map((row) => [row.id, row.state, row.attempts, row.round, row.progress]))],
  });
}

/** Puts an effect that is still in the hand of this attempt into another state; false where somebody else has taken it since. */
export async function moveEffect(db: Queryable, id: string, attempts: number, state: EffectState, progress?: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'effects-move',
    text: `update effects set state = $3, progress = coalesce($4, progress) where id = $1 and attempts = $2 and state in ('waiting', 'sending')`,
    values: [id, attempts, state, progress ?? null],
  });
  return rowCount === 1;
}

/** Notes that the results of these are held inputs, where they are still in the hand that reported them. */
export async function holdEffects(db: Queryable, rows: readonly Pick<EffectRow, 'id' | 'attempts' | 'round'>[]): Promise<void> {
  await db.query({
    name: 'effects-hold',
    text: `update effects set state = 'held' from jsonb_array_elements($1::jsonb) as r
      where effects.id = r->>0 and attempts = (r->>1)::integer and round = (r->>2)::integer and state in ('waiting', 'sending')`,
    values: [JSON.stringify(rows.map((row) => [row.id, row.attempts, row.round]))],
  });
}

export async function keepEffects(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({ name: 'effects-keep', text: `update effects set state = 'failed' where id = any($1::text[])`, values: [ids] });
}

export async function closeEffects(db: Queryable, ids: readonly string[]): Promise<void> {
  await db.query({ name: 'effects-close', text: 'delete from effects where id = any($1::text[])', values: [ids] });
}

/** Ends effects of cases that have not left; what was sent, or may have been, stays. */
export async function withdrawEffects(db: Queryable, of: readonly { readonly case: string; readonly ref: string }[]): Promise<void> {
  await db.query({
    name: 'effects-withdraw',
    text: `delete from effects using jsonb_array_elements($1::jsonb) as r
      where case_id = r->>0 and request::jsonb->>'ref' = r->>1 and state = 'waiting' and progress::jsonb->'tries' = '0' and progress::jsonb->'inDoubt' = 'false'`,
    values: [JSON.stringify(of.map((one) => [one.case, one.ref]))],
  });
}

/** What a backup calls open may have been sent since it was made. */
export async function doubtEffects(db: Queryable): Promise<void> {
  await db.query({ text: `update effects set progress = jsonb_set(progress::jsonb, '{inDoubt}', 'true')::text` });
}

/** Effects that should have a job, in pages by id. */
export async function openEffects(db: Queryable, after: string, limit: number): Promise<Pick<EffectRow, 'id' | 'connector' | 'round'>[]> {
  const { rows } = await db.query<Pick<EffectRow, 'id' | 'connector' | 'round'> & Record<string, unknown>>({
    name: 'effects-open',
    text: `select id, connector, round from effects where state in ('waiting', 'sending') and id > $1 order by id limit $2`,
    values: [after, limit],
  });
  return rows;
}
