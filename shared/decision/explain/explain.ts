import { must } from '../../assert.ts';
import type { Bundle, Change, CompiledAction, Group, OpenedGroup } from '../action/bundle.ts';
import type { FailingGate, SuppressedAction } from '../action/decision.ts';
import type { Reading } from '../gate/reading.ts';
import { cheapest, oneAlone, severalTogether } from './cheapest.ts';

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
    // Lists of the right length from the start: there are many, and one that grows takes several times its room.
    const gates = new Array<FailingGate>(failing.length);
    const met = new Array<OpenedGroup>(failing.length);
    let [isHopeless, groups, count, cost] = [false, 0, 0, 0];
    for (let i = 0; i < failing.length; i += 1) {
      const { group, place } = must(places[must(failing[i], 'within the list')], 'each gate has its group');
      const opened = this.#opened[group.index] ?? this.#open(group);
      gates[i] = must(opened.told[place], 'a gate that fails was told');
      if (group.gates.length > 1 && met.includes(opened)) continue;
      met[groups] = opened;
      groups += 1;
      if (opened.changes === null) isHopeless = true;
      else count += opened.changes.length;
      cost += opened.cost;
    }
    if (isHopeless) return { action: id, class: of, gates, changes: null, cost: 0 };
    return { action: id, class: of, gates, changes: together(met, groups, count), cost };
  }

  #open(group: Group): OpenedGroup {
    const opened = group.shut === null ? this.#search(group) : this.#openGate(group, group.shut);
    this.#opened[group.index] = opened;
    return opened;
  }

  /** A group that is one gate: what is told of it is mostly there already. */
  #openGate(group: Group, shut: OpenedGroup): OpenedGroup {
    if (group.changes.length === 0) return shut;
    const alone = oneAlone(group, 1, this.#reading);
    if (alone >= 0) return must(group.openedBy[alone], 'each change has its own');
    const changes = severalTogether(group, 1, this.#reading);
    if (changes === null) return shut;
    const ids = idsOf(changes);
    return { changes: ids, cost: costOf(changes), told: shut.told.map((gate) => gate && { ...gate, changes: ids }) };
  }

  #search(group: Group): OpenedGroup {
    const changes = group.changes.length === 0 ? null : cheapest(group, this.#reading);
    const told = group.gates.map(({ definition, condition }, i): FailingGate | null => {
      if (this.#reading.answer(condition) === true) return null;
      return { gate: definition.id, changes: idsOf(this.#openOne(group, i, changes)) };
    });
    return { changes: idsOf(changes), cost: costOf(changes), told };
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

/** What opens all of so many groups: so many changes. */
function together(met: readonly OpenedGroup[], groups: number, count: number): readonly string[] {
  const [first] = met;
  if (groups === 1 && first?.changes) return first.changes;
  const all = new Array<string>(count);
  let at = 0;
  for (let i = 0; i < groups; i += 1)
    for (const change of met[i]?.changes ?? []) {
      all[at] = change;
      at += 1;
    }
  return all;
}

const costOf = (changes: readonly Change[] | null): number => changes?.reduce((sum, { cost }) => sum + cost, 0) ?? 0;

function idsOf(changes: readonly Change[] | null): readonly string[] | null {
  return changes === null ? null : changes.map(({ id }) => id).sort();
}
