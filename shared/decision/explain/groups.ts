import type { Change, Gate, Group } from '../action/bundle.ts';

/** More changes than these are not searched through together; a bundle that has more is refused. */
export const MOST_CHANGES = 12;
/** As many as a set of bits has. */
export const MOST_GATES = 30;

/** The groups of all actions, each kept once. */
export class Groups {
  readonly list: Group[] = [];
  readonly #byKey = new Map<string, Group>();

  /**
   * Divides the gates of one action and all their changes. A gate and a change are in one group where the change sets what the gate
   * reads, and so are two changes that set the same feature. Changes that no gate reads are left out.
   */
  of(gates: readonly Gate[], changes: readonly Change[]): readonly Group[] {
    const leader = new Map<Gate | Change, Gate | Change>();
    const find = (part: Gate | Change): Gate | Change => {
      const above = leader.get(part) ?? part;
      return above === part ? part : find(above);
    };
    const setBy = new Map<string, Change>();
    for (const change of changes)
      for (const { feature } of change.sets) {
        const other = setBy.get(feature);
        if (other === undefined) setBy.set(feature, change);
        else leader.set(find(change), find(other));
      }
    for (const change of changes) for (const gate of gates) if (touches(change, gate)) leader.set(find(gate), find(change));
    const members = new Map<Gate | Change, { gates: Gate[]; changes: Change[] }>();
    for (const part of [...gates, ...changes]) {
      const group = members.get(find(part)) ?? { gates: [], changes: [] };
      members.set(find(part), group);
      if (isChange(part)) group.changes.push(part);
      else group.gates.push(part);
    }
    return [...members.values()].filter((group) => group.gates.length > 0).map((group) => this.#kept(group.gates, group.changes));
  }

  #kept(gates: readonly Gate[], changes: readonly Change[]): Group {
    const sorted = { gates: gates.toSorted((a, b) => byId(a.definition, b.definition)), changes: changes.toSorted((a, b) => a.cost - b.cost || byId(a, b)) };
    const key = [...sorted.gates.map(({ definition }) => definition.id), '', ...sorted.changes.map(({ id }) => id)].join(' ');
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const touched = sorted.changes.map((change) => sorted.gates.reduce((bits, gate, i) => (touches(change, gate) ? bits | (1 << i) : bits), 0));
    const [only, ...others] = sorted.gates;
    const alone = others.length === 0 && only !== undefined ? only.definition.id : null;
    const group = {
      index: this.list.length, ...sorted, touched,
      shut: alone === null ? null : { changes: null, cost: 0, told: [{ gate: alone, changes: null }] },
      openedBy: alone === null ? [] : sorted.changes.map(({ id, cost }) => ({ changes: [id], cost, told: [{ gate: alone, changes: [id] }] })),
    };
    this.#byKey.set(key, group);
    this.list.push(group);
    return group;
  }
}

/** Whether a change sets anything that a gate reads. */
export function touches(change: Change, { condition: { reads } }: Gate): boolean {
  return change.sets.some(({ feature }) => reads.has(feature));
}

const isChange = (part: Gate | Change): part is Change => 'cost' in part;
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
