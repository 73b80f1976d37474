import type { Trail } from '../../shared/contract/rest-team.ts';
import { changeOf, deedKinds, personKinds, transferKinds } from '../../shared/work/trail.ts';
import type { Queryable } from '../store/queryable.ts';
import { seqBefore } from '../store/reads/log-span.ts';
import type { TrailEntry } from '../store/reads/trail.ts';
import { readDeeds, readDoneTo } from '../store/reads/trail.ts';
import { defined } from './cases.ts';

const dayMs = 86_400_000;
const longestMs = 31 * dayMs;
/** Somebody may have been away. */
const lookBackMs = { done: dayMs, aboutMe: 7 * dayMs };
const mostDeeds = 500;
const mostChanges = 50;

type Row = Trail['rows'][number];

/** What somebody did since a time (without: a day, or a week of what others set), or what others set of them; newest first, straight from the log. */
export async function readTrail(db: Queryable, person: string, of: 'done' | 'aboutMe', since: number | undefined, now: number): Promise<Trail> {
  const from = Math.max(now - longestMs, Math.min(now, since ?? now - lookBackMs[of]));
  const after = await seqBefore(db, from);
  const entries = of === 'done' ? await readDeeds(db, person, after, deedKinds, transferKinds, mostDeeds) : await readDoneTo(db, person, after, personKinds, mostChanges);
  return { since: from, rows: entries.filter(({ recordedAt }) => recordedAt >= from).map(row) };
}

function row(entry: TrailEntry): Row {
  const { seq, recordedAt: at, kind, actor: by, subject, case: caseId, customer, task } = entry;
  const body = JSON.parse(entry.body) as Readonly<Record<string, unknown>>;
  const before = entry.kindBefore === null || entry.bodyBefore === null ? undefined : { kind: entry.kindBefore, body: JSON.parse(entry.bodyBefore) as Readonly<Record<string, unknown>> };
  return defined<Row>({
    seq, at, by, kind, case: caseId ?? undefined, customer: customer ?? undefined, task: task ?? undefined,
    person: subject.startsWith('person:') ? subject.slice('person:'.length) : undefined,
    because: typeof body['because'] === 'string' ? body['because'] : undefined,
    change: changeOf(kind, body, before),
  });
}
