import type { GridApi } from 'ag-grid-community';
import type { GridChanges, GridSink } from './grid-feed.ts';

export interface GridRowsParts<Row> {
  readonly api: GridApi<Row>;
  readonly idOf: (row: Row) => string;
  /** Nothing may move, come or go now. */
  readonly isStill: () => boolean;
  /** How many rows wait to come or go, and whether the sorted order is out of date. */
  readonly onHeld: (held: Held) => void;
}

export interface Held {
  readonly rows: number;
  readonly isOrderOld: boolean;
}

/** Spans in which rows that come and go are gathered, by how many rows there are. */
const msPerRow = 0.1;
const leastMs = 100;
const mostMs = 2000;

export const nothingHeld: Held = { rows: 0, isOrderOld: false };

/**
 * Writes a feed into the grid. Invariants: a row that is there is changed in its place, at once; while the hand is on the grid nothing
 * moves, comes or goes, and what waits is put in when the hand leaves or asks for it.
 */
export class GridRows<Row> implements GridSink<Row> {
  readonly #parts: GridRowsParts<Row>;
  readonly #coming = new Map<string, Row>();
  readonly #going = new Set<string>();
  #isOrderOld = false;
  #hasRows = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(parts: GridRowsParts<Row>) {
    this.#parts = parts;
  }

  load(rows: readonly Row[]): void {
    this.#coming.clear();
    this.#going.clear();
    this.#isOrderOld = false;
    this.#hasRows = rows.length > 0;
    this.#parts.api.setGridOption('rowData', [...rows]);
    this.#tell();
  }

  apply({ put, drop }: GridChanges<Row>): void {
    const { api, idOf } = this.#parts;
    const isSorted = this.#isSorted();
    for (const row of put) {
      const id = idOf(row);
      this.#going.delete(id);
      const node = api.getRowNode(id);
      if (!node) this.#coming.set(id, row);
      else {
        // Not a transaction: that costs as much as all rows, this as much as the one.
        node.updateData(row);
        this.#isOrderOld ||= isSorted;
      }
    }
    for (const id of drop) {
      this.#coming.delete(id);
      if (api.getRowNode(id)) this.#going.add(id);
    }
    if (!this.#hasRows) this.settle();
    else if (!this.#parts.isStill() || (!isSorted && this.#coming.size > 0)) this.#soon();
    this.#tell();
  }

  /** Rows that come or go cost time in proportion to all there are, so long lists gather them. */
  #soon(): void {
    const waitMs = Math.min(mostMs, this.#parts.api.getDisplayedRowCount() * msPerRow);
    if (waitMs < leastMs) return this.#now();
    this.#timer ??= setTimeout(() => this.#now(), waitMs);
  }

  #now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isClosed) return;
    if (!this.#parts.isStill()) this.settle();
    // At the end of an unsorted list a row moves no other.
    else if (!this.#isSorted() && this.#coming.size > 0) this.#write([]);
    this.#tell();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#isClosed = true;
  }

  /** Lets everything that waits happen now. */
  settle(): void {
    if (this.#coming.size > 0 || this.#going.size > 0) this.#write([...this.#going]);
    if (this.#isOrderOld) this.#parts.api.refreshClientSideRowModel('sort');
    this.#isOrderOld = false;
    this.#tell();
  }

  isGoing(id: string): boolean {
    return this.#going.has(id);
  }

  #write(going: readonly string[]): void {
    const { api } = this.#parts;
    const remove = going.flatMap((id) => api.getRowNode(id)?.data ?? []);
    api.applyTransaction({ add: [...this.#coming.values()], remove });
    this.#hasRows ||= this.#coming.size > 0;
    this.#coming.clear();
    for (const id of going) this.#going.delete(id);
  }

  #isSorted(): boolean {
    return this.#parts.api.getColumnState().some(({ sort }) => sort !== null && sort !== undefined);
  }

  #tell(): void {
    this.#parts.onHeld({ rows: this.#coming.size + this.#going.size, isOrderOld: this.#isOrderOld });
  }
}
