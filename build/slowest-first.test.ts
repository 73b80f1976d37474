import { expect, test } from 'vitest';
import { expectedRank } from './slowest-first.ts';

test('the long ones begin first, then tests with processes of their own, those of the database, and the rest', () => {
  const files = ['shared/work/clock.test.ts', 'server/desk/desk.db.test.ts', 'server/main.proc.test.ts', 'renderer/app.ui.test.tsx', 'server/testing/properties.long.test.ts'];
  expect(files.toSorted((a, b) => expectedRank(a) - expectedRank(b))).toEqual([files[4], files[2], files[1], files[0], files[3]]);
});
