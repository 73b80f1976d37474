import { RE2JS } from 're2js';
import { charge, type Meter } from './values.ts';

/** A compiled pattern with what one look at a text costs. */
interface Pattern {
  readonly regex: RE2JS;
  readonly size: number;
  readonly groups: number;
}

export interface Match {
  readonly start: number;
  readonly end: number;
  /** Of group 0 and the others; empty where a group took no part. */
  readonly groups: readonly string[];
}

const PATTERN_LIMIT = 1000;
const KEPT = 200;
/** Instructions times characters that cost as much time as a node may. */
const STEPS_PER_NODE = 40;
const PLAIN = /^[^\\^$.|?*+()[\]{}]+$/;

const kept = new Map<string, Pattern | null>();

/**
 * A regular expression of XPath as DMN has it, with its flags `s m i x q`, for an engine of linear time. Null where it is none, or needs
 * what no such engine has: back references, subtracted classes, blocks (`\p{IsGreek}`), `\i` and `\c`. `\d \w \s` are those of ASCII.
 * Charged by its size, kept or not, so that every run costs the same.
 */
export function patternOf(source: string, flags: string, meter: Meter): Pattern | null {
  if (source.length > PATTERN_LIMIT || !charge(meter, source.length >> 3)) return null;
  const key = `${flags}/${source}`;
  let pattern = kept.get(key);
  if (pattern === undefined) {
    pattern = compile(source, flags);
    if (kept.size >= KEPT) kept.clear();
    kept.set(key, pattern);
  }
  return pattern !== null && charge(meter, pattern.size >> 5) ? pattern : null;
}

/** The text itself, where the pattern has nothing but characters that stand for themselves. */
export function plainPattern(source: string): string | null {
  return PLAIN.test(source) ? source : null;
}

export function isFound(pattern: Pattern, text: string, meter: Meter): boolean | null {
  return charge(meter, cost(pattern, text.length)) ? pattern.regex.matcher(text).find() : null;
}

/** All matches from left to right; null when out of fuel, or where the pattern matches the empty text (XPath's FORX0003). */
export function allMatches(pattern: Pattern, text: string, meter: Meter): Match[] | null {
  if (pattern.regex.matcher('').find()) return null;
  const matcher = pattern.regex.matcher(text);
  const matches: Match[] = [];
  let from = 0;
  // Each look may read all that is left.
  while (charge(meter, cost(pattern, text.length - from)) && matcher.find()) {
    from = matcher.end();
    matches.push({ start: matcher.start(), end: from, groups: Array.from({ length: pattern.groups + 1 }, (_, i) => matcher.group(i) ?? '') });
  }
  return meter.left < 0 ? null : matches;
}

function cost({ size }: Pattern, length: number): number {
  return 1 + Math.floor((size * length) / STEPS_PER_NODE);
}

function compile(source: string, flags: string): Pattern | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  const isLiteral = flags.includes('q');
  const translated = isLiteral ? RE2JS.quote(source) : translate(source, flags.includes('x'), flags.includes('s'));
  if (translated === null) return null;
  const options = (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes('s') ? RE2JS.DOTALL : 0) | (flags.includes('m') ? RE2JS.MULTILINE : 0);
  try {
    const regex = RE2JS.compile(translated, options);
    return { regex, size: regex.programSize(), groups: regex.groupCount() };
  } catch {
    // Its way to say that this is no pattern.
    return null;
  }
}

/** From XPath's syntax: spaces go with `x`, `.` is no end of line without `s`; null for a subtracted class. */
function translate(source: string, isSpaced: boolean, isDotAll: boolean): string | null {
  let text = '';
  let isClass = false;
  for (let i = 0; i < source.length; i += 1) {
    const unit = source.charAt(i);
    if (unit === '\\') {
      text += source.slice(i, i + 2);
      i += 1;
    } else if (isClass) {
      if (unit === '[') return null;
      if (unit === ']') isClass = false;
      text += unit;
    } else if (unit === '[') {
      isClass = true;
      text += unit;
    } else if (unit === '.' && !isDotAll) {
      text += String.raw`[^\n\r]`;
    } else if (!(isSpaced && /[ \t\n\r]/.test(unit))) {
      text += unit;
    }
  }
  return text;
}
