import type { ReactNode } from 'react';

/** A column as data. What stands in a cell is the first there is of `render`, `draw`, `text`, `value`. */
export interface Column<Row> {
  readonly id: string;
  /** In the person's language. */
  readonly header: string;
  /** What it is sorted by. */
  readonly value: (row: Row) => string | number | undefined;
  /** `now` is the server's time in UTC ms; what is seen is asked again each second. */
  readonly text?: (row: Row, now: number) => string;
  /** Draws into the cell, which may hold what was drawn before; cheap, for long lists. */
  readonly draw?: (cell: HTMLElement, row: Row, now: number) => void;
  /** React's own; for short tables, where a cell holds controls. */
  readonly render?: (row: Row) => ReactNode;
  /** In px; columns without share what is left. */
  readonly width?: number;
  /** Figures stand at the end. */
  readonly isAtEnd?: boolean;
  readonly isUnsorted?: boolean;
}
