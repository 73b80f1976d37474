import { parse } from 'csv-parse/sync';
import { must } from '../../../shared/assert.ts';
import { isRefusedKey } from './event-builder.ts';
import { EventLogRefused } from './event-log-refused.ts';
import type { ColumnMapping } from './source-event.ts';

const DELIMITERS = [',', ';', '\t', '|'];
const MAX_COLUMNS = 1000;

export type CoreField = 'caseId' | 'seq' | 'activity' | 'lifecycle' | 'resource' | 'time';
export interface CsvPlan {
  readonly delimiter: string;
  /** One per column: the field or the name in `data` it fills; null is a column without a name. */
  readonly columns: readonly ({ readonly core: CoreField } | { readonly data: string } | null)[];
}

// After our own names those that process mining tools write.
const KNOWN_NAMES: Readonly<Record<CoreField, readonly string[]>> = {
  caseId: ['caseId', 'case:concept:name'],
  seq: ['seq'],
  activity: ['activity', 'concept:name'],
  lifecycle: ['lifecycle', 'lifecycle:transition'],
  resource: ['resource', 'org:resource'],
  time: ['time', 'time:timestamp'],
};
const REQUIRED: readonly CoreField[] = ['caseId', 'activity', 'time'];

/**
 * Reads the header out of the first bytes of a CSV file (RFC 4180). Refuses: log_header_too_wide, log_header_refused,
 * log_header_duplicate, log_quote_broken, log_columns_missing (which also is how a wrong delimiter shows).
 */
export function planCsv(head: string, headIsWhole: boolean, mapping: ColumnMapping): CsvPlan {
  const end = headerEnd(head);
  if (end < 0 && !headIsWhole) throw new EventLogRefused('log_header_too_wide');
  const header = end < 0 ? head : head.slice(0, end);
  const delimiter = mapping.delimiter ?? detectDelimiter(header);
  const names = headerNames(header, delimiter);
  if (names.length > MAX_COLUMNS) throw new EventLogRefused('log_header_too_wide');
  if (names.some((name) => isRefusedKey(name) || name.length > MAX_COLUMNS)) throw new EventLogRefused('log_header_refused');
  const filled = names.filter((name) => name !== '');
  if (new Set(filled).size !== filled.length) throw new EventLogRefused('log_header_duplicate');

  const coreOf = new Map<string, CoreField>();
  const missing: string[] = [];
  for (const core of Object.keys(KNOWN_NAMES) as CoreField[]) {
    const named = mapping[core];
    const name = (named === undefined ? KNOWN_NAMES[core] : [named]).find((candidate) => filled.includes(candidate));
    // One column for two things would leave one of them empty in every row.
    if (name !== undefined && coreOf.has(name)) missing.push(core);
    else if (name !== undefined) coreOf.set(name, core);
    else if (REQUIRED.includes(core) || named !== undefined) missing.push(named ?? core);
  }
  if (missing.length > 0) throw new EventLogRefused('log_columns_missing', { missing });

  const renamed = new Map(Object.entries(mapping.data ?? {}));
  const columns = names.map((name) => {
    const core = coreOf.get(name);
    if (core !== undefined) return { core };
    return name === '' ? null : { data: renamed.get(name) ?? name };
  });
  return { delimiter, columns };
}

function headerEnd(head: string): number {
  let isQuoted = false;
  for (let at = 0; at < head.length; at += 1) {
    const char = head[at];
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === '\n' || char === '\r')) return at;
  }
  return -1;
}

function detectDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return must(DELIMITERS[counts.indexOf(Math.max(...counts))], 'the largest count has a place');
}

function headerNames(header: string, delimiter: string): string[] {
  try {
    const rows = parse(header, { delimiter }) as string[][];
    return (rows[0] ?? []).map((name) => name.trim());
  } catch {
    throw new EventLogRefused('log_quote_broken', { line: 1 });
  }
}
