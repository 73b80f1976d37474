/** Something that does not hold, with the first place where it does not. */
export interface Problem {
  /** What was checked, e.g. `chain` or `tasks.changed`. */
  readonly what: string;
  /** The first bad entry. */
  readonly seq?: number;
  /** The first bad row, `table id`. */
  readonly row?: string;
  readonly detail: string;
  /** How many places are bad in the same way. */
  readonly count: number;
}

type Place = { readonly seq: number } | { readonly row: string };

/** Collects the first place of each kind of problem, and counts the rest. */
export class Problems {
  readonly #first = new Map<string, { -readonly [K in keyof Problem]: Problem[K] }>();

  add(what: string, place: Place, detail: string): void {
    const known = this.#first.get(what);
    if (known) known.count += 1;
    else this.#first.set(what, { what, ...place, detail, count: 1 });
  }

  list(): Problem[] {
    return [...this.#first.values()];
  }
}
