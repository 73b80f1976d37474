import type { Change, CompiledAction, Gate, Group } from '../action/bundle.ts';
import type { FailingGate, SuppressedAction } from '../action/decision.ts';
import type { Reading } from '../gate/reading.ts';
import { cheapest } from './cheapest.ts';

interface OpenedGroup {
  /** Null where nothing opens the whole group. */
  readonly changes: readonly Change[] | null;
  readonly byGate: ReadonlyMap<Gate, readonly Change[] | null>;
}

/** Explains the suppressed actions of one decision; what they have in common is searched once. */
export class Explainer {
  readonly #reading: Reading;
  /** By the index of the group. */
  readonly #opened: (OpenedGroup | undefined)[] = [];

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
    const known = this.#opened[group.index];
    if (known !== undefined) return known;
    const changes = group.changes.length === 0 ? null : cheapest(group, this.#reading);
    const byGate = new Map<Gate, readonly Change[] | null>();
    for (const [i, gate] of group.gates.entries()) if (this.#reading.answer(gate.condition) !== true) byGate.set(gate, this.#openOne(group, i, changes));
    const opened = { changes, byGate };
    this.#opened[group.index] = opened;
    return opened;
  }

  /** Of the changes that are made anyway those that this gate needs; where nothing opens the group, what would open the gate alone. */
  #openOne({ gates, changes, touched }: Group, at: number, made: readonly Change[] | null): readonly Change[] | null {
    const bearing = changes.filter((change, i) => ((touched[i] ?? 0) & (1 << at)) !== 0 && (made === null || made.includes(change)));
    if (made !== null && bearing.length === 1) return bearing;
    return bearing.length === 0 ? null : cheapest({ gates: gates.slice(at, at + 1), changes: bearing, touched: bearing.map(() => 1) }, this.#reading);
  }
}

function idsOf(changes: readonly Change[] | null): readonly string[] | null {
  return changes === null ? null : changes.map(({ id }) => id).sort();
}
