import type { Alarm } from '../watch.ts';
import type { Decider, Learner } from './deciders.ts';
import { fixedRule, learner, mostOf, thompson } from './deciders.ts';
import type { LearnerSettings } from './deciders.ts';
import { seeded } from './seeded.ts';
import type { TrueAction, World } from './world.ts';
import { answerOf, someone, someWorld, trueParts, truth } from './world.ts';

export interface Run {
  readonly seed: number;
  readonly rounds: number;
  /** Of one decision to the next; a minute is a step. */
  readonly roundMs?: number;
}

/** People change their minds at a round: what becomes of the action that is shown most. */
export interface Drift {
  readonly at: number;
  readonly becomes: (action: TrueAction) => TrueAction;
}

export interface Played {
  /** Added up over the rounds: what the best action would have been taken more often than the chosen one; one figure for each hundredth of the run. */
  readonly regret: readonly number[];
  /** Action that drifted, where one did. */
  readonly drifted?: string;
}

/** Plays a world to a decider: same seed, same people and the same luck. */
export function play(world: World, decider: Decider, { seed, rounds, roundMs = 1200 }: Run, drift?: Drift): Played {
  const people = seeded(seed);
  const luck = seeded(seed ^ 0x5bd1e995);
  const draws = seeded(seed ^ 0x2545f491);
  const shownOf = world.actions.map(() => 0);
  let actions = world.actions;
  let drifted: string | undefined;
  let regret = 0;
  const kept: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (drift?.at === round) {
      const most = mostOf(shownOf);
      drifted = actions[most]?.definition.id;
      actions = actions.map((action, i) => (i === most ? drift.becomes(action) : action));
    }
    const features = someone(people);
    const chances = actions.map((action) => truth(action, trueParts(features)));
    const chosen = decider.choose(features, draws(), round * roundMs);
    shownOf[chosen] = (shownOf[chosen] ?? 0) + 1;
    regret += Math.max(...chances) - (chances[chosen] ?? 0);
    decider.hear(chosen, { seq: round + 1, how: answerOf(chances[chosen] ?? 0, luck), features }, round * roundMs);
    if ((round + 1) % Math.ceil(rounds / 100) === 0) kept.push(regret);
  }
  return { regret: kept, ...(drifted === undefined ? {} : { drifted }) };
}

/** What was said and what is true, tenth by tenth, with the share of decisions in each. */
export interface ReliabilityBin {
  readonly said: number;
  readonly is: number;
  readonly share: number;
}

/** How what a learner says of the actions that it would show to new people compares with the truth; `all` of every action. */
export function reliability(world: World, from: Learner, seed: number, people = 4000): { readonly shown: readonly ReliabilityBin[]; readonly all: readonly ReliabilityBin[] } {
  const chance = seeded(seed ^ 0x1b873593);
  const bins = { shown: emptyBins(), all: emptyBins() };
  for (let i = 0; i < people; i += 1) {
    const features = someone(chance);
    const said = world.actions.map(({ definition }) => from.models().propensityOf(definition, 'mobile', features, 1 - 2 ** -32).p);
    const first = mostOf(said);
    for (const [at, p] of said.entries()) {
      const is = truth(world.actions[at] as TrueAction, trueParts(features));
      count(bins.all, p, is);
      if (at === first) count(bins.shown, p, is);
    }
  }
  return { shown: meansOf(bins.shown), all: meansOf(bins.all) };
}

type Sums = [count: number, said: number, is: number];
const emptyBins = (): Sums[] => Array.from({ length: 10 }, (): Sums => [0, 0, 0]);

function count(bins: Sums[], p: number, is: number): void {
  const bin = bins[Math.min(9, Math.floor(p * 10))] as Sums;
  bin[0] += 1;
  bin[1] += p;
  bin[2] += is;
}

function meansOf(bins: readonly Sums[]): ReliabilityBin[] {
  const all = bins.reduce((sum, [one]) => sum + one, 0);
  return bins.filter(([one]) => one > 0).map(([one, said, is]) => ({ said: said / one, is: is / one, share: one / all }));
}

/** How far what is said lies from what is, on average, in points. */
export const errorInPoints = (bins: readonly ReliabilityBin[]): number => bins.reduce((sum, { said, is, share }) => sum + 100 * share * Math.abs(said - is), 0);

export interface Compared {
  readonly learner: readonly number[];
  readonly fixedRule: readonly number[];
  readonly thompson: readonly number[];
  readonly shown: readonly ReliabilityBin[];
  readonly all: readonly ReliabilityBin[];
}

/** The learner, the fixed rule and Thompson's sampling in the same world with the same people. */
export function compareDeciders(run: Run, settings: LearnerSettings = { exploring: 0.1 }): Compared {
  const world = someWorld(seeded(run.seed * 7919 + 1));
  const ours = learner(world, settings);
  const { regret } = play(world, ours, run);
  return { learner: regret, fixedRule: play(world, fixedRule(world), run).regret, thompson: play(world, thompson(world), run).regret, ...reliability(world, ours, run.seed) };
}

/** The alarms of a learner's models after a run, by action. */
export function alarmsAfter(run: Run, drift?: Drift, settings: LearnerSettings = { exploring: 0.1 }): { readonly alarms: readonly (Alarm & { readonly action: string })[]; readonly drifted?: string } {
  const world = someWorld(seeded(run.seed * 7919 + 1));
  const ours = learner(world, settings);
  const { drifted } = play(world, ours, run, drift);
  const alarms = world.actions.flatMap(({ definition: { id } }) => (ours.models().get(id, 'mobile', 'champion')?.watch.alarms ?? []).map((alarm) => ({ ...alarm, action: id })));
  return { alarms, ...(drifted === undefined ? {} : { drifted }) };
}
