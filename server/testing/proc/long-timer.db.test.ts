import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../app.ts';
import { openTestApp } from '../app.ts';
import { FixedClock } from '../fixed-clock.ts';
import { caseWith, person, team } from '../loop.ts';

const dayMs = 86_400_000;
const clock = new FixedClock();
let app: TestApp;

beforeAll(async () => {
  app = await openTestApp({ clock }, { readTime: () => Promise.resolve(clock.now()) });
  await app.loop.enter(team('north'), person('ana'));
  await app.loop.enter(...caseWith('k-1', ['t-1']));
});
afterAll(() => app.end());

const broken = async (): Promise<number> =>
  (await app.loop.database.db.query<{ count: number }>({ text: `select count(*)::int as count from log where kind = 'promise:ended'` })).rows[0]?.count ?? 0;

// T33: more milliseconds than fit into a timeout of Node, which would fire at once.
test('a promise in thirty days is kept in a row, not in memory, and is broken then and not before', async () => {
  const dueAt = clock.now() + 30 * dayMs;
  expect(dueAt - clock.now()).toBeGreaterThan(2 ** 31);
  const made = await app.loop.say('ana', { type: 'promise:make', case: 'k-1', text: 'A letter.', channel: 'phone', dueAt });
  expect(made.ok).toBe(true);
  const { rows } = await app.loop.database.db.query<{ due_at: number }>({ text: `select due_at from timers where kind = 'promise'` });
  expect(rows).toEqual([{ due_at: dueAt }]);

  clock.set(dueAt - 1);
  // Whatever is due by then has fired once this one has, and the promise's is later.
  await expect.poll(async () => (await app.loop.database.db.query({ text: 'select 1 from timers where due_at <= $1', values: [clock.now()] })).rowCount, { timeout: 20_000 }).toBe(0);
  expect(await broken()).toBe(0);
  clock.set(dueAt);
  await expect.poll(broken, { timeout: 20_000 }).toBe(1);
});
