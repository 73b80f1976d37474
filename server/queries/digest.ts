import type { Digest } from '../../shared/contract/rest-team.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Person } from '../../shared/model/person.ts';
import { isOnDuty } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { Task } from '../../shared/model/task.ts';
import type { Team } from '../../shared/model/team.ts';
import { ledTeams } from '../../shared/policy/leads.ts';
import type { Calendar } from '../../shared/work/calendar.ts';
import { isOpen } from '../../shared/work/calendar.ts';
import type { DigestEntry } from '../../shared/work/digest.ts';
import { digestLines } from '../../shared/work/digest.ts';
import type { Queryable } from '../store/queryable.ts';
import { casesOfTeams, readDigestCases, readFailedCases, readDigestTasks } from '../store/reads/digest-rows.ts';
import { readSpan, seqBefore } from '../store/reads/log-span.ts';
import { readVisitBefore } from '../store/tables/staff-settings.ts';

export interface DigestParts {
  readonly db: Queryable;
  readonly people: ReadonlyMap<string, Person>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly now: number;
}

/** Further back is for reports. */
const dayMs = 86_400_000;
const minuteMs = 60_000;
const longestMs = 31 * dayMs;

/** What has happened in the teams that somebody leads; `forbidden` for who leads none. */
export async function readDigest({ db, people, teams, calendars, now }: DigestParts, person: Person, asked: number | undefined): Promise<Digest | Refusal> {
  const led = ledTeams(person, teams.values());
  if (led.length === 0) return refuse('forbidden', { action: 'digest', role: person.role }, `role.${person.role}.digest`);
  const calendar = calendars.get(teams.get(led[0] ?? '')?.calendar ?? '');
  const since = Math.max(now - longestMs, Math.min(now, asked ?? (await readVisitBefore(db, person.id)) ?? lastClosing(calendar, now)));
  const staff = [...people.values()].filter(({ team, role }) => led.includes(team) && role !== 'observed');
  const after = await seqBefore(db, since);
  const [tasks, cases, failed, declined, effects] = await Promise.all([
    readDigestTasks(db, led, staff.filter((one) => !isOnDuty(one, now)).map(({ id }) => id)),
    readDigestCases(db, led),
    readFailedCases(db, led),
    readSpan(db, after, ['handOff:ended', 'task:offerEnded'], led.map((team) => `queue:${team}`)),
    readSpan(db, after, ['effect:failed', 'effect:done', 'effect:retried']),
  ]);
  const inVain = effects.filter(({ body }) => body.includes('"failedFrom"'));
  const ownCases = await casesOfTeams(db, inVain.flatMap((entry) => entry.case ?? []), led);
  // Most of the time nothing was down, and then nobody need look at what was done.
  const entries = [...declined, ...(ownCases.size === 0 ? [] : effects)]
    .filter(({ recordedAt }) => recordedAt >= since)
    .map((entry): DigestEntry => ({ kind: entry.kind, case: entry.case, recordedAt: entry.recordedAt, body: JSON.parse(entry.body) as DigestEntry['body'] }));
  const facts = {
    tasks: tasks.map((text) => JSON.parse(text) as Task), cases: cases.map((text) => JSON.parse(text) as Case), people: staff, failed, entries, ownCases, calendar: (id: string) => calendars.get(id),
  };
  return { since, now, lines: digestLines(facts, since, now) };
}

/** Where nobody knows when somebody was last here: when the bank closed last before today's opening. */
function lastClosing(calendar: Calendar | undefined, now: number): number {
  if (!calendar) return now - dayMs;
  const before = now - 14 * dayMs;
  // Hours begin and end at full minutes; half a day back is out of today's, with their break.
  let at = now - (now % minuteMs) - dayMs / 2;
  while (at > before && !isOpen(calendar, at - minuteMs)) at -= minuteMs;
  return at;
}
