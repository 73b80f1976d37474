import fc from 'fast-check';
import type { Command, CommandType } from '../contract/commands.ts';
import type { CaseState } from '../model/case.ts';
import { isRefusal } from '../model/refusal.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Decided } from '../work/world.ts';
import { commandFrom } from './any-command.ts';
import { staffIds, teamIds, WorkBank } from './work-bank.ts';
import type { WorkPart } from './work-bank.ts';

export interface Step {
  readonly actor: number;
  readonly kind: number;
  readonly draws: readonly number[];
  /** Whether the actor looks again first, or acts on what was seen before: minutes or hours ago. */
  readonly looks: boolean;
  readonly afterMs: number;
  /** Runs one timer instead: the next one when it is due, or one that somebody read too early. */
  readonly timer: boolean;
}

export const anySteps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      actor: fc.nat(staffIds.length - 1),
      kind: fc.nat(999),
      draws: fc.array(fc.nat(999), { minLength: 6, maxLength: 6 }),
      looks: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
      afterMs: fc.oneof({ weight: 6, arbitrary: fc.constant(1000) }, fc.nat(20 * 60_000)),
      timer: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
    { maxLength, size: 'max' },
  );

/** What hooks hear of each step. */
export interface Played {
  readonly bank: WorkBank;
  readonly actor: string;
  readonly command: Command | undefined;
  readonly before: ReadonlyMap<string, CaseState>;
  readonly outcome: Decided | Refusal;
  /** Where the step's entries begin in the history. */
  readonly from: number;
}

/** Plays steps of several people, each on what they last saw, and tells the hook after each. */
export function play(part: WorkPart, kinds: readonly CommandType[], steps: readonly Step[], hook: (played: Played) => void, start = { cases: 2, tasksEach: 2 }): WorkBank {
  const bank = new WorkBank(part, start.cases, start.tasksEach);
  const seen = new Map<string, CaseState[]>();
  const plans: { plan: string; tasks: string[] }[] = [];
  for (const [index, step] of steps.entries()) {
    bank.now += step.afterMs;
    const actor = staffIds[step.actor] ?? 'ana';
    if (step.looks || !seen.has(actor)) seen.set(actor, [...bank.cases.values()]);
    let draws = 0;
    const draw = (below: number): number => (step.draws[draws++ % step.draws.length] ?? 0) % below;
    const before = new Map(bank.cases);
    const from = bank.history.length;
    if (step.timer) {
      const timers = bank.timers();
      const timer = draw(3) === 0 ? timers[draw(timers.length || 1)] : timers[0];
      // Time passes until the first one is due; any other one is read too early.
      if (timer && timer === timers[0]) bank.now = Math.max(bank.now, timer.dueAt);
      if (timer) hook({ bank, actor: 'timer', command: undefined, before, outcome: bank.fire(timer), from });
      continue;
    }
    const type = kinds[step.kind % kinds.length] ?? 'task:claim';
    const command = commandFrom(draw, type, actor, `x${String(index)}`, { cases: seen.get(actor) ?? [], people: staffIds, teams: teamIds, plans, now: bank.now });
    if (!command) continue;
    const outcome = bank.say(command, actor);
    if (command.type === 'task:reassign' && !isRefusal(outcome)) plans.push({ plan: command.commandId, tasks: command.items.map(({ task }) => task) });
    hook({ bank, actor, command, before, outcome, from });
  }
  return bank;
}
