/** What shows the rows of a feed. */
export interface GridSink<Row> {
  /** All rows, in this order. */
  load(rows: readonly Row[]): void;
  apply(changes: GridChanges<Row>): void;
}

/** The newest state of each row that changed since the last flush; a row is in one of the two. */
export interface GridChanges<Row> {
  readonly put: readonly Row[];
  readonly drop: readonly string[];
}

export interface GridFeedParts<Row> {
  readonly idOf: (row: Row) => string;
  /** How long changes are gathered. */
  readonly flushMs?: number;
}

/**
 * Rows on their way into a grid. Changes are gathered by id and handed over on one timer, however many come; a row that changed ten
 * times is drawn once. What comes while no grid is there is kept, and given whole when one attaches.
 */
export class GridFeed<Row> {
  readonly idOf: (row: Row) => string;
  readonly #flushMs: number;
  #held = new Map<string, Row>();
  #put = new Map<string, Row>();
  #drop = new Set<string>();
  #isOrdered = false;
  #sink: GridSink<Row> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ idOf, flushMs = 80 }: GridFeedParts<Row>) {
    this.idOf = idOf;
    this.#flushMs = flushMs;
  }

  get rows(): ReadonlyMap<string, Row> {
    return this.#held;
  }

  /** All rows, in an order that somebody asked for. */
  show(rows: readonly Row[]): void {
    this.#held = new Map(rows.map((row) => [this.idOf(row), row]));
    this.#isOrdered = true;
    this.#wake();
  }

  /** Changes a row in its place, or puts a new one at the end. */
  put(row: Row): void {
    const id = this.idOf(row);
    this.#held.set(id, row);
    this.#drop.delete(id);
    this.#put.set(id, row);
    this.#wake();
  }

  drop(id: string): void {
    if (!this.#held.delete(id)) return;
    this.#put.delete(id);
    this.#drop.add(id);
    this.#wake();
  }

  /** Makes the feed hold exactly these rows: what is the same object is left alone, what is new comes last, no row moves. */
  follow(rows: readonly Row[]): void {
    const ids = new Set<string>();
    for (const row of rows) {
      const id = this.idOf(row);
      ids.add(id);
      if (this.#held.get(id) !== row) this.put(row);
    }
    for (const id of [...this.#held.keys()]) if (!ids.has(id)) this.drop(id);
  }

  /** Hands over what is gathered now, because a person waits for it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#sink) return;
    if (this.#isOrdered) this.#sink.load([...this.#held.values()]);
    else if (this.#put.size > 0 || this.#drop.size > 0) this.#sink.apply({ put: [...this.#put.values()], drop: [...this.#drop] });
    this.#isOrdered = false;
    this.#put = new Map();
    this.#drop = new Set();
  }

  /** The grid that shows the rows from now on; returns its stop. */
  attach(sink: GridSink<Row>): () => void {
    this.#sink = sink;
    this.#isOrdered = true;
    this.flush();
    return () => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#sink = undefined;
    };
  }

  #wake(): void {
    if (this.#sink) this.#timer ??= setTimeout(() => this.flush(), this.#flushMs);
  }
}
