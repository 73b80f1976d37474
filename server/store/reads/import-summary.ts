import type { Queryable } from '../queryable.ts';

/** What an observed journey holds after an import, counted from the rows and the log. */
export interface ImportCounts {
  readonly accepted: number;
  readonly unmapped: number;
  readonly poison: number;
  readonly cases: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly tasks: { made: number; replaced: number; doneByStint: number; closedWithCase: number; madeAfterEnd: number; open: number; held: number };
  readonly irregular: Readonly<Record<string, number>>;
  readonly claims: number;
  readonly claimsByPerson: number;
  readonly unattributed: number;
}

/**
 * Counts one journey of one source. `accepted` are the events stored in the log, also those that change nothing; held inputs are
 * `poison`. Reads every entry of the source once.
 */
export async function countImport(db: Queryable, journey: string, source: string, staffPrefix: string): Promise<ImportCounts> {
  const number = async (text: string, values: unknown[]): Promise<Record<string, number>[]> =>
    (await db.query<Record<string, number>>({ text, values })).rows;
  const [log = {}] = await number(
    `select count(distinct input) filter (where body like '%"report":%') as accepted,
      count(*) filter (where kind = 'task:made') as made,
      count(*) filter (where kind = 'task:replaced') as replaced,
      count(*) filter (where kind = 'task:completed') as "doneByStint",
      count(*) filter (where kind = 'task:closed' and body::jsonb->>'because' = 'caseClosed') as "closedWithCase",
      count(*) filter (where kind = 'task:closed' and body::jsonb->>'because' = 'afterEnd') as "madeAfterEnd",
      count(*) filter (where kind = 'task:claimed' and body::jsonb->>'by' is not null) as claims,
      count(distinct body::jsonb->>'by') filter (where kind = 'task:claimed' and starts_with(body::jsonb->>'by', $2)) as persons,
      count(*) filter (where kind = 'task:claimed' and body::jsonb->>'by' is null) as unattributed
    from log where actor = $1`,
    [`source:${source}`, staffPrefix],
  );
  const irregular = await db.query<{ code: string; n: number }>({
    text: `select body::jsonb->>'irregular' as code, count(*) as n from log
      where actor = $1 and body like '%"irregular":%' group by 1 order by 1`,
    values: [`source:${source}`],
  });
  const outcomes = await db.query<{ outcome: string; n: number }>({
    text: `select coalesce(outcome, 'open') as outcome, count(*) as n from cases where journey = $1 group by 1 order by 1`,
    values: [journey],
  });
  const [tasks = {}] = await number(
    `select count(*) as open, count(*) filter (where holder <> 'queue') as held from tasks
      where status in ('open', 'parked') and case_id in (select id from cases where journey = $1)`,
    [journey],
  );
  const [held = {}] = await number('select count(*) as poison from held_input where source = $1', [source]);
  const codes = Object.fromEntries(irregular.rows.map(({ code, n }) => [code, n]));
  const { unmapped = 0, ...known } = codes;
  const count = (key: string): number => log[key] ?? 0;
  return {
    accepted: count('accepted'),
    unmapped,
    poison: held['poison'] ?? 0,
    cases: outcomes.rows.reduce((sum, { n }) => sum + n, 0),
    outcomes: { activated: 0, declined: 0, cancelled: 0, open: 0, ...Object.fromEntries(outcomes.rows.map(({ outcome, n }) => [outcome, n])) },
    tasks: {
      made: count('made'),
      replaced: count('replaced'),
      doneByStint: count('doneByStint'),
      closedWithCase: count('closedWithCase'),
      madeAfterEnd: count('madeAfterEnd'),
      open: tasks['open'] ?? 0,
      held: tasks['held'] ?? 0,
    },
    irregular: { startByNobody: 0, startWhileHeld: 0, completeWithoutStart: 0, completeByOther: 0, afterEnd: 0, ...known },
    claims: count('claims'),
    claimsByPerson: count('persons'),
    unattributed: count('unattributed'),
  };
}
