import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { must } from '../shared/assert.ts';
import { startBank } from './testing/bank-server.ts';
import { DoubleMachine } from './testing/electron-double.ts';
import type { DoubleWindow, ElectronDouble } from './testing/electron-double.ts';
import { runDesktop } from './testing/run-desktop.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const root = path.resolve(import.meta.dirname, '..');
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
let bundles: string;
let browser: Browser;
let bank: { url: string; stop: () => Promise<void> };
let machine: DoubleMachine;
let userData: string;
const running: ElectronDouble[] = [];

beforeAll(async () => {
  bundles = mkdtempSync(path.join(tmpdir(), 'baton-bundles-'));
  // In folders of its own, since other tests hand out those in dist/ meanwhile.
  const bundle = (...args: string[]): void => expect(spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0 });
  bundle('build/desktop.ts', '--bundle', '--out', path.join(bundles, 'electron'));
  const workspace = process.env['BATON_WORKSPACE'] ?? path.join(bundles, 'renderer');
  if (process.env['BATON_WORKSPACE'] === undefined) bundle('build/renderer.ts', '--out', workspace);
  [browser, bank] = await Promise.all([
    chromium.launch({ executablePath: process.env['BATON_CHROMIUM'] ?? '/usr/bin/chromium', args: quiet }),
    startBank(workspace),
  ]);
});
afterAll(async () => {
  await browser.close();
  await bank.stop();
  rmSync(bundles, { recursive: true, force: true });
});
beforeEach(() => {
  machine = new DoubleMachine();
  userData = mkdtempSync(path.join(tmpdir(), 'baton-desktop-'));
});
afterEach(() => {
  for (const one of running.splice(0)) one.quit();
  rmSync(userData, { recursive: true, force: true });
});

function start(...args: string[]): ElectronDouble {
  const double = runDesktop({ bundle: path.join(bundles, 'electron'), browser, machine, userData, url: bank.url, args });
  running.push(double);
  return double;
}

async function mainWindow(double: ElectronDouble): Promise<{ window: DoubleWindow; page: Page }> {
  await vi.waitFor(() => expect(double.windows[0]?.isOnScreen).toBe(true), { timeout: 20_000 });
  const window = must(double.windows[0], 'it was just there');
  return { window, page: await window.page };
}

test('a start opens one window on the server, with what a page may have and no more', async () => {
  const double = start();
  const { page } = await mainWindow(double);
  await page.getByText('Baton').first().waitFor();
  expect(new URL(page.url()).origin).toBe(bank.url);
  expect(await page.evaluate('Object.keys(window.batonDesktop).length')).toBeLessThanOrEqual(25);
});
