import { must } from '../../assert.ts';
import type { EntryDraft } from '../../contract/entries.ts';
import { isRefusal } from '../../model/refusal.ts';
import { effectIdOf } from '../../work/effects/effect-id.ts';
import type { Timer } from '../../work/timers.ts';
import type { Context, Decision } from '../../work/world.ts';
import { done } from '../../work/world.ts';
import type { Timer as ProcessTimer } from '../engine/process-state.ts';
import { startsOf } from '../engine/start.ts';
import type { Trigger } from '../engine/tables.ts';
import { nextAfter, readTimer } from '../engine/timers.ts';
import { workingTime } from './advance.ts';
import type { Journey } from './journey.ts';
import { openCase } from './open-case.ts';

type Scheduled = EntryDraft<'journey:scheduled'>['body'];
type TimerTrigger = Extract<Trigger, { on: 'timer' }>;

/** A server that does not know a version yet leaves its start to one that does. */
const notKnownYetMs = 60_000;

const entry = (body: Scheduled): EntryDraft => ({ kind: 'journey:scheduled', subject: `catalog:${body.journey}`, body });

/** Start events of a journey that the time triggers, with the number of the trigger. */
function timedStarts({ process }: Journey): { element: string; trigger: number; timer: TimerTrigger; team: string | undefined }[] {
  return startsOf(process).flatMap(({ id, triggers, team }) => triggers.flatMap((timer, trigger) => (timer.on === 'timer' ? [{ element: id, trigger, timer, team }] : [])));
}

export const isTimed = (journey: Journey): boolean => timedStarts(journey).length > 0;

/**
 * Says when a version that has just been released opens its first cases. What lay before the release opens none: a date that is past never
 * does, a cycle goes on with its next time. A duration counts from the release, and comes once.
 */
export function scheduleStarts(journey: Journey, ctx: Context): Decision {
  const { journey: name, version, team } = journey.file;
  return done(...timedStarts(journey).map(({ element, trigger, timer, team: own }) => {
    const value = timer.value.run({});
    const first = must(value.ok ? readTimer(timer, value.value, own ?? team, ctx.now, workingTime(team, ctx)) : undefined, 'a start whose time cannot be found out is not released');
    const { next, missed } = first.due > ctx.now ? { next: first, missed: 0 } : { ...nextAfter({ by: element, ...first }, ctx.now) };
    return entry(scheduled({ journey: name, version, element, trigger }, next, first.due > ctx.now ? 0 : missed + 1));
  }));
}

/**
 * Opens a case of a journey whose time has come, and says when the next one is due. A server that was down opens one case for all the times
 * that went by, as late as it is, and goes on with the next to come. Nothing where a newer version has taken over.
 */
export function decideTimedStart(timer: Timer, ctx: Context): Decision {
  const { element = '', holder: trigger = 0, ref, every, left, until } = timer.body;
  const at = { journey: timer.case.slice('journey:'.length), version: Number(ref), element, trigger };
  const journey = ctx.settings.journeys?.newest(at.journey);
  const repeats = { ...(every === undefined ? {} : { every }), ...(left === undefined ? {} : { left }), ...(until === undefined ? {} : { until }) };
  if (journey === undefined || journey.file.version < at.version) return done(entry({ ...at, dueAt: ctx.now + notKnownYetMs, ...repeats }));
  if (journey.file.version > at.version) return done(entry({ ...at, dueAt: null }));
  const { next, missed } = nextAfter({ by: element, due: timer.dueAt, ...repeats }, ctx.now);
  const party = { source: 'timer', key: `${element}/${new Date(timer.dueAt).toISOString()}` };
  const opened = openCase(journey, { id: `k-${effectIdOf(ctx.input, 0)}`, party, stimulus: { type: 'start', at: element, trigger } }, ctx);
  return isRefusal(opened) ? opened : { ...opened, entries: [...opened.entries, entry(scheduled(at, next, missed))] };
}

function scheduled(at: Pick<Scheduled, 'journey' | 'version' | 'element' | 'trigger'>, next: Omit<ProcessTimer, 'by'> | undefined, missed: number): Scheduled {
  const gone = missed === 0 ? {} : { missed };
  if (next === undefined) return { ...at, dueAt: null, ...gone };
  const { due, every, left, until } = next;
  return { ...at, dueAt: due, ...(every === undefined ? {} : { every }), ...(left === undefined ? {} : { left }), ...(until === undefined ? {} : { until }), ...gone };
}
