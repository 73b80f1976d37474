import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { isRefusal } from '../../shared/model/refusal.ts';
import { searchHashes, searchTerms } from './search-hash.ts';
import type { SearchQuestion, SearchValues } from './search-hash.ts';

const key = createSecretKey(Buffer.alloc(32, 7));

function finds(values: SearchValues, question: SearchQuestion, asked = key): boolean {
  const terms = searchTerms(asked, question);
  if (isRefusal(terms)) throw new Error(terms.code);
  const rows = new Set(searchHashes(key, values).map(({ kind, hash }) => `${kind} ${hash.toString('hex')}`));
  return terms.all.every(({ kind, hash }) => rows.has(`${kind} ${hash.toString('hex')}`));
}

test('a name is found by the beginning of any of its words, whatever its case, marks or width', () => {
  const zoë = { name: 'Zoë van der Çelik-Strauß' };
  for (const name of ['zoe', 'ZOË', 'cel', 'Çelik', 'strauss', 'van str', 'ｚｏｅ']) expect(finds(zoë, { name }), name).toBe(true);
  for (const name of ['oë', 'elik', 'zog']) expect(finds(zoë, { name, hasCase: true }), name).toBe(false);
});

test('other values are found whole and as people write them', () => {
  const values = { name: 'Li', birthDate: '1990-02-03', phone: '+31600000001', email: 'Li@Example.com', iban: 'NL13TEST0123456789' };
  const asked: SearchQuestion[] = [
    { birthDate: '1990-02-03' }, { phone: '06 0000-0001' }, { phone: '0031 (0)6 00 00 00 01' }, { email: 'li@example.COM ' },
    { iban: 'nl13 test 0123 4567 89' }, { name: 'l', birthDate: '1990-02-03' },
  ];
  for (const question of asked) expect(finds(values, question), JSON.stringify(question)).toBe(true);
  for (const question of [{ birthDate: '1990-02-04' }, { phone: '+31600000002' }, { name: 'm', birthDate: '1990-02-03' }]) expect(finds(values, question)).toBe(false);
});

test('under three letters need a birth date, a phone number or a case', () => {
  expect(searchTerms(key, { name: 'ok' })).toEqual({ ok: false, code: 'search_too_short', params: { letters: 3 } });
  expect(searchTerms(key, { name: ' ', hasCase: true })).toMatchObject({ code: 'search_too_short' });
  expect(searchTerms(key, { name: 'a b c d e f g h i', birthDate: '1990-01-01' })).toMatchObject({ code: 'search_too_long' });
  for (const question of [{ name: 'ok', birthDate: '1990-02-03' }, { name: 'ok', phone: '1' }, { name: 'ok', hasCase: true }, { name: 'de wit' }])
    expect(isRefusal(searchTerms(key, question))).toBe(false);
});

test('hashes of another key find nothing', () => {
  expect(finds({ name: 'Amara' }, { name: 'Amara' }, createSecretKey(Buffer.alloc(32, 8)))).toBe(false);
});
