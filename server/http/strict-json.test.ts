import { describe, expect, it } from 'vitest';
import { checkValue } from '../../shared/contract/plain-value.ts';
import { parseStrictJson } from './strict-json.ts';

const parse = (text: string | Uint8Array) => parseStrictJson(typeof text === 'string' ? Buffer.from(text) : text);
const code = (text: string | Uint8Array): string => {
  const parsed = parse(text);
  return parsed.ok ? 'ok' : `${parsed.code} ${String(parsed.params?.['because'] ?? parsed.params?.['limit'])}`;
};
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('strict JSON', () => {
  it.each([
    ['{"a":1,"b":[{"a":1},{"a":2}],"c":"[{,\\"}"}'],
    ['"\\ud83d\\ude00 \\\\ \\" é"'],
    ['[0.1,-0,1e20,9007199254740991,123456789012345.678]'],
    ['{"":{"":{}}}'],
    [nested(64)],
  ])('takes %s as JSON.parse does', (text) => {
    expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  it.each([
    ['', 'bad_json syntax'],
    ['\ufeff{}', 'bad_json syntax'],
    ['{"a":1}{"a":1}', 'bad_json syntax'],
    ['{"a":NaN}', 'bad_json syntax'],
    ['{"a":1,}', 'bad_json syntax'],
    ['{/* a */}', 'bad_json syntax'],
    ['"never closed', 'bad_json syntax'],
    ['"closed by nothing\\"', 'bad_json syntax'],
    ['{"role":"a","role":"b"}', 'bad_json duplicate_key'],
    ['{"role":"a","r\\u006fle":"b"}', 'bad_json duplicate_key'],
    ['[{"x":{"a":1,"b":{"a":1},"a":2}}]', 'bad_json duplicate_key'],
    ['{"__proto__":{"x":1}}', 'bad_json key'],
    ['{"a":{"constructor":{"prototype":1}}}', 'bad_json key'],
    ['{"__pr\\u006fto__":1}', 'bad_json key'],
    ['{"toString":1}', 'bad_json key'],
    ['9007199254740993', 'bad_json number'],
    ['[1e309]', 'bad_json number'],
    ['"\\ud800"', 'bad_text characters'],
    ['{"a\\u0000":1}', 'bad_text characters'],
    [nested(65), 'too_deep 64'],
    ['{"a":'.repeat(100_000), 'too_deep 64'],
    [JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`k${String(at)}`, 1]))), 'too_wide 1000'],
  ])('refuses %j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(code(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toBe('bad_text encoding');
    expect(code(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('bad_text encoding');
  });

  it('looks at a megabyte of quotes and backslashes in a moment', () => {
    for (const text of [`"${'\\\\'.repeat(500_000)}"`, `"${'\\"'.repeat(500_000)}"`, '"'.repeat(1_000_000), `[${'"a",'.repeat(250_000)}1]`]) {
      const startedAt = performance.now();
      parse(text);
      expect(performance.now() - startedAt).toBeLessThan(500);
    }
  });
});

describe('a value that a parser has made', () => {
  it('passes where the text would', () => {
    expect(checkValue({ a: [1, 'x', null, true], b: { c: 1.5 } })).toBeUndefined();
    expect(checkValue(undefined)).toBeUndefined();
  });

  it.each([
    [JSON.parse(nested(65)), 'too_deep'],
    [JSON.parse('{"__proto__":1}'), 'bad_json'],
    [{ a: '\ud800' }, 'bad_text'],
    [{ a: 'x\0' }, 'bad_text'],
    [{ '\ud800': 1 }, 'bad_text'],
    [{ a: Infinity }, 'bad_json'],
    [{ a: 2 ** 53 }, 'bad_json'],
    [{ a: Buffer.from('x') }, 'bad_json'],
    [Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`k${String(at)}`, 1])), 'too_wide'],
  ])('is refused: %j', (value, expected) => {
    expect(checkValue(value)).toMatchObject({ ok: false, code: expected });
  });

  it('may be a hundred thousand levels deep without harm', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(checkValue(deep)).toMatchObject({ code: 'too_deep' });
  });
});
