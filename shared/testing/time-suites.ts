import fc from 'fast-check';
import { isRefusal } from '../model/refusal.ts';
import type { timersOf } from '../work/timers.ts';
import { wholeDay } from './any-command.ts';
import { anySteps, play } from './play.ts';
import { checkProperty, expectThat } from './suite.ts';
import type { SuiteOptions, SuiteReport } from './suite.ts';
import { testSettings, workPart } from './work-bank.ts';
import type { WorkPart } from './work-bank.ts';

const hour = 3_600_000;

/**
 * A due timer does its work once, however many nodes read it (T10), never before it is due, however far away that is (T33), and
 * nothing where somebody was quicker (T34).
 */
export const timerSuite = (part: WorkPart, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'timers', 'I10 T10 T33 T34',
    fc.property(anySteps(25), fc.nat(99), fc.integer({ min: 0, max: 60 * 24 }), fc.boolean(), (steps, which, lateHours, isQuicker) => {
      const bank = play(part, wholeDay, steps, () => undefined);
      const timers = bank.timers();
      const timer = timers[which % (timers.length || 1)];
      if (!timer) return;
      const fire = (): number => {
        const before = bank.history.length;
        const outcome = bank.fire(timer);
        expectThat(!isRefusal(outcome), 'a timer is refused');
        return bank.history.length - before;
      };
      bank.now = Math.min(bank.now, timer.dueAt - 1);
      expectThat(fire() === 0, `${timer.kind} fires before it is due`);
      bank.now = timer.dueAt + lateHours * hour;
      const task = bank.tasks().find(({ id }) => id === timer.body.task);
      const owner = task?.holder?.by === 'person' ? task.holder.person : undefined;
      if (isQuicker && task && owner !== undefined) {
        const done = bank.say({ type: 'task:complete', commandId: 'quick', task: task.id, fence: task.fence }, owner);
        if (!isRefusal(done)) expectThat(fire() === 0, `${timer.kind} fires for a task that is done`);
      } else {
        expectThat(fire() > 0, `${timer.kind} does not fire although it is due`);
        const again = bank.timers().find(({ id }) => id === timer.id);
        if (again === undefined || again.dueAt > bank.now) expectThat(fire() === 0, `${timer.kind} fires twice`);
        else expectThat(false, `${timer.id} is still due after it has fired`);
      }
    }),
    options,
  );

/** Every deadline in the state has a timer, so none lives in memory only, and one for each moment it was set for (T33). */
export const deadlineSuite = (timers: typeof timersOf, options: SuiteOptions): SuiteReport =>
  checkProperty(
    'deadlines', 'T33',
    fc.property(anySteps(40), (steps) => {
      const bank = play(workPart, wholeDay, steps, () => undefined);
      for (const state of bank.cases.values()) {
        const found = timers(state, testSettings.firstTouchMs);
        const has = (kind: string, dueAt: number): boolean => found.some((timer) => timer.kind === kind && timer.dueAt === dueAt);
        expectThat(new Set(found.map(({ id }) => id)).size === found.length, 'two timers of one id');
        for (const task of state.tasks) {
          if (task.parked?.until !== undefined) expectThat(has('park', task.parked.until), `${task.id} stays parked for ever`);
          if (task.handOff) expectThat(has('handOff', task.handOff.expiresAt), `the hand-off of ${task.id} never times out`);
          if (task.untouchedSince !== undefined) expectThat(has('firstTouch', task.untouchedSince + testSettings.firstTouchMs), `nobody asks for the first touch of ${task.id}`);
        }
        for (const promise of state.case.promises) if (promise.state === 'open') expectThat(has('promise', promise.dueAt), 'a promise is never found broken');
        if (state.case.stallAt !== undefined && state.tasks.length > 0) expectThat(has('stall', state.case.stallAt), 'the case never stalls');
      }
    }),
    options,
  );
