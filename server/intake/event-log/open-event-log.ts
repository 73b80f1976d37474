import { unreachable } from '../../../shared/assert.ts';
import { planCsv } from './csv-header.ts';
import { EventLogRefused } from './event-log-refused.ts';
import { openLogBytes } from './log-bytes.ts';
import type { LogBytes } from './log-bytes.ts';
import { readCsv } from './read-csv.ts';
import { readNdjson } from './read-ndjson.ts';
import { readXes } from './read-xes.ts';
import { RowReport } from './row-report.ts';
import type { ColumnMapping, RowProblem, SourceEvent } from './source-event.ts';

const HEAD_BYTES = 64 * 1024;
const XML_ENCODINGS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'windows-1252']);

export type EventLogFormat = 'csv' | 'ndjson' | 'xes';

export interface EventLog {
  readonly format: EventLogFormat;
  /** The file's events in file order, in chunks of at most 1,000; each call reads from the start. Throws `EventLogRefused`. */
  events(): AsyncGenerator<SourceEvent[], void, undefined>;
  /** Size on disk, compressed where the file is. */
  readonly bytesTotal: number;
  /** How much of it the current reading has used. */
  bytesRead(): number;
  /** The rows of the current reading that are no events: the first 1,000, by line and code. */
  problems(): RowProblem[];
  problemCount(): number;
}

/** Where a reading ends its patience: an event later than this (milliseconds UTC) has not happened, and its row is reported. */
export interface ReadOptions {
  readonly latestAt?: number;
}

/**
 * Opens an event log: NDJSON, CSV or XES (IEEE 1849), plain or gzip, told by content and then by name. Only looks at the start.
 * Throws `EventLogRefused`: log_not_found, log_empty, log_format, log_encoding, log_damaged, and for CSV what its header refuses.
 */
export async function openEventLog(file: string, columns: ColumnMapping = {}, { latestAt = Infinity }: ReadOptions = {}): Promise<EventLog> {
  const bytes = await openLogBytes(file);
  const { head, isWhole } = await readHead(bytes);
  const format = formatOf(head, file);
  const report = new RowReport();
  const read = readerOf(format, head, isWhole, columns, report, bytes);

  return {
    format,
    events() {
      report.clear();
      return happened(read(), latestAt, report);
    },
    bytesTotal: bytes.bytesTotal,
    bytesRead: () => bytes.bytesRead(),
    problems: () => report.problems(),
    problemCount: () => report.count(),
  };
}

async function* happened(chunks: AsyncGenerator<SourceEvent[], void, undefined>, latestAt: number, report: RowReport): AsyncGenerator<SourceEvent[], void, undefined> {
  for await (const chunk of chunks) {
    if (!chunk.some(({ at }) => at > latestAt)) {
      yield chunk;
      continue;
    }
    for (const { at, line } of chunk) if (at > latestAt) report.add(line, 'time_ahead');
    yield chunk.filter(({ at }) => at <= latestAt);
  }
}

function readerOf(
  format: EventLogFormat, head: Buffer, isWhole: boolean, columns: ColumnMapping, report: RowReport, bytes: LogBytes,
): () => AsyncGenerator<SourceEvent[], void, undefined> {
  switch (format) {
    case 'ndjson':
      return () => readNdjson(bytes.chunks(), columns, report);
    case 'csv': {
      const plan = planCsv(head.toString('utf8'), isWhole, columns);
      return () => readCsv(bytes.chunks(), plan, report);
    }
    case 'xes': {
      const encoding = xmlEncoding(head);
      return () => readXes(bytes.chunks(), encoding, columns, report);
    }
    default:
      return unreachable(format);
  }
}

async function readHead(bytes: LogBytes): Promise<{ head: Buffer; isWhole: boolean }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes.chunks()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) return { head: Buffer.concat(parts), isWhole: false };
  }
  return { head: Buffer.concat(parts), isWhole: true };
}

function formatOf(head: Buffer, file: string): EventLogFormat {
  // UTF-16, as some spreadsheets export it, would otherwise be taken for binary.
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) throw new EventLogRefused('log_encoding');
  if (head.subarray(0, 1024).includes(0)) throw new EventLogRefused('log_format');
  const start = head.subarray(0, 1024).toString('latin1').trimStart();
  if (start === '') throw new EventLogRefused('log_empty');
  if (start.startsWith('PK')) throw new EventLogRefused('log_format');
  if (start.startsWith('<')) return 'xes';
  if (start.startsWith('{')) return 'ndjson';
  return /\.(ndjson|jsonl|json)(\.gz)?$/i.test(file) ? 'ndjson' : 'csv';
}

function xmlEncoding(head: Buffer): string {
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(head.subarray(0, 256).toString('latin1'));
  const encoding = (declared?.[1] ?? 'utf-8').toLowerCase();
  if (!XML_ENCODINGS.has(encoding)) throw new EventLogRefused('log_encoding');
  return encoding;
}
