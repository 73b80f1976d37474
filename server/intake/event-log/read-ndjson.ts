import { isUtf8 } from 'node:buffer';
import { must } from '../../../shared/assert.ts';
import { addValue, emptyData, EventBuilder, textProblem } from './event-builder.ts';
import type { RowFields } from './event-builder.ts';
import { EventLogRefused } from './event-log-refused.ts';
import type { RowReport } from './row-report.ts';
import { EVENTS_PER_CHUNK } from './source-event.ts';
import type { ColumnMapping, RowProblemCode, SourceEvent } from './source-event.ts';

const MAX_LINE_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** Reads one JSON object a line (NDJSON, UTF-8). Refuses: log_line_too_long (over 1 MB). */
export async function* readNdjson(
  chunks: AsyncIterable<Buffer>, columns: ColumnMapping, report: RowReport,
): AsyncGenerator<SourceEvent[], void, undefined> {
  const parse = lineParser(columns, report);
  let line = 0;
  let events: SourceEvent[] = [];
  for await (const block of wholeLines(chunks)) {
    // By the block, not by the line: this is what makes the reader fast.
    const lines = isUtf8(block) ? block.toString('utf8').split('\n') : linesOneByOne(block);
    for (const text of lines) {
      line += 1;
      if (text === null) report.add(line, 'bad_encoding');
      if (text === null || text === '' || text === '\r') continue;
      const event = parse(text, line);
      if (event === null) continue;
      events.push(event);
      if (events.length === EVENTS_PER_CHUNK) {
        yield events;
        events = [];
      }
    }
  }
  if (events.length > 0) yield events;
}

/** Blocks that end where a line ends; the line end itself is not part of them. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let parts: Buffer[] = [];
  let carried = 0;
  for await (const chunk of chunks) {
    const first = chunk.indexOf(NEWLINE);
    if (carried + (first < 0 ? chunk.length : first) > MAX_LINE_BYTES) throw new EventLogRefused('log_line_too_long');
    if (first < 0) {
      parts.push(chunk);
      carried += chunk.length;
      continue;
    }
    const last = chunk.lastIndexOf(NEWLINE);
    yield Buffer.concat([...parts, chunk.subarray(0, last)]);
    parts = [chunk.subarray(last + 1)];
    carried = must(parts[0], 'it was just set').length;
  }
  if (carried > 0) yield Buffer.concat(parts);
}

function linesOneByOne(block: Buffer): (string | null)[] {
  const lines: (string | null)[] = [];
  for (let start = 0; start <= block.length;) {
    const end = block.indexOf(NEWLINE, start);
    const bytes = block.subarray(start, end < 0 ? block.length : end);
    lines.push(isUtf8(bytes) ? bytes.toString('utf8') : null);
    start += bytes.length + 1;
  }
  return lines;
}

function lineParser(columns: ColumnMapping, report: RowReport): (text: string, line: number) => SourceEvent | null {
  const builder = new EventBuilder(report);
  const names = {
    caseId: columns.caseId ?? 'caseId', seq: columns.seq ?? 'seq', activity: columns.activity ?? 'activity',
    lifecycle: columns.lifecycle ?? 'lifecycle', resource: columns.resource ?? 'resource', time: columns.time ?? 'time',
  };
  const renamed = new Map(Object.entries(columns.data ?? {}));

  return (text, line) => {
    let row: unknown;
    try {
      row = JSON.parse(text);
    } catch {
      return builder.problem(line, 'not_json');
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return builder.problem(line, 'not_object');
    const fields: RowFields = { caseId: null, seq: null, activity: null, lifecycle: null, resource: null, time: null };
    const data = emptyData();
    // Only an escape can bring in half a character or a NUL here: the bytes are known to be UTF-8.
    let problem: RowProblemCode | null = text.includes('\\u') ? textsProblem(row) : null;
    for (const key in row) {
      const value = (row as Record<string, unknown>)[key];
      switch (key) {
        case names.caseId: fields.caseId = value; break;
        case names.seq: fields.seq = value; break;
        case names.activity: fields.activity = value; break;
        case names.lifecycle: fields.lifecycle = value; break;
        case names.resource: fields.resource = value; break;
        case names.time: fields.time = value; break;
        default: problem ??= addValue(data, renamed.get(key) ?? key, value);
      }
    }
    return builder.build(fields, data, line, problem);
  };
}

function textsProblem(row: object, depth = 0): RowProblemCode | null {
  if (depth > 64) return 'too_deep';
  for (const [key, value] of Object.entries(row)) {
    let problem = textProblem(key) === null ? null : ('bad_text' as const);
    if (typeof value === 'string' && textProblem(value) === 'bad_text') problem = 'bad_text';
    if (problem !== null) return problem;
    const inner = typeof value === 'object' && value !== null ? textsProblem(value as object, depth + 1) : null;
    if (inner !== null) return inner;
  }
  return null;
}
