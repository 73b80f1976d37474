import type { Change, CompiledAction, Gate, Group } from '../action/bundle.ts';
import type { FailingGate, SuppressedAction } from '../action/decision.ts';
import type { Reading } from '../gate/reading.ts';
import { cheapest, effectsOf } from './cheapest.ts';

interface OpenedGroup {
  /** Null where nothing opens the whole group. */
  readonly changes: readonly Change[] | null;
  readonly byGate: ReadonlyMap<Gate, readonly Change[] | null>;
}

/** Explains the suppressed actions of one decision; what they have in common is searched once. */
export class Explainer {
  readonly #reading: Reading;
  readonly #opened = new Map<Group, OpenedGroup>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Why not this action: every failing gate in order, and the changes that together open it for the least cost. */
  explain({ definition: { id, class: of }, groups }: CompiledAction, failing: readonly Gate[]): SuppressedAction {
    const byGate = new Map<Gate, readonly Change[] | null>();
    const changes: Change[] = [];
    let isHopeless = false;
    for (const group of groups) {
      if (!group.gates.some((gate) => failing.includes(gate))) continue;
      const opened = this.#open(group);
      for (const [gate, by] of opened.byGate) byGate.set(gate, by);
      if (opened.changes === null) isHopeless = true;
      else changes.push(...opened.changes);
    }
    const gates = failing.map((gate): FailingGate => ({ gate: gate.definition.id, changes: idsOf(byGate.get(gate) ?? null) }));
    if (isHopeless) return { action: id, class: of, gates, changes: null, cost: 0 };
    return { action: id, class: of, gates, changes: idsOf(changes), cost: changes.reduce((sum, { cost }) => sum + cost, 0) };
  }

  #open(group: Group): OpenedGroup {
    const known = this.#opened.get(group);
    if (known !== undefined) return known;
    const { gates } = group;
    const effects = effectsOf(group.changes, this.#reading);
    const changes = group.changes.length === 0 ? null : cheapest(gates, group.changes, effects, this.#reading);
    const byGate = new Map<Gate, readonly Change[] | null>();
    for (const gate of gates)
      if (this.#reading.answer(gate.condition) !== true) {
        // Of the changes that are made anyway those that this gate needs; where nothing opens the group, what would open the gate alone.
        const pool = changes ?? group.changes;
        byGate.set(gate, pool.length === 1 && changes !== null ? changes : cheapest([gate], byCost(pool), effects, this.#reading));
      }
    const opened = { changes, byGate };
    this.#opened.set(group, opened);
    return opened;
  }
}

const byCost = (changes: readonly Change[]): readonly Change[] => changes.toSorted((a, b) => a.cost - b.cost || (a.id < b.id ? -1 : 1));

function idsOf(changes: readonly Change[] | null): readonly string[] | null {
  return changes === null ? null : changes.map(({ id }) => id).sort();
}
