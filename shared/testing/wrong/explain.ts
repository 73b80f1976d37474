import { must } from '../../assert.ts';
import type { Bundle, Change, Gate, Group } from '../../decision/action/bundle.ts';
import type { Decision, DecisionRequest, SuppressedAction } from '../../decision/action/decision.ts';
import { priorOf } from '../../decision/action/propensity.ts';
import { judge } from '../../decision/arbitrate/decide.ts';
import { cheapest } from '../../decision/explain/cheapest.ts';
import { touches } from '../../decision/explain/groups.ts';

/** Wrong on purpose: opens each failing gate by itself for the least cost, and takes those changes together. */
export function decideGreedily(bundle: Bundle, asked: DecisionRequest): Decision {
  const { reading, held, ...rest } = judge(bundle, asked, priorOf);
  const suppressed = held.map(({ action: { definition, gates: all, places }, failing }): SuppressedAction => {
    const changes = [...new Set(places.flatMap(({ group }) => group.changes))];
    const gates = failing.map((at) => must(all[at], 'a gate of the action')).map((gate) => ({ gate, by: cheapest(aloneOf(gate, changes), reading) }));
    const told = gates.map(({ gate, by }) => ({ gate: gate.definition.id, changes: by?.map(({ id }) => id) ?? null }));
    if (gates.some(({ by }) => by === null)) return { action: definition.id, class: definition.class, gates: told, changes: null, cost: 0 };
    const together = [...new Set(gates.flatMap(({ by }) => must(by, 'opened')))];
    return { action: definition.id, class: definition.class, gates: told, changes: together.map(({ id }) => id).sort(), cost: together.reduce((sum, { cost }) => sum + cost, 0) };
  });
  return { ...rest, suppressed };
}

function aloneOf(gate: Gate, changes: readonly Change[]): Pick<Group, 'gates' | 'changes' | 'touched'> {
  const bearing = changes.filter((change) => touches(change, gate)).toSorted((a, b) => a.cost - b.cost);
  return { gates: [gate], changes: bearing, touched: bearing.map(() => 1) };
}
