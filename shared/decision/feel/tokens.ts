import { fromText, type FeelNumber } from './decimal.ts';

/** Why an expression is not taken. `at` counts UTF-16 units from 0; `rule` names the part of FEEL that is meant. */
export interface FeelRefusal {
  readonly ok: false;
  readonly code: 'feel_unsupported' | 'feel_syntax' | 'feel_too_deep' | 'feel_too_long';
  readonly rule?: string;
  readonly params: { readonly at: number; readonly found: string };
}

export interface Token {
  readonly kind: 'name' | 'keyword' | 'number' | 'string' | 'symbol' | 'end';
  /** The name, keyword or symbol; for a string its value. */
  readonly text: string;
  readonly at: number;
  /** After its last unit. */
  readonly end: number;
  readonly number?: FeelNumber;
}

export const SOURCE_LIMIT = 4000;

const KEYWORDS = new Set([
  'true', 'false', 'null', 'and', 'or', 'in', 'between', 'if', 'then', 'else',
  'for', 'some', 'every', 'return', 'satisfies', 'instance', 'function',
]);
const NAME = /[\p{L}\p{Nl}_\u{10000}-\u{effff}][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\u{10000}-\u{effff}]*/uy;
const NUMBER = /\d+(?:\.\d+)?|\.\d+/y;
const SPACE = /[\p{White_Space}\u180e\u200b\ufeff]+/uy;
/** The apostrophes stand in names only. */
const SYMBOLS = ['**', '..', '<=', '>=', '!=', '->', ...'<>=+-*/()[]{},.:;?@\'\u2019'];
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'], ['r', '\r'], ['t', '\t'], ['"', '"'], ["'", "'"], ['\\', '\\'],
]);

/** The tokens with one of kind `end` last; `feel_too_long` over 4,000 units, `feel_syntax` for what is no token. Linear time. */
export function tokenize(source: string): { ok: true; tokens: Token[] } | FeelRefusal {
  if (source.length > SOURCE_LIMIT) return refuse('feel_too_long', SOURCE_LIMIT, String(source.length));
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const space = match(SPACE, source, at);
    if (space !== '') {
      at += space.length;
      continue;
    }
    if (source.startsWith('//', at)) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
      continue;
    }
    if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      if (end < 0) return refuse('feel_syntax', at, '/*');
      at = end + 2;
      continue;
    }
    const read = readToken(source, at);
    if (read === null) return refuse('feel_syntax', at, String.fromCodePoint(source.codePointAt(at) ?? 0));
    if ('ok' in read) return read;
    tokens.push(read);
    at = read.end;
  }
  tokens.push({ kind: 'end', text: '', at, end: at });
  return { ok: true, tokens };
}

export function refuse(code: FeelRefusal['code'], at: number, found: string, rule?: string): FeelRefusal {
  const params = { at, found: found.slice(0, 40) };
  return rule === undefined ? { ok: false, code, params } : { ok: false, code, rule, params };
}

function readToken(source: string, at: number): Token | FeelRefusal | null {
  const name = match(NAME, source, at);
  if (name !== '') {
    return { kind: KEYWORDS.has(name) ? 'keyword' : 'name', text: name, at, end: at + name.length };
  }
  const digits = match(NUMBER, source, at);
  if (digits !== '') {
    const end = at + digits.length;
    const number = fromText(digits);
    // `1e3` and `3x` are no numbers, and must not be read as a number and a name.
    if (number === null || match(NAME, source, end) !== '') return refuse('feel_syntax', at, source.slice(at, end + 1));
    return { kind: 'number', text: digits, at, end, number };
  }
  if (source[at] === '"') return readString(source, at);
  if (source[at] === '`') return readQuotedName(source, at);
  const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, at));
  return symbol === undefined ? null : { kind: 'symbol', text: symbol, at, end: at + symbol.length };
}

function readString(source: string, at: number): Token | FeelRefusal {
  let text = '';
  let from = at + 1;
  for (let i = from; i < source.length; i += 1) {
    const unit = source[i];
    if (unit === '\n' || unit === '\r') break;
    if (unit === '"') return { kind: 'string', text: text + source.slice(from, i), at, end: i + 1 };
    if (unit !== '\\') continue;
    const escape = readEscape(source, i + 1);
    if (escape === null) {
      // A backslash before anything else is a character like any other, as in a pattern: "\d".
      if (/[uU]/.test(source[i + 1] ?? '')) return refuse('feel_syntax', i, source.slice(i, i + 2));
      continue;
    }
    text += source.slice(from, i) + escape.text;
    from = escape.end;
    i = escape.end - 1;
  }
  return refuse('feel_syntax', at, '"');
}

/** A name of any characters between backticks, which Camunda has beside the standard. */
function readQuotedName(source: string, at: number): Token | FeelRefusal {
  const end = source.indexOf('`', at + 1);
  if (end <= at + 1) return refuse('feel_syntax', at, '`');
  return { kind: 'name', text: source.slice(at + 1, end), at, end: end + 1 };
}

function readEscape(source: string, at: number): { text: string; end: number } | null {
  const simple = ESCAPES.get(source[at] ?? '');
  if (simple !== undefined) return { text: simple, end: at + 1 };
  const length = source[at] === 'u' ? 4 : source[at] === 'U' ? 6 : 0;
  const hex = source.slice(at + 1, at + 1 + length);
  if (length === 0 || hex.length < length || !/^[0-9a-fA-F]+$/.test(hex)) return null;
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? null : { text: String.fromCodePoint(code), end: at + 1 + length };
}

function match(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? '';
}
