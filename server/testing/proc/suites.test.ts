import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pureSuites } from '../../../shared/testing/suites.ts';
import { loadSuite, trapSuites } from '../suites/all.ts';
import { procSuites } from './suites.ts';

const meta = ['suites.test.ts', 'wrong-parts.long.test.ts'];

test('every suite of every registry has a wrong part that it must find', () => {
  const suites = [...pureSuites, ...trapSuites, ...procSuites, { name: 'the desk under load', wrong: loadSuite.wrong }];
  expect(suites.filter(({ wrong }) => wrong.length === 0).map(({ name }) => name)).toEqual([]);
  expect(new Set(suites.map(({ name }) => name)).size).toBe(suites.length);
});

test('every test of whole processes belongs to a suite of the registry', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /\.test\.ts$/.test(name) && !meta.includes(name));
  expect(files.sort()).toEqual([...new Set(procSuites.flatMap((suite) => suite.files))].sort());
});
