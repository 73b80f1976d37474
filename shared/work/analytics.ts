import type { Analytics } from '../contract/rest-team.ts';
import { stallCauseNow } from './stall.ts';

/** What is counted of an entry. Times are those of recording: within a case they never fall, so no duration is negative. */
export interface CountedEntry {
  readonly kind: string;
  readonly case: string;
  readonly task: string | null;
  readonly recordedAt: number;
  /** Of `case:opened`. */
  readonly journey?: string | null;
  /** Where the case comes to. */
  readonly stage?: string | null;
  /** How a hand-off ended. */
  readonly how?: string | null;
  /** Of `case:stalled`. */
  readonly stalled?: readonly { readonly task: string; readonly cause: string }[] | null;
  /** It restarts the clock of stalls. */
  readonly isProgress?: boolean;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

const casesShown = 200;
const shown = (cases: Iterable<string>): string[] => [...new Set(cases)].slice(0, casesShown);
const isIn = ({ from, to }: Span, at: number): boolean => at >= from && at < to;

/** Tasks made and done by day; every day of the list is there. */
export function throughput(entries: readonly CountedEntry[], days: readonly string[], dayOf: (at: number) => string): Analytics['throughput'] {
  const byDay = Map.groupBy(entries, ({ recordedAt }) => dayOf(recordedAt));
  return days.map((day) => {
    const some = (byDay.get(day) ?? []).filter(({ kind }) => kind === 'task:made' || kind === 'task:completed');
    const made = some.filter(({ kind }) => kind === 'task:made').length;
    return { day, made, done: some.length - made, cases: shown(some.map((entry) => entry.case)) };
  });
}

/** Hand-offs by the day of each event; what ran out, was withdrawn or had no receiver any more has returned. */
export function handOffs(entries: readonly CountedEntry[], days: readonly string[], dayOf: (at: number) => string): Analytics['handOffs'] {
  const byDay = Map.groupBy(entries.filter(({ kind }) => kind.startsWith('handOff:')), ({ recordedAt }) => dayOf(recordedAt));
  return days.map((day) => {
    const some = byDay.get(day) ?? [];
    const count = (of: (entry: CountedEntry) => boolean): number => some.filter(of).length;
    return {
      day,
      offered: count(({ kind }) => kind === 'handOff:offered'),
      accepted: count(({ kind }) => kind === 'handOff:accepted'),
      declined: count(({ kind, how }) => kind === 'handOff:ended' && how === 'declined'),
      returned: count(({ kind, how }) => kind === 'handOff:ended' && how !== 'declined'),
      cases: shown(some.map((entry) => entry.case)),
    };
  });
}

/** How long cases were in the stages that they left within the span. `histories` are whole cases, in order; a stage whose beginning is not in them is left out. */
export function timeInStage(histories: ReadonlyMap<string, readonly CountedEntry[]>, span: Span): Analytics['timeInStage'] {
  const stays = new Map<string, { journey: string; stage: string; tookMs: number[]; cases: string[] }>();
  for (const [id, history] of histories) {
    const journey = history.find(({ kind }) => kind === 'case:opened')?.journey ?? undefined;
    if (journey === undefined) continue;
    let at: { stage: string; since: number } | undefined;
    for (const { kind, stage, recordedAt } of history) {
      const isEnd = kind === 'case:closed';
      if (!isEnd && (stage === undefined || stage === null || stage === at?.stage)) continue;
      if (at !== undefined && isIn(span, recordedAt)) {
        const key = `${journey} ${at.stage}`;
        const stay = stays.get(key) ?? { journey, stage: at.stage, tookMs: [], cases: [] };
        stay.tookMs.push(Math.max(0, recordedAt - at.since));
        stay.cases.push(id);
        stays.set(key, stay);
      }
      at = isEnd ? undefined : { stage: stage ?? '', since: recordedAt };
    }
  }
  return [...stays.values()]
    .map(({ journey, stage, tookMs, cases }) => ({ journey, stage, count: tookMs.length, p50Ms: percentile(tookMs, 0.5), p90Ms: percentile(tookMs, 0.9), cases: shown(cases) }))
    .sort((a, b) => (a.journey < b.journey ? -1 : a.journey > b.journey ? 1 : a.stage < b.stage ? -1 : 1));
}

/** By the nearest rank. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/**
 * How long tasks stood still within the span, by the cause that was told: from when they were found stalled until the case moved, their
 * task ended, or the span's end. `isTeams` tells whose tasks count.
 */
export function waiting(histories: ReadonlyMap<string, readonly CountedEntry[]>, span: Span, isTeams: (task: string) => boolean): Analytics['waiting'] {
  const found: { cause: string; case: string; ms: number }[] = [];
  for (const [id, history] of histories) {
    const open = new Map<string, { cause: string; since: number }>();
    const end = (task: string, at: number): void => {
      const stall = open.get(task);
      open.delete(task);
      const ms = stall ? Math.min(at, span.to) - Math.max(stall.since, span.from) : 0;
      if (stall && ms > 0) found.push({ cause: stall.cause, case: id, ms });
    };
    for (const { kind, task, recordedAt, stalled, isProgress } of history) {
      if (kind === 'case:stalled') {
        for (const one of stalled ?? []) if (isTeams(one.task) && !open.has(one.task)) open.set(one.task, { cause: stallCauseNow(one.cause, false), since: recordedAt });
      } else if (isProgress === true || kind === 'case:closed') for (const one of [...open.keys()]) end(one, recordedAt);
      else if (task !== null && endsTask.has(kind)) end(task, recordedAt);
    }
    for (const one of [...open.keys()]) end(one, span.to);
  }
  return [...Map.groupBy(found, ({ cause }) => cause)]
    .map(([cause, some]) => ({ cause, count: some.length, totalMs: some.reduce((sum, { ms }) => sum + ms, 0), cases: shown(some.map((one) => one.case)) }))
    .sort((a, b) => b.totalMs - a.totalMs);
}

const endsTask = new Set(['task:completed', 'task:closed', 'task:replaced']);
