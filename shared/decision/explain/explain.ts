import { must } from '../../assert.ts';
import type { Bundle, Change, CompiledAction, Group } from '../action/bundle.ts';
import type { FailingGate, SuppressedAction } from '../action/decision.ts';
import type { FeatureValue } from '../action/feature.ts';
import type { Reading } from '../gate/reading.ts';
import { cheapest } from './cheapest.ts';

interface OpenedGroup {
  /** Sorted by id; null where nothing opens the whole group. */
  readonly changes: readonly string[] | null;
  readonly cost: number;
  /** By the place of the gate; those that hold have none. */
  readonly told: readonly (FailingGate | null)[];
}

/** What was found for a group that looks at one feature only, by its value: most do, and a customer's values come again with the next one. */
const found = new WeakMap<Group, Map<FeatureValue, OpenedGroup>>();
const MOST_KEPT = 500;

/** Explains the suppressed actions of one decision; what they have in common is searched once. */
export class Explainer {
  readonly #reading: Reading;
  /** By the index of the group; of full length, since a list with holes is slow. */
  readonly #opened: (OpenedGroup | undefined)[];

  constructor({ groups }: Pick<Bundle, 'groups'>, reading: Reading) {
    this.#reading = reading;
    this.#opened = new Array<OpenedGroup | undefined>(groups.length).fill(undefined);
  }

  /** Why not this action: every failing gate (by its place) in order, and the changes that together open it for the least cost. */
  explain({ definition: { id, class: of }, places }: CompiledAction, failing: readonly number[]): SuppressedAction {
    const gates: FailingGate[] = [];
    const met: OpenedGroup[] = [];
    const changes: string[] = [];
    let isHopeless = false;
    let cost = 0;
    for (const at of failing) {
      const { group, place } = must(places[at], 'each gate has its group');
      const opened = this.#opened[group.index] ?? this.#open(group);
      gates.push(must(opened.told[place], 'a gate that fails was told'));
      if (group.gates.length > 1) {
        if (met.includes(opened)) continue;
        met.push(opened);
      }
      if (opened.changes === null) isHopeless = true;
      else for (const change of opened.changes) changes.push(change);
      cost += opened.cost;
    }
    if (isHopeless) return { action: id, class: of, gates, changes: null, cost: 0 };
    return { action: id, class: of, gates, changes, cost };
  }

  #open(group: Group): OpenedGroup {
    const [at] = group.reads;
    const opened = group.reads.length === 1 && at !== undefined ? this.#known(group, this.#reading.values[at] ?? null) : this.#search(group);
    this.#opened[group.index] = opened;
    return opened;
  }

  #known(group: Group, value: FeatureValue): OpenedGroup {
    let kept = found.get(group);
    if (kept === undefined) found.set(group, (kept = new Map<FeatureValue, OpenedGroup>()));
    const known = kept.get(value);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const opened = this.#search(group);
    kept.set(value, opened);
    return opened;
  }

  #search(group: Group): OpenedGroup {
    const changes = group.changes.length === 0 ? null : cheapest(group, this.#reading);
    const told = group.gates.map(({ definition, condition }, i): FailingGate | null => {
      if (this.#reading.answer(condition) === true) return null;
      return { gate: definition.id, changes: idsOf(this.#openOne(group, i, changes)) };
    });
    return { changes: idsOf(changes), cost: changes?.reduce((sum, { cost }) => sum + cost, 0) ?? 0, told };
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
