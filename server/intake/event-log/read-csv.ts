import { parse } from 'csv-parse';
import type { CsvError } from 'csv-parse';
import type { CsvPlan } from './csv-header.ts';
import { addValue, emptyData, EventBuilder } from './event-builder.ts';
import type { RowFields } from './event-builder.ts';
import { EventLogRefused } from './event-log-refused.ts';
import type { RowReport } from './row-report.ts';
import { EVENTS_PER_CHUNK } from './source-event.ts';
import type { DataValue, RowProblemCode, SourceEvent } from './source-event.ts';

const MAX_ROW_BYTES = 1024 * 1024;
const MAX_ERRORS_PER_ROW = 20;

/** Reads the rows after the header. Refuses: log_line_too_long (a row over 1 MB), log_quote_broken (one that is nothing but errors). */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>, plan: CsvPlan, report: RowReport,
): AsyncGenerator<SourceEvent[], void, undefined> {
  const builder = new EventBuilder(report);
  let events: SourceEvent[] = [];
  let isHeader = true;
  let rowErrors = 0;
  let lastErrorLine = 0;
  let bytesSinceRow = 0;
  let refused: EventLogRefused | null = null;

  const parser = parse({
    delimiter: plan.delimiter,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW_BYTES,
    // Synchronous, and nothing goes on to the stream: one promise per row would cost more than the row.
    on_record: (row: string[], { lines }) => {
      bytesSinceRow = 0;
      rowErrors = 0;
      if (isHeader) {
        isHeader = false;
        return null;
      }
      const event = toEvent(row, lines, plan, builder);
      if (event !== null) events.push(event);
      return null;
    },
    on_skip: (error) => {
      const { code, lines } = error as CsvError & { lines: number };
      // The parser reports an over-long row once per further byte, and a row of quotes once per quote: end it here.
      if (code === 'CSV_MAX_RECORD_SIZE') throw (refused = new EventLogRefused('log_line_too_long', { line: lines }));
      rowErrors += 1;
      if (rowErrors > MAX_ERRORS_PER_ROW && lines === lastErrorLine) throw (refused = new EventLogRefused('log_quote_broken', { line: lines }));
      if (lines === lastErrorLine) return undefined;
      rowErrors = 1;
      lastErrorLine = lines;
      bytesSinceRow = 0;
      report.add(lines, String(code) === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH' ? 'columns_differ' : 'quote_broken');
      return undefined;
    },
  });
  let failed: unknown = null;
  parser.on('error', (error) => {
    failed = error;
  });

  const feed = (chunk: Buffer | null): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        // The library hands back what a callback threw, but not always as the same object.
        if (refused !== null || failed !== null) reject(refused ?? new EventLogRefused('log_damaged', { cause: 'csv' }));
        else resolve();
      };
      if (chunk === null) {
        parser.once('end', done).once('error', done);
        parser.end();
        parser.resume();
      } else parser.write(chunk, done);
    });

  try {
    for await (const chunk of chunks) {
      // The library's own limit counts values, not delimiters: a row of a million empty columns is only seen here.
      bytesSinceRow += chunk.length;
      if (bytesSinceRow > 2 * MAX_ROW_BYTES) throw new EventLogRefused('log_line_too_long');
      await feed(chunk);
      while (events.length >= EVENTS_PER_CHUNK) yield events.splice(0, EVENTS_PER_CHUNK);
    }
    await feed(null);
    if (events.length > 0) yield events;
    events = [];
  } finally {
    parser.destroy();
  }
}

function toEvent(row: readonly string[], line: number, plan: CsvPlan, builder: EventBuilder): SourceEvent | null {
  const fields: RowFields = { caseId: null, seq: null, activity: null, lifecycle: null, resource: null, time: null };
  const data = emptyData();
  let problem: RowProblemCode | null = null;
  for (let at = 0; at < plan.columns.length; at += 1) {
    const column = plan.columns[at];
    const text = row[at];
    if (column === null || column === undefined || text === undefined) continue;
    if (text.includes('\uFFFD')) problem ??= 'bad_encoding';
    else if (text.includes('\0')) problem ??= 'bad_text';
    if ('core' in column) fields[column.core] = text;
    else problem ??= addValue(data, column.data, typedValue(text));
  }
  return builder.build(fields, data, line, problem);
}

/** A number or truth value only where its text is the one way of writing it: `007`, `1e3`, `=1+1` and long account numbers stay text. */
function typedValue(text: string): DataValue {
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  const first = text.charCodeAt(0);
  if (text.length > 20 || (first !== 45 && (first < 48 || first > 57))) return text;
  const number = Number(text);
  return String(number) === text ? number : text;
}
