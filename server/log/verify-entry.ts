import type { Entry } from '../../shared/contract/entries.ts';
import { entryBodies, isEntryKind } from '../../shared/contract/entries.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { upcast } from '../../shared/work/upcast.ts';
import { canonicalJson } from '../../shared/canonical.ts';

type Json = Record<string, unknown>;

/** The body of an entry at its newest version, or what is wrong with it. */
export function readBody(entry: Pick<Entry, 'kind' | 'v' | 'body'>): { readonly body: Json } | { readonly wrong: 'kind' | 'body'; readonly detail: string } {
  const { kind, v, body: text } = entry;
  if (!isEntryKind(kind)) return { wrong: 'kind', detail: `the kind ${String(kind)} is unknown` };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { wrong: 'body', detail: 'the body is not JSON' };
  }
  if (!isObject(parsed)) return { wrong: 'body', detail: 'the body is not an object' };
  if (!isCanonical(parsed, text)) return { wrong: 'body', detail: 'the body is not in its canonical form' };
  const body = upcast(kind, v, parsed);
  if (isRefusal(body)) return { wrong: 'kind', detail: `${kind} has no version ${String(v)}` };
  const { success, error } = entryBodies[kind].safeParse(body);
  if (!success) return { wrong: 'body', detail: `the body is no ${kind}: ${error.issues[0]?.path.join('.') ?? ''} ${error.issues[0]?.code ?? ''}` };
  return { body };
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Quick for what is canonical; only what is not obviously so is written again by the library. */
function isCanonical(value: unknown, text: string): boolean {
  if (JSON.stringify(value) === text && isSorted(value)) return isAscii(text) || text.normalize('NFC') === text;
  return canonicalJson(value).normalize('NFC') === text;
}

const ascii = /^[\u0000-\u007f]*$/;
const isAscii = (text: string): boolean => ascii.test(text);

function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let last = '';
  for (const key in value) {
    if (key < last || !isSorted((value as Json)[key])) return false;
    last = key;
  }
  return true;
}
