import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const main = path.join(import.meta.dirname, 'main.ts');
let top: string;
const children = new Set<ChildProcess>();

beforeAll(() => {
  top = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-main-'));
});
afterAll(async () => {
  for (const child of children) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  fs.rmSync(top, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** The exit status. */
  readonly ended: Promise<number | null>;
}

function start(environment: Record<string, string> = {}): Started {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [main], { env: { ...rest, BATON_DATA: path.join(top, 'data'), PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = once(child, 'exit').then(([code]) => {
    children.delete(child);
    return code as number | null;
  });
  return { child, output: () => output, errors: () => errors, ended };
}

/** Waits for the one line with the address. */
async function address(server: Started): Promise<string> {
  const line = /is running at (http:\/\/127\.0\.0\.1:\d+)/;
  await vi.waitFor(() => expect(server.output(), server.errors()).toMatch(line), { timeout: 60_000, interval: 50 });
  return line.exec(server.output())?.[1] ?? '';
}

test('a new user’s first start opens the demo bank; a second server is told who has the folder; both starts see the same log', async () => {
  const firstAt = performance.now();
  const first = start();
  const url = await address(first);
  const readyMs = performance.now() - firstAt;
  const ready = await fetch(`${url}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { isReady: true, database: true, clock: true, tail: true }]);
  const before = (await (await fetch(`${url}/v1/status`)).json()) as { logId: string; seq: number; customers: number; teams: { team: string; open: number }[] };
  expect(before.customers).toBeGreaterThan(1000);
  // Work is on the desks of the branch and the call centre.
  expect(before.teams.filter(({ team }) => team === 'branch-north' || team === 'call-centre').reduce((sum, { open }) => sum + open, 0)).toBeGreaterThanOrEqual(20);
  expect(await (await fetch(url)).text()).toContain('<title>Baton</title>');

  const startedAt = performance.now();
  const second = start();
  expect(await second.ended).toBe(1);
  // Long before anything is read or filled.
  expect(performance.now() - startedAt).toBeLessThan(readyMs / 2);
  expect(second.errors()).toMatch(new RegExp(`folder_in_use.*process ${String(first.child.pid)}.*BATON_DATA`));

  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  const again = start();
  const after = (await (await fetch(`${await address(again)}/v1/status`)).json()) as typeof before;
  expect([after.logId, after.seq >= before.seq, after.customers]).toEqual([before.logId, true, before.customers]);
  expect(again.output()).not.toContain('demo bank is open');

  again.child.kill('SIGINT');
  expect(await again.ended).toBe(0);
});

test('a wrong setting is named before anything is started', async () => {
  const server = start({ PORT: 'eighty' });
  expect(await server.ended).toBe(1);
  expect(server.errors()).toMatch(/^bad_config: PORT/);
  expect(server.errors()).not.toContain('eighty');
});
