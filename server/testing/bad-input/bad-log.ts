import { gzipSync } from 'node:zlib';
import type { Random } from '../../demo/random.ts';
import type { ColumnMapping, RowProblemCode } from '../../intake/event-log/source-event.ts';

/** One event log of the corpus with what the table of bad inputs demands: the whole refused, or its bad rows reported and the others read. */
export interface BadLog {
  readonly title: string;
  /** Of the file. */
  readonly name: string;
  readonly content: string | Buffer;
  readonly columns?: ColumnMapping;
  /** One of these codes, and nothing of the file is imported. */
  readonly refused?: readonly string[];
  /** Each row that is no event has one of these codes. */
  readonly problems?: readonly (readonly RowProblemCode[])[];
  /** How many events are read; those that name no other are stored. */
  readonly events?: number;
  readonly duplicates?: number;
  readonly unmapped?: number;
}

export interface Row {
  readonly caseId: string;
  readonly seq: number;
  readonly activity: string;
  readonly lifecycle: string;
  readonly resource: string;
  readonly time: string;
  readonly amount: string;
}

const steps = [['A_SUBMITTED', 'COMPLETE'], ['W_Completeren aanvraag', 'SCHEDULE'], ['W_Completeren aanvraag', 'START'], ['O_SENT', 'COMPLETE'], ['W_Completeren aanvraag', 'COMPLETE']] as const;

/** Draws rows that would be taken; no two files have a case in common. */
export class RowDraw {
  readonly random: Random;
  #files = 0;

  constructor(random: Random) {
    this.random = random;
  }

  rows(count = 4): Row[] {
    const caseId = `b25-${String((this.#files += 1))}`;
    const first = Date.UTC(2019, this.random.between(0, 11), this.random.between(1, 28));
    return Array.from({ length: count }, (_, seq): Row => {
      const [activity, lifecycle] = this.random.pick(steps);
      return { caseId, seq, activity, lifecycle, resource: String(this.random.between(100, 120)), time: new Date(first + seq * 61_000).toISOString(), amount: String(this.random.between(1, 90_000)) };
    });
  }

  /** Where among the rows the bad one stands. */
  place(rows: readonly unknown[]): number {
    return this.random.between(1, rows.length);
  }
}

export const columnNames = ['caseId', 'seq', 'activity', 'lifecycle', 'resource', 'time', 'amount'] as const;
export const csvLine = (fields: readonly (string | number)[], delimiter = ','): string => fields.map((field) => `"${String(field).replaceAll('"', '""')}"`).join(delimiter);
export const csvRow = (row: Row, delimiter?: string): string => csvLine(columnNames.map((name) => row[name]), delimiter);
export const csvOf = (lines: readonly string[], { names = columnNames as readonly string[], delimiter = ',', end = '\n' } = {}): string => [names.join(delimiter), ...lines].join(end) + end;

export const xesTag = (kind: string, key: string, value: string): string => `<${kind} key="${key}" value="${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"/>`;
export const xesAttributes = (row: Row): string[] => [
  xesTag('string', 'concept:name', row.activity), xesTag('string', 'lifecycle:transition', row.lifecycle), xesTag('string', 'org:resource', row.resource), xesTag('date', 'time:timestamp', row.time), xesTag('int', 'amount', row.amount),
];
export const xesEvent = (row: Row): string => `<event>${xesAttributes(row).join('')}</event>`;
export const xesOf = (caseId: string, events: readonly string[], head = '<?xml version="1.0" encoding="UTF-8"?>\n'): string =>
  `${head}<log xes.version="1.0"><trace>${xesTag('string', 'concept:name', caseId)}\n${events.join('\n')}\n</trace></log>`;

/** Every third file comes packed: what is wrong inside is found there as well. */
export function packed(random: Random, log: BadLog): BadLog {
  return random.chance(1 / 3) ? { ...log, title: `${log.title}, packed`, name: `${log.name}.gz`, content: gzipSync(log.content) } : log;
}
