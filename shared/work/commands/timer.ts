import { unreachable } from '../../assert.ts';
import type { EntryDraft } from '../../contract/entries.ts';
import { advance } from '../../journey/orchestrated/advance.ts';
import { decideTimedStart } from '../../journey/orchestrated/timed-start.ts';
import type { CaseState } from '../../model/case.ts';
import { isAbsent } from '../../model/person.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import type { Task } from '../../model/task.ts';
import { ownerOf } from '../../model/task.ts';
import { breachClock } from '../clock.ts';
import { stallCause } from '../stall.ts';
import type { Timer } from '../timers.ts';
import { timersOf } from '../timers.ts';
import type { Context, Decision, World } from '../world.ts';
import { done } from '../world.ts';
import { callRunsOut } from './call.ts';
import { momentRunsOut } from './moment.ts';
import { onCase, onTask } from './rule.ts';

/** What a due timer does. It does nothing where the case has moved on, so it and a completion never both win (T34). */
export function decideTimer(world: World, timer: Timer, ctx: Context): Decision {
  if (timer.kind === 'call') return callRunsOut(world, timer, ctx);
  if (timer.kind === 'start') return decideTimedStart(timer, ctx);
  if (timer.kind === 'moment') return momentRunsOut(world, timer, ctx);
  const state = world.case(timer.case);
  if (state === undefined) return { needs: { cases: [timer.case] } };
  if (state === null) return done();
  // The row may be older than the state: what is not due any more is only set again.
  const current = timersOf(state, ctx.settings.firstTouchMs).find((one) => one.id === timer.id);
  if (!current || current.dueAt > ctx.now) return done();
  if (timer.kind === 'process') return runOut(state, current, ctx);
  const teams = timer.kind === 'stall' ? ownersTeams(world, state) : [];
  if (teams.some((team) => world.staffOf(team) === undefined)) return { needs: { staffOf: teams } };
  const task = state.tasks.find((one) => one.id === timer.body.task);
  return done(...entriesOf(world, state, task, timer, ctx));
}

/** A timer of the process: it moves the case, or does nothing where that has gone another way. */
function runOut(state: CaseState, { body: { holder = 0, element = '' }, dueAt }: Timer, ctx: Context): Decision {
  const journey = ctx.settings.journeys?.find(state.case.journey, state.case.journeyVersion);
  if (journey === undefined) return refuse('journey_missing', { journey: state.case.journey, version: state.case.journeyVersion });
  const moved = advance(journey, state, { type: 'timer', holder, element, due: dueAt }, { on: `timer:${element}` }, ctx);
  return isRefusal(moved) && moved.code === 'timer_gone' ? done() : moved;
}

function ownersTeams(world: World, state: CaseState): string[] {
  const owners = state.tasks.map((task) => world.staffMember(ownerOf(task) ?? ''));
  return [...new Set(owners.flatMap((owner) => (owner && owner.role !== 'observed' ? [owner.team] : [])))];
}

function entriesOf(world: World, state: CaseState, task: Task | undefined, timer: Timer, ctx: Context): EntryDraft[] {
  switch (timer.kind) {
    case 'park':
      return task ? [onTask(state, task.id, 'task:resumed', { because: 'date', version: task.version + 1 })] : [];
    case 'handOff': {
      const handOff = task?.handOff;
      if (!task || !handOff) return [];
      const ended = { handOff: handOff.id, how: handOff.takenAt === undefined ? 'expired' as const : 'notMoved' as const, version: task.version + 1 };
      return [
        onTask(state, task.id, 'handOff:ended', ended),
        onCase(state, 'case:escalated', { level: 2, to: `team:${task.team}`, because: 'hand_off_unanswered' }),
      ];
    }
    case 'offer': {
      if (!task?.offer) return [];
      return [onTask(state, task.id, 'task:offerEnded', { to: task.offer.to, how: 'expired', version: task.version + 1 })];
    }
    case 'firstTouch': {
      const owner = task && ownerOf(task);
      return task && owner !== undefined ? [onTask(state, task.id, 'task:leftUntouched', { owner, fence: task.fence })] : [];
    }
    case 'stall': {
      const tasks = state.tasks.map((one) => ({ task: one.id, cause: causeOf(world, state, one, ctx.now) }));
      return [onCase(state, 'case:stalled', { tasks })];
    }
    case 'promise':
      return [onCase(state, 'promise:ended', { promise: timer.body.ref ?? '', how: 'broken' })];
    case 'clock': {
      const clock = state.case.clocks.find((one) => one.id === timer.body.ref);
      return clock ? [onCase(state, 'clock:breached', { clock: breachClock(clock, ctx.now) })] : [];
    }
    case 'visit':
      return state.case.customerHere ? [onCase(state, 'customer:left', { channel: state.case.customerHere.channel })] : [];
    // Decided apart: one moves the process, the others are no case's.
    case 'process':
    case 'call':
    case 'start':
    case 'moment':
      return [];
    default:
      return unreachable(timer.kind);
  }
}

/** Why a task stands still, from what its rows say; load is the router's question and is asked by the lead's plan. */
export function causeOf(world: World, state: CaseState, task: Task, now: number): string {
  const owner = ownerOf(task);
  const person = owner === undefined ? undefined : world.staffMember(owner);
  const waitsFor = state.case.waitsFor?.whom;
  return stallCause({
    system_error: waitsFor === 'system' || task.parked?.event === 'system',
    approval_waiting: waitsFor === 'approval' || task.parked?.event === 'approval' || task.activity.startsWith('approve'),
    owner_absent: person !== undefined && person.role !== 'observed' && (isAbsent(person, now) || person.availability === 'off'),
    owner_over_capacity: overCapacity(world, owner),
    third_party: waitsFor === 'thirdParty' || task.parked?.event === 'thirdParty',
  });
}

function overCapacity(world: World, owner: string | undefined): boolean {
  const person = owner === undefined ? undefined : world.staffMember(owner);
  const staffed = person && world.staffOf(person.team)?.find((one) => one.person.id === person.id);
  return staffed !== undefined && staffed.load > staffed.person.capacity;
}
