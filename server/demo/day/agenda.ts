import { atMoment } from './day-plan.ts';

/** Something that is going to happen to a case. */
export interface Item {
  /** Things of one case happen one after the other, those of others beside them. */
  readonly case: string;
  /** Orders what happens to a case at the same moment. */
  readonly step: string;
  run(): Promise<void>;
}

/** What is going to happen, by moment. */
export class Agenda {
  readonly #moments = new Map<number, Item[]>();

  /** At the first moment at or after `at`, and after `now`. */
  add(now: number, at: number, item: Item): void {
    const moment = Math.max(atMoment(at), atMoment(now + 1));
    const items = this.#moments.get(moment);
    if (items) items.push(item);
    else this.#moments.set(moment, [item]);
  }

  /** The next moment at which anything happens; undefined when nothing more does. */
  next(): number | undefined {
    let least: number | undefined;
    for (const moment of this.#moments.keys()) if (least === undefined || moment < least) least = moment;
    return least;
  }

  /** Takes what happens up to `moment`, as chains of one case each. */
  take(moment: number): Item[][] {
    const chains = new Map<string, Item[]>();
    for (const at of [...this.#moments.keys()].filter((one) => one <= moment).sort((a, b) => a - b)) {
      for (const item of (this.#moments.get(at) ?? []).sort((a, b) => (a.step < b.step ? -1 : 1))) {
        const chain = chains.get(item.case);
        if (chain) chain.push(item);
        else chains.set(item.case, [item]);
      }
      this.#moments.delete(at);
    }
    return [...chains.values()];
  }
}
