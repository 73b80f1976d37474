import type { Person } from '../../shared/model/person.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import type { Loop } from '../loop.ts';
import { customersNamed } from '../store/reads/unidentified-cases.ts';
import { readSubjects } from '../store/tables/subjects.ts';
import { readOutcome } from './outcome.ts';
import type { Outcome } from './plan.ts';
import type { Played } from './play.ts';
import { playPlan } from './play.ts';
import { seededRandom } from './random.ts';
import { scenarios } from './scenarios.ts';
import { seedDemoBank } from './seed.ts';
import { stageOf } from './stage.ts';

export interface ScenarioOptions {
  readonly seed?: number;
  /** How many times faster than the day it tells; at once where absent. */
  readonly speed?: number;
  /** Tells runs apart: the same one twice is one. */
  readonly run: string;
}

export interface ScenarioResult {
  readonly ok: true;
  readonly played: Played;
  /** What the plan promised, and what the rows then held. */
  readonly promised: Outcome;
  readonly found: Outcome;
}

/** Plays a named scenario in a store with the demo bank, which is put there first. Refused with `scenario_unknown` and what the desk refuses. */
export async function runScenario(loop: Loop, name: string, { seed = 1, speed, run }: ScenarioOptions): Promise<ScenarioResult | Refusal> {
  const scenario = scenarios.get(name);
  if (!scenario) return refuse('scenario_unknown', { name, known: [...scenarios.keys()].join(', ') });
  const seeded = await seedDemoBank(loop);
  if (isRefusal(seeded)) return seeded;
  const [people, customers, mourning] = await Promise.all([readSubjects(loop.db, 'people'), customersNamed(loop.db, 'cu-'), customersNamed(loop.db, 'cu-', 'bereavement')]);
  const plan = scenario.plan(seededRandom(seed), { customers, mourning, people: people.map(({ state }) => JSON.parse(state) as Person) });
  const played = await playPlan(loop, plan, stageOf(plan, scenario, loop.clock, speed), run);
  return { ok: true, played, promised: plan.outcome, found: await readOutcome(loop.db, run) };
}
