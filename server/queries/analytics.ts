import type { Analytics } from '../../shared/contract/rest-team.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Team } from '../../shared/model/team.ts';
import { ledTeams } from '../../shared/policy/leads.ts';
import type { CountedEntry } from '../../shared/work/analytics.ts';
import { handOffs, throughput, timeInStage, waiting } from '../../shared/work/analytics.ts';
import type { Calendar } from '../../shared/work/calendar.ts';
import { zoneOffset } from '../../shared/work/zone.ts';
import type { Queryable } from '../store/queryable.ts';
import { readHistories, readMovedCases, readTeamSpan, tasksOfTeam } from '../store/reads/analytics.ts';
import { seqBefore } from '../store/reads/log-span.ts';

export interface AnalyticsAsked {
  readonly team: string;
  readonly from: number;
  readonly to: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const longestMs = 92 * dayMs;
/** Beyond it the first by id stand for all. */
const mostCases = 20_000;
const casesAtOnce = 1000;

/**
 * Numbers of a team for who leads it, and for auditors; `forbidden` otherwise. Refuses with `invalid` a span that is empty or longer than
 * 92 days. Nothing in it is of one person. What is not over yet counts up to `now`.
 */
export async function readAnalytics(db: Queryable, reader: Person, teams: ReadonlyMap<string, Team>, calendars: ReadonlyMap<string, Calendar>, asked: AnalyticsAsked, now: number): Promise<Analytics | Refusal> {
  const { team: id, from } = asked;
  const team = teams.get(id);
  const may = reader.role === 'auditor' || ledTeams(reader, teams.values()).includes(id);
  if (!may || !team) return refuse('forbidden', { action: 'analytics', role: reader.role }, `role.${reader.role}.analytics`);
  const to = Math.min(asked.to, now);
  if (to <= from || asked.to - from > longestMs) return refuse('invalid', { path: 'query.to', because: 'span', limitDays: 92 });
  const zone = calendars.get(team.calendar)?.definition.zone ?? 'UTC';
  const dayOf = daysOf(zone);
  const days = [...new Set([...Array.from({ length: Math.ceil((to - from) / dayMs) }, (_, n) => dayOf(from + n * dayMs)), dayOf(to - 1)])];
  const [after, upTo] = [await seqBefore(db, from), await seqBefore(db, to + slackMs)];
  const isIn = ({ recordedAt }: CountedEntry): boolean => recordedAt >= from && recordedAt < to;
  const counted = (await readTeamSpan(db, id, after, upTo)).filter(isIn);
  const cases = await readMovedCases(db, id, after, upTo, mostCases);
  const histories = new Map<string, CountedEntry[]>();
  for (let first = 0; first < cases.length; first += casesAtOnce)
    for (const entry of await readHistories(db, cases.slice(first, first + casesAtOnce), upTo)) {
      const history = histories.get(entry.case);
      if (history) history.push(entry);
      else histories.set(entry.case, [entry]);
    }
  const stalled = [...histories.values()].flatMap((history) => history.flatMap((entry) => (entry.stalled ?? []).map(({ task }) => task)));
  const own = await tasksOfTeam(db, [...new Set(stalled)], id);
  const span = { from, to };
  return {
    zone, from, to,
    throughput: throughput(counted, days, dayOf),
    timeInStage: timeInStage(histories, span),
    handOffs: handOffs(counted, days, dayOf),
    waiting: waiting(histories, span, (task) => own.has(task)),
  };
}

/** The day of a moment at the zone's clocks, which change at full hours of UTC only. */
function daysOf(zone: string): (at: number) => string {
  const offsetAt = zoneOffset(zone);
  const offsets = new Map<number, number>();
  return (at) => {
    const hour = Math.floor(at / hourMs);
    const offset = offsets.get(hour) ?? offsetAt(at);
    offsets.set(hour, offset);
    return new Date(at + offset).toISOString().slice(0, 10);
  };
}

/** The end of the span is looked up beyond it, and what came after it is left out by its time. */
const slackMs = 5000;
