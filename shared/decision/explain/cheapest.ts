import { must } from '../../assert.ts';
import type { Change, Group } from '../action/bundle.ts';
import type { FeatureValue } from '../action/feature.ts';
import type { Effect, Reading } from '../gate/reading.ts';

/**
 * The changes, all made at once on the features as they are, that let all gates of a group through for the least cost; null where none of their
 * sets does. Among sets of the same cost the one found first, which the order of the changes (the cheapest first) decides. Changes that set a
 * feature to different values are not made together. Exact: a set that opens a gate holds a change that sets what the gate reads, so each
 * of those is tried in turn, and then done without. What a change would leave as it is opens nothing, so none of the cheapest is idle.
 */
export function cheapest(group: Pick<Group, 'gates' | 'changes' | 'touched'>, reading: Reading): readonly Change[] | null {
  const closed = closedOf(group, reading);
  const alone = closed === 0 ? -1 : oneAlone(group, closed, reading);
  return alone < 0 ? severalTogether(group, closed, reading) : group.changes.slice(alone, alone + 1);
}

/** As `cheapest`, where no change does it alone or one that does need not be the cheapest; `closed` are bits of the gates that are. */
export function severalTogether(group: Pick<Group, 'gates' | 'changes' | 'touched'>, closed: number, reading: Reading): readonly Change[] | null {
  return new Search(group, closed, reading).run();
}

function closedOf({ gates }: Pick<Group, 'gates'>, reading: Reading): number {
  let bits = 0;
  for (let i = 0; i < gates.length; i += 1) if (reading.answer(must(gates[i], 'within the list').condition) !== true) bits |= 1 << i;
  return bits;
}

/**
 * The place of the one change that is the cheapest set by itself; -1 where that would have to be searched for. One that costs less than any two
 * together is it: all before it open nothing alone.
 */
export function oneAlone({ gates, changes, touched }: Pick<Group, 'gates' | 'changes' | 'touched'>, closed: number, reading: Reading): number {
  let leastTwo = Infinity;
  for (let i = 0; i < changes.length; i += 1) {
    const change = must(changes[i], 'within the list');
    if (i === 1) leastTwo = change.cost + must(changes[0], 'before it').cost;
    if (change.cost >= leastTwo) return -1;
    const bearing = touched[i] ?? 0;
    const effect = (closed & ~bearing) === 0 ? reading.effect(change) : null;
    if (effect !== null && opensAll(gates, bearing, effect, reading)) return i;
  }
  return -1;
}

function opensAll(gates: Group['gates'], bearing: number, { places, values }: Effect, reading: Reading): boolean {
  const before = places.length === 1 ? null : places.map((at) => reading.values[at] ?? null);
  const only = reading.values[places[0] ?? 0] ?? null;
  for (let i = 0; i < places.length; i += 1) reading.suppose(places[i] ?? 0, values[i] ?? null);
  let isOpen = true;
  for (let i = 0; isOpen && i < gates.length; i += 1) isOpen = (bearing & (1 << i)) === 0 || must(gates[i], 'within the list').condition.ask(reading) === true;
  for (let i = 0; i < places.length; i += 1) reading.suppose(places[i] ?? 0, before === null ? only : (before[i] ?? null));
  return isOpen;
}

class Search {
  readonly #group: Pick<Group, 'gates' | 'changes' | 'touched'>;
  readonly #reading: Reading;
  readonly #effects: readonly (Effect | null)[];
  readonly #closed: number;
  /** What is supposed, in the order in which it was, with what it was before. */
  readonly #places: number[] = [];
  readonly #before: FeatureValue[] = [];
  readonly #chosen: Change[] = [];
  /** Bits of the changes that are chosen, or done without. */
  #settled = 0;
  #best: readonly Change[] | null = null;
  #bestCost = Infinity;

  constructor(group: Pick<Group, 'gates' | 'changes' | 'touched'>, closed: number, reading: Reading) {
    this.#group = group;
    this.#reading = reading;
    this.#effects = group.changes.map((change) => reading.effect(change));
    this.#closed = closed;
  }

  run(): readonly Change[] | null {
    this.#search(0, 0);
    return this.#best;
  }

  #search(cost: number, touched: number): void {
    const gate = this.#firstClosed(touched);
    if (gate < 0) {
      this.#best = [...this.#chosen];
      this.#bestCost = cost;
      return;
    }
    const { changes, touched: touches } = this.#group;
    const settled = this.#settled;
    for (let i = 0; i < changes.length; i += 1) {
      const change = must(changes[i], 'within the list');
      // The next ones cost no less.
      if (cost + change.cost >= this.#bestCost) break;
      const bearing = touches[i] ?? 0;
      if ((this.#settled & (1 << i)) !== 0 || (bearing & (1 << gate)) === 0) continue;
      this.#settled |= 1 << i;
      const effect = this.#effects[i] ?? null;
      const height = this.#places.length;
      if (effect !== null && this.#suppose(effect)) {
        this.#chosen.push(change);
        this.#search(cost + change.cost, touched | bearing);
        this.#chosen.pop();
      }
      this.#unsuppose(height);
    }
    this.#settled = settled;
  }

  /** -1 where all are open. A gate that nothing chosen touches is as it was, and needs no asking. */
  #firstClosed(touched: number): number {
    const untouched = this.#closed & ~touched;
    if (untouched !== 0) return 31 - Math.clz32(untouched & -untouched);
    return this.#group.gates.findIndex(({ condition }, i) => (touched & (1 << i)) !== 0 && condition.ask(this.#reading) !== true);
  }

  /** False where something else is supposed of the same feature already. */
  #suppose({ places, values }: Effect): boolean {
    for (let i = 0; i < places.length; i += 1) {
      const [at, value] = [places[i] ?? 0, values[i] ?? null];
      if (this.#places.includes(at) && this.#reading.values[at] !== value) return false;
      this.#before.push(this.#reading.suppose(at, value));
      this.#places.push(at);
    }
    return true;
  }

  #unsuppose(height: number): void {
    while (this.#places.length > height) this.#reading.suppose(this.#places.pop() ?? 0, this.#before.pop() ?? null);
  }
}
