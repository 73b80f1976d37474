import { urgency, type UrgencyInputs } from './urgency.ts';

/** What the order of a queue needs of a row. */
export interface QueueRow {
  readonly id: string;
  /** UTC ms. */
  readonly madeAt: number;
  readonly urgency: UrgencyInputs;
}

/** The one order of every queue: the more urgent first, then the older, then by id. Negative where `a` comes first. */
export function compareRows(a: QueueRow, b: QueueRow, now: number): number {
  return compareScored(scored(a, now), scored(b, now));
}

/** The rows in the order of the queue at `now`, most urgent first; the list itself is left as it is. */
export function rank<Row extends QueueRow>(rows: readonly Row[], now: number): Row[] {
  return rows.map((row) => scored(row, now)).sort(compareScored).map(({ row }) => row);
}

interface Scored<Row extends QueueRow> {
  readonly row: Row;
  readonly total: number;
}

function scored<Row extends QueueRow>(row: Row, now: number): Scored<Row> {
  return { row, total: urgency(row.urgency, now).total };
}

/** Ids are compared by code unit: the same order on every machine and in every language. */
function compareScored(a: Scored<QueueRow>, b: Scored<QueueRow>): number {
  if (a.total !== b.total) return b.total - a.total;
  if (a.row.madeAt !== b.row.madeAt) return a.row.madeAt - b.row.madeAt;
  return a.row.id === b.row.id ? 0 : a.row.id < b.row.id ? -1 : 1;
}
