import { must } from '../../assert.ts';
import type { Bundle, CompiledAction } from '../action/bundle.ts';
import type { ChoiceReason, Decision, DecisionRequest, FailedAction, RankedAction } from '../action/decision.ts';
import { priorOf, type PropensityOf } from '../action/propensity.ts';
import { Explainer } from '../explain/explain.ts';
import { Reading } from '../gate/reading.ts';
import { factorsOf } from './factors.ts';
import { ranked } from './rank.ts';

/** A decision before it is explained. */
export interface Judgement extends Pick<Decision, 'shown' | 'ranked' | 'failed' | 'choice'> {
  readonly reading: Reading;
  /** `failing` are places of gates. */
  readonly held: readonly { readonly action: CompiledAction; readonly failing: readonly number[] }[];
}

/**
 * What is best now, and why not the rest. Pure: the same of the same, on any machine. `propensityOf` says the catalog's priors where none is given.
 * An action one of whose gates or parts cannot be told has failed, whatever its other gates say.
 */
export function decide(bundle: Bundle, request: DecisionRequest, propensityOf: PropensityOf = priorOf): Decision {
  const { shown, ranked: order, failed, choice, held, reading } = judge(bundle, request, propensityOf);
  const explainer = new Explainer(bundle, reading);
  return { shown, ranked: order, suppressed: held.map(({ action, failing }) => explainer.explain(action, failing)), failed, choice };
}

/** As `decide`, with no word of what would open what is suppressed. `reading` is of the request's features. */
export function judge(bundle: Bundle, request: DecisionRequest, propensityOf: PropensityOf, reading = new Reading(bundle, request.features)): Judgement {
  const open: Omit<RankedAction, 'ahead'>[] = [];
  const held: { action: CompiledAction; failing: readonly number[] }[] = [];
  const failed: FailedAction[] = [];
  for (const action of bundle.candidates(request.channel, request.placement)) {
    const { id, class: of, owner } = action.definition;
    const gates = failingGates(action, reading);
    if ('code' in gates) {
      failed.push({ action: id, class: of, owner, ...gates });
      continue;
    }
    if (gates.length > 0) {
      held.push({ action, failing: gates });
      continue;
    }
    const factors = factorsOf(action, request, reading, propensityOf);
    if ('code' in factors) failed.push({ action: id, class: of, owner, ...factors });
    else open.push({ action: id, class: of, factors });
  }
  const order = ranked(open);
  const somethings = order.filter(({ class: of }) => of !== 'nothing');
  const best = somethings.length > 0 ? somethings : order;
  const shown = best.slice(0, bundle.atMost(request.placement)).map(({ action }) => action);
  const first = must(best[0], 'nothing is always a candidate and never held back');
  return { shown, ranked: order, failed, choice: { action: first.action, because: reasonOf(first, somethings.length, held.length, failed.length) }, reading, held };
}

/** The places of all gates that do not hold, in the hard order; or the first that cannot be told. */
function failingGates({ gates }: CompiledAction, reading: Reading): readonly number[] | Pick<FailedAction, 'at' | 'code'> {
  let count = 0;
  for (let i = 0; i < gates.length; i += 1) {
    const { condition, definition } = must(gates[i], 'within the list');
    const answer = reading.answer(condition);
    if (answer === true) continue;
    if (answer !== false) return { at: definition.id, code: answer };
    // Kept aside until it is known how many they are: a list that grows takes several times its room.
    scratch[count] = i;
    count += 1;
  }
  return count === 0 ? none : scratch.slice(0, count);
}

const none: readonly number[] = [];
const scratch: number[] = [];

function reasonOf(first: RankedAction, somethings: number, held: number, failed: number): ChoiceReason {
  if (somethings > 0) return somethings === 1 ? 'only' : (first.ahead ?? 'only');
  if (held > 0) return 'all_suppressed';
  return failed > 0 ? 'all_failed' : 'none_here';
}
