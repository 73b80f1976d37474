import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

test('every path that the README names is there', () => {
  const named = [...readme.matchAll(/`((?:shared|server|renderer|electron|build)\/[^`\s]*)`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter((name) => {
    const pattern = name.replace(/<[^>]+>/g, '*').replace('NNNN-slug', '*');
    return /[*?]/.test(pattern) ? globSync(pattern, { cwd: root }).length === 0 : !existsSync(path.join(root, pattern));
  });
  expect(missing).toEqual([]);
});

test('every command that the README names exists, and every one that exists is named', () => {
  const named = new Set([...readme.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name = '']) => name).filter((name) => name !== 'ci' && name !== 'run'));
  expect([...named].filter((name) => scripts[name] === undefined)).toEqual([]);
  // `package` makes the installers, which is not for a first reader; npm runs `pre…` by itself.
  expect(Object.keys(scripts).filter((name) => !named.has(name) && name !== 'package' && !name.startsWith('pre'))).toEqual([]);
});
