import {
  CellStyleModule, ClientSideRowModelApiModule, ClientSideRowModelModule, ColumnApiModule, EventApiModule, LocaleModule,
  ModuleRegistry, RenderApiModule, RowApiModule, RowSelectionModule, RowStyleModule, ScrollApiModule,
} from 'ag-grid-community';
import type { ColDef, GridOptions } from 'ag-grid-community';
import type { Column } from './column.ts';
import { gridTheme } from './grid-theme.ts';
import type { LiveCells } from './live-cells.ts';

ModuleRegistry.registerModules([
  CellStyleModule, ClientSideRowModelApiModule, ClientSideRowModelModule, ColumnApiModule, EventApiModule, LocaleModule,
  RenderApiModule, RowApiModule, RowSelectionModule, RowStyleModule, ScrollApiModule,
]);

export interface GridLook {
  readonly rowHeight: number;
  readonly headerHeight: number;
}

/** Heights as the density has them, in px. */
export function gridLook(hasTwoLines: boolean, hasHeader: boolean): GridLook {
  const style = getComputedStyle(document.documentElement);
  const px = (token: string, otherwise: number): number => Number.parseInt(style.getPropertyValue(token), 10) || otherwise;
  return { rowHeight: hasTwoLines ? px('--row-two', 52) : px('--row', 36), headerHeight: hasHeader ? px('--grid-header', 32) : 0 };
}

export interface GridSetupParts<Row> {
  readonly columns: readonly Column<Row>[];
  readonly cells: LiveCells<Row>;
  readonly idOf: (row: Row) => string;
  readonly look: GridLook;
  readonly isPickable: boolean;
  /** Pickable rows have a column of boxes; without, the row itself shows that it is picked. */
  readonly hasBoxes: boolean;
  readonly isRightToLeft: boolean;
  /** Words of the grid for readers of the screen, by its own keys. */
  readonly word: (key: string, otherwise: string) => string;
  readonly more: GridOptions<Row>;
}

/** What a grid is made with; rows are no part of it. The page's policy lets only styles with its nonce in. */
export function gridSetup<Row>({ columns, cells, idOf, look, isPickable, hasBoxes, isRightToLeft, word, more }: GridSetupParts<Row>): GridOptions<Row> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
  return {
    theme: gridTheme,
    ...(nonce === undefined || nonce === '' ? {} : { styleNonce: nonce }),
    columnDefs: columns.map((column) => columnDef(column, cells)),
    getRowId: ({ data }) => idOf(data),
    ...look,
    enableRtl: isRightToLeft,
    animateRows: false,
    suppressScrollOnNewData: true,
    suppressMovableColumns: true,
    suppressDragLeaveHidesColumns: true,
    suppressNoRowsOverlay: true,
    suppressLoadingOverlay: true,
    suppressColumnMoveAnimation: true,
    suppressTouch: true,
    scrollbarWidth: 11,
    // Columns keep their widths whether or not the rows need it.
    alwaysShowVerticalScroll: true,
    ...(isPickable ? { rowSelection: { mode: 'multiRow', checkboxes: hasBoxes, headerCheckbox: false, enableClickSelection: false, ctrlASelectsRows: true } } : {}),
    ...(hasBoxes ? { selectionColumnDef: { headerName: '☑', width: 36, minWidth: 36, maxWidth: 36, resizable: false, sortable: false } } : {}),
    icons: { sortAscending: () => icon('▲'), sortDescending: () => icon('▼') },
    getLocaleText: ({ key, defaultValue }) => word(key, defaultValue),
    ...more,
  };
}

function columnDef<Row>(column: Column<Row>, cells: LiveCells<Row>): ColDef<Row> {
  const { id, header, value, width, isAtEnd = false, isUnsorted = false } = column;
  return {
    colId: id,
    headerName: header,
    valueGetter: ({ data }) => (data === undefined || data === null ? undefined : value(data)),
    // What a cell shows may change while what it is sorted by stays.
    equals: () => false,
    cellRenderer: cells.classFor(column),
    sortable: !isUnsorted,
    sortingOrder: ['asc', 'desc', null],
    resizable: false,
    ...(width === undefined ? { flex: 1, minWidth: 80 } : { width, minWidth: width, maxWidth: width }),
    ...(isAtEnd ? { cellClass: 'at-end', headerClass: 'ag-right-aligned-header' } : {}),
  };
}

function icon(shape: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = shape;
  element.ariaHidden = 'true';
  return element;
}
