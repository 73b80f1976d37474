import { expect, test } from 'vitest';
import { expectedRank } from './slowest-first.ts';

test('tests with processes of their own begin before those of the database, and those before the rest', () => {
  const files = ['shared/work/clock.test.ts', 'server/desk/desk.db.test.ts', 'server/main.proc.test.ts', 'renderer/app.ui.test.tsx'];
  expect(files.toSorted((a, b) => expectedRank(a) - expectedRank(b))).toEqual([files[2], files[1], files[0], files[3]]);
});
