import type { GridApi, GridOptions, IRowNode } from 'ag-grid-community';
import type { Column } from './column.ts';
import type { GridFeed } from './grid-feed.ts';
import type { Held } from './grid-rows.ts';
import { GridRows, nothingHeld } from './grid-rows.ts';
import type { LiveCells } from './live-cells.ts';
import { gridLook, gridSetup } from './grid-setup.ts';
import { watchHand } from './under-hand.ts';

export interface OpenedGridParts<Row> {
  /** Around the grid; there once the grid is. */
  readonly element: () => HTMLElement;
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

/** What there is while the grid stands on the page. */
interface Standing<Row> {
  readonly api: GridApi<Row>;
  readonly element: HTMLElement;
  readonly rows: GridRows<Row>;
  readonly stops: readonly (() => void)[];
}

/**
 * A grid with its rows, keys and picks. React puts it on the page with `options`, which tell when it stands; what is asked before then
 * (a row to be focused) is done then.
 */
export class OpenedGrid<Row> {
  readonly options: GridOptions<Row>;
  readonly #parts: OpenedGridParts<Row>;
  #standing: Standing<Row> | undefined;
  #held = nothingHeld;
  #isPicking = false;
  #isClosed = false;
  #wanted: string | undefined;
  focusedId: string | undefined;

  constructor(parts: OpenedGridParts<Row>) {
    const { columns, cells, feed, isPickable, hasBoxes, hasTwoLines, hasHeader, isRightToLeft, say } = parts;
    this.#parts = parts;
    this.options = gridSetup({
      columns, cells, idOf: feed.idOf, isPickable, hasBoxes, isRightToLeft,
      look: gridLook(hasTwoLines, hasHeader), word: (key, otherwise) => words[key]?.(say) ?? otherwise, more: this.#listeners(),
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#standing?.stops ?? []) stop();
    this.#standing = undefined;
  }

  settle(): void {
    this.#standing?.rows.settle();
  }

  resize(): void {
    const api = this.#standing?.api;
    api?.updateGridOptions({ ...gridLook(this.#parts.hasTwoLines, this.#parts.hasHeader) });
    api?.resetRowHeights();
  }

  focus(id: string): void {
    if (!this.#standing) {
      this.#wanted = id;
      return;
    }
    const { api, rows } = this.#standing;
    if (!api.getRowNode(id)) rows.settle();
    const node = api.getRowNode(id);
    const column = this.#parts.columns[0]?.id;
    if (node?.rowIndex === null || node?.rowIndex === undefined || column === undefined) return;
    this.focusedId = id;
    api.ensureIndexVisible(node.rowIndex);
    api.setFocusedCell(node.rowIndex, api.getFocusedCell()?.column ?? column);
  }

  /** Shows which rows are picked. */
  pick(picked: ReadonlySet<string>): void {
    const api = this.#standing?.api;
    if (!api || !this.#parts.isPickable) return;
    this.#isPicking = true;
    const before = api.getSelectedNodes();
    const away = before.filter(({ id }) => id === undefined || !picked.has(id));
    const known = new Set(before.map(({ id }) => id));
    const added = [...picked].flatMap((id) => (known.has(id) ? [] : (api.getRowNode(id) ?? [])));
    if (away.length > 0) api.setNodesSelected({ nodes: away, newValue: false });
    if (added.length > 0) api.setNodesSelected({ nodes: added, newValue: true });
    this.#isPicking = false;
  }

  #stand(api: GridApi<Row>): void {
    if (this.#isClosed) return;
    const { element, feed, isOwned, label, picked } = this.#parts;
    const around = element();
    const hand = watchHand(around, () => this.settle());
    const rows = new GridRows({ api, idOf: feed.idOf, isStill: () => !isOwned && hand.isHere(), onHeld: (held) => this.#tellHeld(held) });
    api.setGridAriaProperty('label', label);
    const leave = feed.attach(rows);
    this.#standing = { api, element: around, rows, stops: [leave, hand.stop, () => rows.close()] };
    this.resize();
    this.pick(picked());
    if (this.#wanted !== undefined) this.focus(this.#wanted);
    this.#wanted = undefined;
  }

  #listeners(): GridOptions<Row> {
    return {
      onGridReady: ({ api }) => this.#stand(api),
      rowClassRules: { 'is-going': ({ data }) => data !== undefined && this.#standing?.rows.isGoing(this.#parts.feed.idOf(data)) === true },
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
      onCellKeyDown: ({ api, event, data, node }) => {
        if (!(event instanceof KeyboardEvent) || data === undefined) return;
        if (event.key === 'Enter' && !event.defaultPrevented && event.target === document.activeElement?.closest('.ag-cell')) {
          event.preventDefault();
          this.#parts.on.open(data);
        } else if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && this.#parts.isPickable) {
          // The grid moves its focus after this.
          const next = api.getDisplayedRowAtIndex((node.rowIndex ?? 0) + (event.key === 'ArrowDown' ? 1 : -1));
          api.setNodesSelected({ nodes: [node as IRowNode<Row>, ...(next ? [next] : [])], newValue: true });
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
    if (!this.#standing) return;
    const { api, element } = this.#standing;
    const focused = api.getFocusedCell();
    if (!focused || this.focusedId === undefined || !element.contains(document.activeElement)) return;
    const node = api.getRowNode(this.focusedId);
    const rowIndex = node?.rowIndex ?? Math.min(focused.rowIndex, api.getDisplayedRowCount() - 1);
    if (rowIndex >= 0 && (node === undefined || rowIndex !== focused.rowIndex)) api.setFocusedCell(rowIndex, focused.column);
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
