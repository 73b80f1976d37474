interface Line {
  readonly seq: number;
  /** `kind id` of the row that was put or dropped. */
  readonly key: string;
}

/** What a line costs, roughly: its object, its share of the array, and a key that it often shares. */
const bytesPerLine = 120;

/**
 * What changed in one scope lately. Invariants: seqs never fall; above `floor` nothing is missing; `last` is the newest line's seq,
 * or the floor.
 */
export class Ring {
  #lines: Line[] = [];
  #floor: number;
  readonly #capacity: number;

  constructor(floor: number, capacity = 2000) {
    this.#floor = floor;
    this.#capacity = capacity;
  }

  get floor(): number {
    return this.#floor;
  }

  get last(): number {
    return this.#lines.at(-1)?.seq ?? this.#floor;
  }

  get bytes(): number {
    return this.#lines.length * bytesPerLine;
  }

  add(seq: number, key: string): void {
    this.#lines.push({ seq, key });
    // Cut in strides: taking one off the front of an array of 2,000 for each line would cost more than all the rest.
    if (this.#lines.length > this.#capacity * 1.25) this.#cut(this.#lines.length - this.#capacity);
  }

  /** Forgets all lines; whoever is below has to take a snapshot. */
  clear(): void {
    this.#cut(this.#lines.length);
  }

  /** The rows that changed after `seq`, each once; undefined where that is below the floor. */
  since(seq: number): Set<string> | undefined {
    if (seq < this.#floor) return undefined;
    const keys = new Set<string>();
    for (let i = this.#lines.length - 1; i >= 0; i -= 1) {
      const line = this.#lines[i];
      if (!line || line.seq <= seq) break;
      keys.add(line.key);
    }
    return keys;
  }

  #cut(count: number): void {
    const dropped = this.#lines[count - 1];
    if (!dropped) return;
    this.#lines = this.#lines.slice(count);
    this.#floor = dropped.seq;
  }
}
