import { isForbiddenKey, MAX_DEPTH, MAX_KEYS } from '../../shared/contract/plain-value.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';

/**
 * JSON as RFC 8259 has it, and stricter where parsers silently choose: `bad_text` for bytes that are no UTF-8, lone surrogates and
 * NUL; `bad_json` for what is no JSON, for a key that comes twice and for numbers that a double changes; `too_deep` over 64 levels, `too_wide`
 * over 1,000 keys of one object.
 * One pass and one `JSON.parse`, linear in the bytes.
 */
export function parseStrictJson(bytes: Uint8Array): { readonly ok: true; readonly value: unknown } | Refusal {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse('bad_text', { because: 'encoding' });
  }
  const refusal = scan(text);
  if (refusal) return refusal;
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return refuse('bad_json', { because: 'syntax' });
  }
}

interface Level {
  /** Undefined in an array. */
  readonly keys: Set<string> | undefined;
  isKeyNext: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const number = /-?\d[\d.eE+-]*/y;

/** Only what `JSON.parse` would let pass: the grammar itself is left to it. */
function scan(text: string): Refusal | undefined {
  const levels: Level[] = [];
  let level: Level | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      const end = endOfString(text, at);
      if (end === 0) return refuse('bad_json', { because: 'syntax' });
      const refusal = checkString(text.slice(at, end), level);
      if (refusal) return refusal;
      at = end - 1;
    } else if (sign === OPEN_OBJECT || sign === OPEN_ARRAY) {
      if (levels.length === MAX_DEPTH) return refuse('too_deep', { limit: MAX_DEPTH });
      level = sign === OPEN_OBJECT ? { keys: new Set(), isKeyNext: true } : { keys: undefined, isKeyNext: false };
      levels.push(level);
    } else if (sign === CLOSE_OBJECT || sign === CLOSE_ARRAY) {
      levels.pop();
      level = levels.at(-1);
    } else if (sign === COMMA) {
      if (level?.keys) level.isKeyNext = true;
    } else if (sign === MINUS || (sign >= ZERO && sign <= NINE)) {
      number.lastIndex = at;
      const [found = ''] = number.exec(text) ?? [];
      if (isChanged(found)) return refuse('bad_json', { because: 'number' });
      at += Math.max(0, found.length - 1);
    }
  }
  return undefined;
}

/** Behind the closing quote of the string that opens at `from`; 0 where it never closes. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return 0;
}

function checkString(raw: string, level: Level | undefined): Refusal | undefined {
  let value: string;
  try {
    value = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
  } catch {
    return refuse('bad_json', { because: 'syntax' });
  }
  if (value.includes('\0') || !value.isWellFormed()) return refuse('bad_text', { because: 'characters' });
  if (!level?.keys || !level.isKeyNext) return undefined;
  level.isKeyNext = false;
  if (isForbiddenKey(value)) return refuse('bad_json', { because: 'key' });
  if (level.keys.has(value)) return refuse('bad_json', { because: 'duplicate_key' });
  if (level.keys.size === MAX_KEYS) return refuse('too_wide', { limit: MAX_KEYS });
  level.keys.add(value);
  return undefined;
}

/** Whole numbers beyond 2^53 would become others, and what is beyond a double infinite. */
function isChanged(literal: string): boolean {
  if (literal.length < 3) return false;
  const value = Number(literal);
  return !Number.isFinite(value) || (literal.length > 15 && /^-?\d+$/.test(literal) && !Number.isSafeInteger(value));
}
