import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';
import type { PageRead } from '../store/reads/lists.ts';

export const defaultPage = 50;

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly cursor?: string;
}

interface PageQuery {
  readonly cursor?: string;
  readonly limit?: string;
}

/** Where a page starts: the sort key and id of the row before it. One more row is read than asked, to know whether there are more. */
export function pageOf(sort: string, { cursor, limit }: PageQuery): (PageRead & { readonly ok: true }) | Refusal {
  const read = { ok: true as const, limit: Number(limit ?? defaultPage) + 1 };
  if (cursor === undefined) return read;
  const after = decodeCursor(sort, cursor);
  return after ? { ...read, after } : refuse('invalid', { field: 'query.cursor', because: 'cursor' });
}

/** A cursor belongs to one order: with another it is refused, not misread. */
function decodeCursor(sort: string, cursor: string): readonly [number | string, string] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort) return undefined;
  const [, key, id] = parts as unknown[];
  const isKey = sort === 'id' ? typeof key === 'string' : Number.isSafeInteger(key);
  if (!isKey || typeof id !== 'string' || id.length > 256 || id.includes('\0') || !id.isWellFormed()) return undefined;
  return [key as number | string, id];
}

/** Cuts the row too many off and says where the next page starts. */
export function toPage<Read extends { readonly id: string; readonly sort: number | string }, Row>(
  sort: string, reads: readonly Read[], { limit }: PageRead, toRow: (read: Read) => Row,
): Page<Row> {
  const shown = reads.slice(0, limit - 1);
  const last = shown.at(-1);
  const rows = shown.map(toRow);
  if (reads.length < limit || !last) return { rows };
  return { rows, cursor: Buffer.from(JSON.stringify([sort, last.sort, last.id])).toString('base64url') };
}
