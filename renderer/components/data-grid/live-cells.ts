import type { ICellRendererComp, ICellRendererParams } from 'ag-grid-community';
import type { ReactNode } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Column } from './column.ts';

/** React's part of a cell, where the column has one. */
export interface Portal {
  readonly key: number;
  readonly element: HTMLElement;
  readonly node: ReactNode;
}

/** The cells that exist now: those that are seen and a few around them. */
export class LiveCells<Row> {
  readonly portals = createStore<{ readonly all: readonly Portal[] }>(() => ({ all: [] }));
  readonly #cells = new Set<{ draw(): void }>();
  readonly #now: () => number;
  #made = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Draws every cell anew from what it holds: a clock went on, a name came, another row was opened. */
  redraw(): void {
    for (const cell of this.#cells) cell.draw();
  }

  /** The class that the grid makes cells of a column with. */
  classFor(column: Column<Row>): new () => ICellRendererComp<Row> {
    const cells = this.#cells;
    const now = this.#now;
    const portal = (key: number, element: HTMLElement, node: ReactNode): void => this.#portal(key, element, node);
    const nextKey = (): number => (this.#made += 1);
    return class Cell implements ICellRendererComp<Row> {
      readonly #gui = document.createElement('div');
      readonly #key = nextKey();
      #row: Row | undefined;

      init({ data }: ICellRendererParams<Row>): void {
        this.#gui.className = 'cell';
        this.#row = data;
        cells.add(this);
        this.draw();
      }

      getGui(): HTMLElement {
        return this.#gui;
      }

      refresh({ data }: ICellRendererParams<Row>): boolean {
        this.#row = data;
        this.draw();
        return true;
      }

      draw(): void {
        const row = this.#row;
        if (row === undefined) return;
        if (column.render) return portal(this.#key, this.#gui, column.render(row));
        if (column.draw) return column.draw(this.#gui, row, now());
        const text = column.text ? column.text(row, now()) : String(column.value(row) ?? '');
        if (this.#gui.textContent !== text) this.#gui.textContent = text;
      }

      destroy(): void {
        cells.delete(this);
        if (column.render) portal(this.#key, this.#gui, undefined);
      }
    };
  }

  #portal(key: number, element: HTMLElement, node: ReactNode): void {
    this.portals.setState(({ all }) => {
      const others = all.filter((one) => one.key !== key);
      return { all: node === undefined ? others : [...others, { key, element, node }] };
    });
  }
}
