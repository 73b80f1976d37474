import { AgGridReact } from 'ag-grid-react';
import type { Ref } from 'react';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { must } from '../../../shared/assert.ts';
import { useDesk, useUi } from '../../desk.ts';
import { Button } from '../button.tsx';
import type { Column } from './column.ts';
import styles from './data-grid.module.css';
import type { GridFeed } from './grid-feed.ts';
import { nothingHeld } from './grid-rows.ts';
import { LiveCells } from './live-cells.ts';
import { OpenedGrid } from './opened-grid.ts';

export interface GridHandle {
  /** Puts the focus on a row and brings it into sight. */
  focus(id: string): void;
  redraw(): void;
  focusedId(): string | undefined;
}

/*
 * The table of the desk. Its element must have a height (it fills its parent). Rows come by a feed, never as a prop:
 *
 *   const columns = useMemo((): Column<Stalled>[] => [
 *     { id: 'customer', header: say('…'), value: ({ label }) => label, width: 112 },
 *     { id: 'since', header: say('…'), value: ({ since }) => since, text: ({ since }, now) => spanText(say, now - since), width: 76, isAtEnd: true },
 *     { id: 'to', header: say('…'), value: ({ to }) => to ?? '', render: (row) => <Receiver row={row} /> },   // React: short tables only
 *   ], [say]);
 *   const feed = useMemo(() => new GridFeed<Stalled>({ idOf }), []);
 *   useEffect(() => feed.follow(rows), [feed, rows]);   // only rows that are new objects are drawn again
 *   <DataGrid label={say('…')} columns={columns} feed={feed} picked={picked} onPick={setPicked} onOpen={({ case: id }) => openCase(ui, { case: id })} />
 *
 * Long or fast lists have their feed beside the store, and call `show`, `put`, `drop` on it as changes come.
 * While pointer or focus is in the table nothing moves, comes or goes: a line at its foot says what waits, with a button; it happens by
 * itself when the hand leaves. Texts change in their place at once. `stillness="owner"` leaves all that to who feeds it.
 * Keys: arrows, Home, End; Enter opens (`onOpen`), Space picks, Shift and arrows extend, Ctrl+A picks all shown. Picks and focus keep to ids.
 * `columns` must be stable (useMemo); other columns or pickability make a new grid. `text` and `draw` are asked again each second for the
 * rows that are seen. `handle` (a ref) gives `focus(id)`, `redraw()`, `focusedId()`.
 */
export interface DataGridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly feed: GridFeed<Row>;
  /** The row's main thing: Enter, double click; also one click where `opensOnClick`. */
  readonly onOpen?: (row: Row) => void;
  readonly opensOnClick?: boolean;
  /** Ids of picked rows; without `onPick` rows cannot be picked. */
  readonly picked?: ReadonlySet<string>;
  readonly onPick?: (picked: ReadonlySet<string>) => void;
  readonly hasBoxes?: boolean;
  readonly onFocus?: (id: string) => void;
  readonly hasTwoLines?: boolean;
  readonly hasHeader?: boolean;
  readonly stillness?: 'grid' | 'owner';
  readonly handle?: Ref<GridHandle>;
}

const nobody: ReadonlySet<string> = new Set();

export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, columns, feed, picked = nobody, onPick, hasBoxes = true, hasTwoLines = false, hasHeader = true, stillness = 'grid', handle } = props;
  const { clock, texts } = useDesk();
  const density = useUi((ui) => ui.density);
  const element = useRef<HTMLDivElement>(null);
  const cells = useMemo(() => new LiveCells<Row>(clock.now), [clock]);
  const newest = useRef(props);
  newest.current = props;
  const [held, setHeld] = useState(nothingHeld);
  const isPickable = onPick !== undefined;
  const grid = useMemo(() => new OpenedGrid({
    element: () => must(element.current, 'the grid has its element'), columns, cells, feed, label, isPickable, hasBoxes: isPickable && hasBoxes, hasTwoLines, hasHeader,
    isOwned: stillness === 'owner', isRightToLeft: texts.direction === 'rtl', say: texts.say, onHeld: setHeld,
    picked: () => newest.current.picked ?? nobody,
    on: {
      open: (row) => newest.current.onOpen?.(row),
      click: (row) => newest.current.opensOnClick === true && newest.current.onOpen?.(row),
      focus: (id) => newest.current.onFocus?.(id),
      pick: (ids) => newest.current.onPick?.(ids),
    },
  }), [columns, cells, feed, label, isPickable, hasBoxes, hasTwoLines, hasHeader, stillness, texts]);
  // A grid is made once: another one is another element.
  const shown = useRef({ grid, count: 0 });
  if (shown.current.grid !== grid) shown.current = { grid, count: shown.current.count + 1 };

  useEffect(() => clock.store.subscribe(() => cells.redraw()), [clock, cells]);
  useEffect(() => grid.resize(), [grid, density]);
  useEffect(() => grid.pick(picked), [grid, picked]);
  useImperativeHandle(handle, () => ({
    focus: (id) => grid.focus(id),
    redraw: () => cells.redraw(),
    focusedId: () => grid.focusedId,
  }), [grid, cells]);

  return (
    <div className={styles.whole}>
      <div ref={element} className={hasTwoLines ? `${styles.grid} ${styles.bare}` : styles.grid}>
        <Standing key={shown.current.count} grid={grid} />
      </div>
      {held.rows === 0 && !held.isOrderOld ? null : (
        <div className={styles.held} role="status">
          {held.rows > 0 ? texts.say('grid.held', { count: held.rows }) : texts.say('grid.orderOld')}
          <Button isSmall onPress={() => grid.settle()}>{texts.say('grid.show')}</Button>
        </div>
      )}
      <Portals cells={cells} />
    </div>
  );
}

function Standing<Row>({ grid }: { grid: OpenedGrid<Row> }) {
  // Before React takes the grid off the page.
  useLayoutEffect(() => () => grid.close(), [grid]);
  return <AgGridReact<Row> gridOptions={grid.options} />;
}

function Portals<Row>({ cells }: { cells: LiveCells<Row> }) {
  const all = useStore(cells.portals, (portals) => portals.all);
  return all.map(({ key, element, node }) => createPortal(node, element, String(key)));
}
