import { isForbiddenKey, MAX_DEPTH } from '../../shared/contract/plain-value.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';

/**
 * JSON as RFC 8259 has it, and stricter where parsers silently choose: `bad_text` for bytes that are no UTF-8, lone surrogates and
 * NUL; `bad_json` for what is no JSON, for a key that comes twice and for numbers that a double changes; `too_deep` over 64 levels.
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

const token = /["{}[\],]|-?\d[\d.eE+-]*/g;

/** Only what `JSON.parse` would let pass: the grammar itself is left to it. */
function scan(text: string): Refusal | undefined {
  const levels: Level[] = [];
  token.lastIndex = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const [sign] = found;
    const level = levels.at(-1);
    switch (sign) {
      case '{':
      case '[':
        if (levels.length === MAX_DEPTH) return refuse('too_deep', { limit: MAX_DEPTH });
        levels.push(sign === '{' ? { keys: new Set(), isKeyNext: true } : { keys: undefined, isKeyNext: false });
        break;
      case '}':
      case ']':
        levels.pop();
        break;
      case ',':
        if (level?.keys) level.isKeyNext = true;
        break;
      case '"': {
        const end = endOfString(text, found.index);
        if (end === 0) return refuse('bad_json', { because: 'syntax' });
        token.lastIndex = end;
        const refusal = checkString(text.slice(found.index, end), level);
        if (refusal) return refusal;
        break;
      }
      default:
        if (isChanged(sign)) return refuse('bad_json', { because: 'number' });
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
  level.keys.add(value);
  return undefined;
}

/** Whole numbers beyond 2^53 would become others, and what is beyond a double infinite. */
function isChanged(number: string): boolean {
  if (number.length < 16 && !/e/i.test(number)) return false;
  const value = Number(number);
  return !Number.isFinite(value) || (/^-?\d+$/.test(number) && !Number.isSafeInteger(value));
}
