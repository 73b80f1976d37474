import type { Digest } from '../contract/rest-team.ts';
import type { Case } from '../model/case.ts';
import type { Person } from '../model/person.ts';
import { isAbsent, isOnDuty } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import { ownerOf } from '../model/task.ts';
import type { Calendar } from './calendar.ts';
import { elapsed } from './clock.ts';
import type { EffectEntry } from './outages.ts';
import { outagesOf } from './outages.ts';
import { stallCauseNow } from './stall.ts';

/** What happened meanwhile, as far as a digest tells of it. */
export type DigestEntry = EffectEntry;

export interface DigestFacts {
  /** Stalled open tasks of the teams, and open tasks of their people. */
  readonly tasks: readonly Task[];
  /** Open cases of the teams that have a promise or a clock. */
  readonly cases: readonly Case[];
  /** Cases of the teams at which something failed that waits for a person, with work at a desk or without, open or closed: a journey's last message may be what failed. */
  readonly failed: readonly string[];
  readonly people: readonly Person[];
  /** Since then, oldest first: declines of the teams, and what became of effects anywhere. */
  readonly entries: readonly DigestEntry[];
  /** Cases of the teams among those. */
  readonly ownCases: ReadonlySet<string>;
  readonly calendar: (id: string) => Calendar | undefined;
}

type Line = Digest['lines'][number];

/** Promises that fall due so soon are told while there is time. */
const soonMs = 2 * 3_600_000;
/** A regulatory clock is told from this share of its open time on. */
const nearPercent = 80;
const casesShown = 200;

const line = (code: Line['code'], cases: readonly string[], count: number, params?: Line['params']): Line[] =>
  count === 0 ? [] : [{ code, count, cases: [...new Set(cases)].slice(0, casesShown), ...(params === undefined ? {} : { params }) }];

/** What a lead has to know: what stands still and why, what is about to break, who is not there, what was down, what was declined. */
export function digestLines(facts: DigestFacts, since: number, now: number): Line[] {
  return [...stalls(facts, now), ...promises(facts, since, now), ...regulatory(facts, now), ...away(facts, since, now), ...outages(facts), ...declines(facts.entries), ...line('failed', facts.failed, facts.failed.length)];
}

function stalls({ tasks, people }: DigestFacts, now: number): Line[] {
  const gone = new Set(people.filter((person) => !isOnDuty(person, now)).map(({ id }) => id));
  const byCause = Map.groupBy(tasks.filter((task) => task.stalled !== undefined), (task) => stallCauseNow(task.stalled?.cause ?? '', gone.has(ownerOf(task) ?? '')));
  return [...byCause].flatMap(([cause, some]) => line('stalled', some.map((task) => task.case), some.length, { cause })).sort((a, b) => b.count - a.count);
}

function promises({ cases }: DigestFacts, since: number, now: number): Line[] {
  const all = cases.flatMap((row) => row.promises.map((promise) => ({ case: row.id, ...promise })));
  const soon = all.filter(({ state, dueAt }) => state === 'open' && dueAt <= now + soonMs);
  const broken = all.filter(({ state, dueAt }) => state === 'broken' && dueAt >= since);
  const told = (code: Line['code'], some: typeof all): Line[] => line(code, some.map((promise) => promise.case), some.length, { dueAt: Math.min(...some.map(({ dueAt }) => dueAt)) });
  return [...told('promise_breaks_soon', soon), ...told('promise_broken', broken)];
}

function regulatory({ cases, calendar }: DigestFacts, now: number): Line[] {
  const near = cases.flatMap((row) =>
    row.clocks.flatMap((clock) => {
      const over = calendar(clock.calendar);
      if (clock.kind !== 'regulatory' || clock.metAt !== undefined || over === undefined) return [];
      const percent = (elapsed(clock, over, now) / clock.deadlineMs) * 100;
      return percent >= nearPercent ? [{ case: row.id, percent: Math.round(percent) }] : [];
    }));
  return line('regulatory_near', near.map((one) => one.case), near.length, { percent: Math.max(...near.map(({ percent }) => percent)) });
}

function away({ tasks, people }: DigestFacts, since: number, now: number): Line[] {
  return people.flatMap((person) => {
    const theirs = tasks.filter((task) => ownerOf(task) === person.id);
    const cases = theirs.map((task) => task.case);
    // Also who holds nothing is told: the count is of their tasks.
    const told = (code: Line['code'], params: Line['params']): Line[] => [{ code, count: theirs.length, cases: [...new Set(cases)].slice(0, casesShown), ...(params ? { params } : {}) }];
    const { absence } = person;
    if (absence && isAbsent(person, now)) return absence.from >= since ? told('person_absent', { person: person.id, at: absence.from, until: absence.until }) : [];
    return person.availability === 'off' && person.availabilitySince >= since ? told('person_off', { person: person.id, at: person.availabilitySince }) : [];
  });
}

/** Systems that were down, by the cases of the teams that waited for them. */
function outages({ entries, ownCases }: DigestFacts): Line[] {
  return outagesOf(entries).flatMap(({ connector, from, until, ...of }) => {
    const cases = of.cases.filter((id) => ownCases.has(id));
    const recovered = of.recovered.filter((id) => ownCases.has(id)).length;
    return line('connector_down', cases, cases.length, { connector, from, recovered, ...(until === undefined ? {} : { until }) });
  });
}

function declines(entries: readonly DigestEntry[]): Line[] {
  const declined = entries.filter(({ kind, body }) => (kind === 'handOff:ended' || kind === 'task:offerEnded') && body['how'] === 'declined');
  return line('declined', declined.flatMap((entry) => entry.case ?? []), declined.length);
}
