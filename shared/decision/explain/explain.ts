import { must } from '../../assert.ts';
import type { Change, CompiledAction, Group } from '../action/bundle.ts';
import type { FailingGate, SuppressedAction } from '../action/decision.ts';
import type { Reading } from '../gate/reading.ts';
import { cheapest } from './cheapest.ts';

interface OpenedGroup {
  /** Sorted by id; null where nothing opens the whole group. */
  readonly changes: readonly string[] | null;
  readonly cost: number;
  /** By the place of the gate; those that hold have none. */
  readonly told: readonly (FailingGate | null)[];
}

/** Explains the suppressed actions of one decision; what they have in common is searched once. */
export class Explainer {
  readonly #reading: Reading;
  /** By the index of the group. */
  readonly #opened: (OpenedGroup | undefined)[] = [];

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Why not this action: every failing gate (by its place) in order, and the changes that together open it for the least cost. */
  explain({ definition: { id, class: of }, places }: CompiledAction, failing: readonly number[]): SuppressedAction {
    const gates: FailingGate[] = [];
    const met: OpenedGroup[] = [];
    let isHopeless = false;
    let cost = 0;
    for (const at of failing) {
      const { group, place } = must(places[at], 'each gate has its group');
      const opened = this.#opened[group.index] ?? this.#open(group);
      gates.push(must(opened.told[place], 'a gate that fails was told'));
      if (met.includes(opened)) continue;
      met.push(opened);
      if (opened.changes === null) isHopeless = true;
      cost += opened.cost;
    }
    if (isHopeless) return { action: id, class: of, gates, changes: null, cost: 0 };
    const changes = met.length === 1 ? (met[0]?.changes ?? null) : met.flatMap((opened) => opened.changes ?? []).sort();
    return { action: id, class: of, gates, changes, cost };
  }

  #open(group: Group): OpenedGroup {
    const changes = group.changes.length === 0 ? null : cheapest(group, this.#reading);
    const told = group.gates.map(({ definition, condition }, i): FailingGate | null => {
      if (this.#reading.answer(condition) === true) return null;
      return { gate: definition.id, changes: idsOf(this.#openOne(group, i, changes)) };
    });
    const opened = { changes: idsOf(changes), cost: changes?.reduce((sum, { cost }) => sum + cost, 0) ?? 0, told };
    this.#opened[group.index] = opened;
    return opened;
  }

  /** Of the changes that are made anyway those that this gate needs; where nothing opens the group, what would open the gate alone. */
  #openOne({ gates, changes, touched }: Group, at: number, made: readonly Change[] | null): readonly Change[] | null {
    if (made?.length === 1) return made;
    const bearing = changes.filter((change, i) => ((touched[i] ?? 0) & (1 << at)) !== 0 && (made === null || made.includes(change)));
    if (bearing.length === 0) return null;
    if (made !== null && bearing.length === 1) return bearing;
    return cheapest({ gates: gates.slice(at, at + 1), changes: bearing, touched: bearing.map(() => 1) }, this.#reading);
  }
}

function idsOf(changes: readonly Change[] | null): readonly string[] | null {
  return changes === null ? null : changes.map(({ id }) => id).sort();
}
