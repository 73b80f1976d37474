import { afterEach, expect, test, vi } from 'vitest';
import { endChildren } from './child-process.ts';
import { killPostgresUnderLoad } from './kill-postgres.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

afterEach(endChildren);

test('PostgreSQL is killed under load, the server goes on by itself and nothing acknowledged is lost', async () => {
  const { commands } = await killPostgresUnderLoad(1, 11);
  expect(commands).toBeGreaterThan(20);
});
