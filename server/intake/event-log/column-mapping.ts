import * as z from 'zod/mini';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { refuse } from '../../../shared/model/refusal.ts';
import type { ColumnMapping } from './source-event.ts';

const column = z.exactOptional(z.string().check(z.minLength(1), z.maxLength(1000)));
const schema = z.strictObject({
  caseId: column, seq: column, activity: column, lifecycle: column, resource: column, time: column,
  data: z.exactOptional(z.record(z.string(), z.string().check(z.minLength(1), z.maxLength(1000)))),
  delimiter: z.exactOptional(z.string().check(z.regex(/^[^"\r\n]$/))),
});

/** Reads a column mapping given as JSON. Refuses: bad_columns. */
export function readColumns(text: string | undefined): ColumnMapping | Refusal {
  if (text === undefined) return {};
  const read = schema.safeParse(parsed(text));
  if (read.success) return read.data;
  return refuse('bad_columns', { field: read.error.issues[0]?.path.join('.') ?? '', expected: 'JSON such as {"caseId":"Case ID","time":"Complete Timestamp"}' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
