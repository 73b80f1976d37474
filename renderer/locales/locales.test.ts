import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pseudo } from './pseudo.ts';

const folder = import.meta.dirname;

/** Every text of a language by its key, and the file it stands in. */
function texts(language: string): Map<string, { file: string; text: string }> {
  const found = new Map<string, { file: string; text: string }>();
  const walk = (file: string, value: unknown, key: string): void => {
    if (typeof value === 'string') {
      expect(found.get(key)?.file, `${key} stands in one file only`).toBeUndefined();
      found.set(key, { file, text: value });
    } else for (const [name, one] of Object.entries(value as object)) walk(file, one, key === '' ? name : `${key}.${name}`);
  };
  for (const file of [`${language}.json`, ...globSync(`${language}/*.json`, { cwd: folder })]) walk(file, JSON.parse(readFileSync(path.join(folder, file), 'utf8')), '');
  return found;
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{[^}]*\}/g)].map(([all]) => all).sort();
/** Plural forms differ between languages; what they say does not. */
const base = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '');

test('each text is there in every language, with the same names to fill in', () => {
  const english = texts('en');
  const german = texts('de');
  expect([...new Set([...german.keys()].map(base))].sort()).toEqual([...new Set([...english.keys()].map(base))].sort());
  for (const [key, { text }] of english) {
    const other = german.get(key);
    if (other) expect([key, placeholders(other.text)]).toEqual([key, placeholders(text)]);
  }
});

test('a top-level name stands in one file of a language, so that no file overwrites another', () => {
  const seen = new Map<string, string>();
  for (const file of ['en.json', ...globSync('en/*.json', { cwd: folder })])
    for (const name of Object.keys(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object)) {
      expect([name, seen.get(name)]).toEqual([name, undefined]);
      seen.set(name, file);
    }
});

test('the pseudo-locale changes every text and keeps the names to fill in', () => {
  expect(pseudo({ a: { b: 'Taken by {who}' } })).toEqual({ a: { b: 'Tákéñ by {who}·····' } });
});
