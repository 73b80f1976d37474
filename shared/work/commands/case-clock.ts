import type { CaseClock } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import type { Calendar } from '../calendar.ts';
import { changeTarget, meetClock, pauseClock, resumeClock, startClock } from '../clock.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';
import type { Rules } from './rule.ts';
import { caseSceneOf, isScene, onCase } from './rule.ts';

type Kind = 'clock:start' | 'clock:pause' | 'clock:resume' | 'clock:meet' | 'clock:change';
type Change = (clock: CaseClock, calendar: Calendar) => CaseClock | Refusal;

/** Changes one clock of a case by its pure function; the entry carries the clock as it is then, so that nobody computes it again. */
function changed(
  world: World, ctx: Context, action: Kind, caseId: string, id: string,
  kind: 'clock:resumed' | 'clock:met' | 'clock:changed' | 'clock:paused', change: Change, because?: string,
): Decision {
  const scene = caseSceneOf(world, ctx, action, caseId);
  if (!isScene(scene)) return scene;
  const clock = scene.state.case.clocks.find((one) => one.id === id);
  const calendar = clock && ctx.settings.calendar(clock.calendar);
  if (!clock || !calendar) return refuse('not_found', { case: caseId });
  const after = change(clock, calendar);
  if (isRefusal(after)) return { ...after, params: { ...after.params, case: caseId } };
  return done(onCase(scene.state, kind, kind === 'clock:paused' ? { clock: after, because: because ?? '' } : { clock: after }));
}

export const caseClockRules: Rules<Kind> = {
  'clock:start': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'clock:start', command.case);
      if (!isScene(scene)) return scene;
      if (scene.state.case.status === 'closed') return refuse('case_closed', { case: command.case });
      const calendar = ctx.settings.calendarOf(scene.state.case.team);
      if (!calendar) return refuse('calendar_unknown', { case: command.case });
      const { name, kind, goalMs, deadlineMs, task } = command;
      const clock = startClock({ id: ctx.newId('cl'), name, kind, goalMs, deadlineMs, ...(task === undefined ? {} : { task }) }, calendar, ctx.now);
      return isRefusal(clock) ? { ...clock, params: { ...clock.params, case: command.case } } : done(onCase(scene.state, 'clock:started', { clock }));
    },
  },
  'clock:pause': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, clock, because }, ctx) =>
      changed(world, ctx, 'clock:pause', id, clock, 'clock:paused', (state) => pauseClock(state, ctx.now), because),
  },
  'clock:resume': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, clock }, ctx) =>
      changed(world, ctx, 'clock:resume', id, clock, 'clock:resumed', (state, calendar) => resumeClock(state, calendar, ctx.now)),
  },
  'clock:meet': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, clock }, ctx) => changed(world, ctx, 'clock:meet', id, clock, 'clock:met', (state) => meetClock(state, ctx.now)),
  },
  'clock:change': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, clock, goalMs, deadlineMs }, ctx) =>
      changed(world, ctx, 'clock:change', id, clock, 'clock:changed', (state, calendar) => changeTarget(state, { goalMs, deadlineMs }, calendar, ctx.now)),
  },
};
