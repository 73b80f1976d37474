import type { RowProblem, RowProblemCode } from './source-event.ts';

const MAX_ROWS = 1000;

/** The row-level report of one reading: the first 1,000 problems and how many there are. */
export class RowReport {
  private rows: RowProblem[] = [];
  private total = 0;

  add(line: number, code: RowProblemCode): void {
    this.total += 1;
    if (this.rows.length < MAX_ROWS) this.rows.push({ line, code });
  }

  clear(): void {
    this.rows = [];
    this.total = 0;
  }

  problems(): RowProblem[] {
    return [...this.rows];
  }

  count(): number {
    return this.total;
  }
}
