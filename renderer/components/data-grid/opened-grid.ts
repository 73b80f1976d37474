import type { GridApi, GridOptions, IRowNode } from 'ag-grid-community';
import type { Column } from './column.ts';
import type { GridFeed } from './grid-feed.ts';
import type { Held } from './grid-rows.ts';
import { GridRows, nothingHeld } from './grid-rows.ts';
import type { LiveCells } from './live-cells.ts';
import { gridLook, openGrid } from './open-grid.ts';
import { watchHand } from './under-hand.ts';

export interface OpenedGridParts<Row> {
  readonly element: HTMLElement;
  readonly columns: readonly Column<Row>[];
  readonly cells: LiveCells<Row>;
  readonly feed: GridFeed<Row>;
  readonly label: string;
  readonly isPickable: boolean;
  readonly hasBoxes: boolean;
  readonly hasTwoLines: boolean;
  readonly hasHeader: boolean;
  readonly isOwned: boolean;
  readonly isRightToLeft: boolean;
  readonly say: (key: string, params?: Record<string, unknown>) => string;
  readonly picked: () => ReadonlySet<string>;
  readonly on: { open(row: Row): void; click(row: Row): void; focus(id: string): void; pick(picked: ReadonlySet<string>): void };
  readonly onHeld: (held: Held) => void;
}

/** A grid on screen with its rows, keys and picks. */
export class OpenedGrid<Row> {
  readonly #parts: OpenedGridParts<Row>;
  readonly #api: GridApi<Row>;
  readonly #rows: GridRows<Row>;
  readonly #stops: (() => void)[];
  #held = nothingHeld;
  #isPicking = false;
  focusedId: string | undefined;

  constructor(parts: OpenedGridParts<Row>) {
    const { element, columns, cells, feed, label, isPickable, hasBoxes, hasTwoLines, hasHeader, isOwned, isRightToLeft, say } = parts;
    this.#parts = parts;
    this.#api = openGrid({
      element, columns, cells, idOf: feed.idOf, label, isPickable, hasBoxes, isRightToLeft,
      look: gridLook(element, hasTwoLines, hasHeader), word: (key, otherwise) => words[key]?.(say) ?? otherwise, more: this.#listeners(),
    });
    const hand = watchHand(element, () => this.settle());
    this.#rows = new GridRows({ api: this.#api, idOf: feed.idOf, isStill: () => !isOwned && hand.isHere(), onHeld: (held) => this.#tellHeld(held) });
    this.#stops = [feed.attach(this.#rows), hand.stop, () => this.#rows.close()];
    this.pick(parts.picked());
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#api.destroy();
  }

  settle(): void {
    this.#rows.settle();
  }

  resize(): void {
    const { element, hasTwoLines, hasHeader } = this.#parts;
    this.#api.updateGridOptions({ ...gridLook(element, hasTwoLines, hasHeader) });
    this.#api.resetRowHeights();
  }

  focus(id: string): void {
    if (!this.#api.getRowNode(id)) this.#rows.settle();
    const node = this.#api.getRowNode(id);
    const column = this.#parts.columns[0]?.id;
    if (node?.rowIndex === null || node?.rowIndex === undefined || column === undefined) return;
    this.focusedId = id;
    this.#api.ensureIndexVisible(node.rowIndex);
    this.#api.setFocusedCell(node.rowIndex, this.#api.getFocusedCell()?.column ?? column);
  }

  /** Shows which rows are picked. */
  pick(picked: ReadonlySet<string>): void {
    if (!this.#parts.isPickable) return;
    this.#isPicking = true;
    const before = this.#api.getSelectedNodes();
    const away = before.filter(({ id }) => id === undefined || !picked.has(id));
    const known = new Set(before.map(({ id }) => id));
    const added = [...picked].flatMap((id) => (known.has(id) ? [] : (this.#api.getRowNode(id) ?? [])));
    if (away.length > 0) this.#api.setNodesSelected({ nodes: away, newValue: false });
    if (added.length > 0) this.#api.setNodesSelected({ nodes: added, newValue: true });
    this.#isPicking = false;
  }

  #listeners(): GridOptions<Row> {
    return {
      rowClassRules: { 'is-going': ({ data }) => data !== undefined && this.#rows?.isGoing(this.#parts.feed.idOf(data)) },
      onSelectionChanged: ({ api }) => {
        if (this.#isPicking) return;
        this.#parts.on.pick(new Set(api.getSelectedNodes().flatMap(({ id }) => id ?? [])));
      },
      onCellFocused: ({ api, rowIndex }) => {
        const id = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex)?.id;
        if (id === undefined || id === this.focusedId) return;
        this.focusedId = id;
        this.#parts.on.focus(id);
      },
      onModelUpdated: () => this.#keepFocus(),
      onSortChanged: () => this.settle(),
      onCellKeyDown: ({ event, data, node }) => {
        if (!(event instanceof KeyboardEvent) || data === undefined) return;
        if (event.key === 'Enter' && !event.defaultPrevented && event.target === document.activeElement?.closest('.ag-cell')) {
          event.preventDefault();
          this.#parts.on.open(data);
        } else if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && this.#parts.isPickable) {
          // The grid moves its focus after this.
          const next = this.#api.getDisplayedRowAtIndex((node.rowIndex ?? 0) + (event.key === 'ArrowDown' ? 1 : -1));
          this.#api.setNodesSelected({ nodes: [node as IRowNode<Row>, ...(next ? [next] : [])], newValue: true });
        }
      },
      onRowClicked: ({ data, event }) => {
        if (data !== undefined && event instanceof MouseEvent && !event.ctrlKey && !event.shiftKey) this.#parts.on.click(data);
      },
      onRowDoubleClicked: ({ data }) => {
        if (data !== undefined) this.#parts.on.open(data);
      },
    };
  }

  /** The grid's own focus keeps to a place; the person's keeps to a row, and goes to the one in its place where it has gone. */
  #keepFocus(): void {
    const focused = this.#api?.getFocusedCell();
    if (!focused || this.focusedId === undefined || !this.#parts.element.contains(document.activeElement)) return;
    const node = this.#api.getRowNode(this.focusedId);
    const rowIndex = node?.rowIndex ?? Math.min(focused.rowIndex, this.#api.getDisplayedRowCount() - 1);
    if (rowIndex >= 0 && (node === undefined || rowIndex !== focused.rowIndex)) this.#api.setFocusedCell(rowIndex, focused.column);
  }

  #tellHeld(held: Held): void {
    if (held.rows === this.#held.rows && held.isOrderOld === this.#held.isOrderOld) return;
    this.#held = held;
    this.#parts.onHeld(held);
  }
}

/** What the grid says to readers of the screen, by its own keys. */
const words: Readonly<Record<string, (say: OpenedGridParts<unknown>['say']) => string>> = {
  ariaRowToggleSelection: (say) => say('grid.togglePick'),
  ariaRowSelect: (say) => say('grid.pick'),
  ariaRowDeselect: (say) => say('grid.unpick'),
  ariaChecked: (say) => say('grid.picked'),
  ariaUnchecked: (say) => say('grid.notPicked'),
  ariaSortableColumn: (say) => say('grid.sortable'),
};
