import { textArgument, type BuiltinTable } from './builtin.ts';
import { allMatches, isFound, patternOf, plainPattern, type Match } from './pattern.ts';
import { charge, listOf, spend, SIZE_LIMIT, textOf, type FeelValue, type Meter } from './values.ts';

/** Functions with regular expressions (DMN 1.5, table 75, by XPath's `fn:matches`, `fn:replace` and `fn:tokenize`). */
export const patternBuiltins: BuiltinTable = {
  'matches(input, pattern, flags?)': (meter, input, pattern, flags) => {
    const [text, source, options] = [textArgument(input), textArgument(pattern), flagsArgument(flags)];
    if (text === null || source === null || options === null) return null;
    const compiled = patternOf(source, options, meter);
    return compiled === null ? null : isFound(compiled, text, meter);
  },
  'replace(input, pattern, replacement, flags?)': (meter, input, pattern, replacement, flags) => {
    const [text, source, put, options] = [textArgument(input), textArgument(pattern), textArgument(replacement), flagsArgument(flags)];
    if (text === null || source === null || put === null || options === null) return null;
    const compiled = patternOf(source, options, meter);
    const parts = options.includes('q') ? [put] : replacementParts(put, compiled?.groups ?? 0);
    const matches = compiled === null || parts === null ? null : allMatches(compiled, text, meter);
    return matches === null || parts === null ? null : replaced(text, matches, parts, meter);
  },
  'split(string, delimiter)': (meter, string, delimiter) => {
    const [text, source] = [textArgument(string), textArgument(delimiter)];
    if (text === null || source === null) return null;
    const plain = plainPattern(source);
    if (plain !== null) {
      const parts = charge(meter, text.length >> 5) ? text.split(plain) : [];
      return charge(meter, parts.length) ? listOf(parts, meter) : null;
    }
    const compiled = patternOf(source, '', meter);
    const matches = compiled === null ? null : allMatches(compiled, text, meter);
    return matches === null ? null : between(text, matches);
  },
};

/** None is no flags; null is none either, as feelin and others have it. */
function flagsArgument(flags: FeelValue | undefined): string | null {
  return flags === undefined || flags === null ? '' : textArgument(flags);
}

/** Texts and numbers of groups; null where `$` or `\` stand for nothing. `$12` is group 1 and a 2 where there are fewer than 12. */
function replacementParts(text: string, groups: number): (string | number)[] | null {
  const parts: (string | number)[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charAt(i);
    if (unit === '\\') {
      const next = text.charAt(i + 1);
      if (next !== '\\' && next !== '$') return null;
      parts.push(next);
      i += 1;
    } else if (unit === '$') {
      let digits = /^\d{1,3}/.exec(text.slice(i + 1, i + 4))?.[0] ?? '';
      while (digits.length > 1 && Number(digits) > groups) digits = digits.slice(0, -1);
      if (digits === '') return null;
      parts.push(Number(digits));
      i += digits.length;
    } else {
      parts.push(unit);
    }
  }
  return parts;
}

function replaced(text: string, matches: readonly Match[], parts: readonly (string | number)[], meter: Meter): FeelValue {
  let result = '';
  let from = 0;
  for (const { start, end, groups } of matches) {
    if (!charge(meter, parts.length >> 3)) return null;
    result += text.slice(from, start);
    for (const part of parts) result += typeof part === 'string' ? part : (groups[part] ?? '');
    if (result.length > SIZE_LIMIT) return spend(meter);
    from = end;
  }
  return textOf(result + text.slice(from), meter);
}

function between(text: string, matches: readonly Match[]): readonly string[] {
  const starts = [0, ...matches.map(({ end }) => end)];
  return starts.map((start, i) => text.slice(start, matches[i]?.start ?? text.length));
}
