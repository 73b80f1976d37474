import fs from 'node:fs';
import { expect, test } from 'vitest';
import { operatorText } from './operator-text.ts';

test('every refusal of the store and of the configuration has a text of its own', () => {
  const folders = [new URL('./', import.meta.url), new URL('./keys/', import.meta.url)];
  const sources = folders.flatMap((folder) => fs.readdirSync(folder).map((name) => new URL(name, folder)));
  const texts = [...sources, new URL('../config.ts', import.meta.url)]
    .filter(({ pathname }) => pathname.endsWith('.ts') && !pathname.endsWith('.test.ts'))
    .map((file) => fs.readFileSync(file, 'utf8'));
  const codes = [...new Set(texts.flatMap((text) => [...text.matchAll(/refuse\('(\w+)'/g)].map(([, code]) => code ?? '')))];
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => operatorText({ ok: false, code }).startsWith(code))).toEqual([]);
});

test('a refused folder says who has it and what to do', () => {
  expect(operatorText({ ok: false, code: 'folder_in_use', params: { folder: '/srv/baton', pid: 7 } })).toBe(
    '/srv/baton is in use by another Baton (process 7). Stop that one, or name another folder in BATON_DATA.',
  );
});
