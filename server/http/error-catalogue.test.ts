import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCatalogue, errorEntry } from '../../shared/contract/errors.ts';

const root = path.resolve(import.meta.dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|(?:^|\/)(?:testing|bench)\/|fixture/.test(file))
    .map((file) => path.join(folder, file));
}

/** Codes as refusals are written: `refuse('code'`, `refusal('code'`, or a value with `ok: false, code: 'code'`. */
const written = [/\brefuse\(\s*'([A-Za-z_.]+)'/g, /new EventLogRefused\(\s*'([A-Za-z_.]+)'/g, /ok: false(?: as const)?,\s*code: '([A-Za-z_.]+)'/g];

const catalogueFile = path.join('shared', 'contract', 'errors.ts');

function codesIn(text: string): string[] {
  return written.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

const codesOfSources = new Map<string, string>();
const quoted = new Set<string>();
for (const file of [...sources('server'), ...sources('shared'), ...sources('renderer')].filter((name) => name !== catalogueFile)) {
  const text = readFileSync(path.join(root, file), 'utf8');
  for (const code of codesIn(text)) codesOfSources.set(code, file);
  for (const [, word = ''] of text.matchAll(/'([a-z_]+)'/g)) quoted.add(word);
}

interface Locale {
  readonly error: Record<string, string>;
  readonly next: Record<string, string>;
}
const locale = (name: string): Locale => JSON.parse(readFileSync(path.join(root, 'renderer/locales', `${name}.json`), 'utf8')) as Locale;
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole).sort();

describe('the catalogue of errors', () => {
  it('has every code that the sources refuse with', () => {
    const unknown = [...codesOfSources].filter(([code]) => !Object.hasOwn(errorCatalogue, code)).map(([code, file]) => `${code} in ${file}`);
    expect(unknown).toEqual([]);
  });

  it('has no code that no source knows', () => {
    expect(Object.keys(errorCatalogue).filter((code) => !quoted.has(code))).toEqual([]);
  });

  it('finds codes in every form that refusals are written in', () => {
    expect(codesIn(`refuse('a_b', {}) refuse(\n  'c') { ok: false, code: 'd' } { ok: false as const, code: 'e' } code: 'no'`)).toEqual(['a_b', 'c', 'd', 'e']);
  });

  it.each(['en', 'de'])('has a text and a next step for every code in %s, and no text for a code that is gone', (name) => {
    const { error, next } = locale(name);
    expect(Object.keys(error).sort()).toEqual(Object.keys(errorCatalogue).sort());
    expect([...new Set(Object.values(errorCatalogue).map((entry) => entry.next))].filter((key) => !next[key])).toEqual([]);
    expect(Object.entries(error).filter(([, text]) => text.trim().length < 10)).toEqual([]);
  });

  it('names the same values in every language', () => {
    const [en, de] = [locale('en'), locale('de')];
    const differing = Object.keys(en.error).filter((code) => placeholders(en.error[code] ?? '').join() !== placeholders(de.error[code] ?? '').join());
    expect(differing).toEqual([]);
  });

  it('tells what may be tried again by its status', () => {
    for (const [code, { status, retry }] of Object.entries(errorCatalogue)) {
      if (retry === 'later') expect([429, 503], code).toContain(status);
      else expect([429, 503], code).not.toContain(status);
    }
  });

  it('reads an unknown code as internal', () => {
    expect(errorEntry('never_heard_of').status).toBe(500);
  });
});
