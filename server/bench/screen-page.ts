import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Context } from './benchmark.ts';
import { CannotRun } from './benchmark.ts';

const systemChromium = '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-precise-memory-info'];

/** Bundles the workspace as it is handed out, into the run's folder; returns where. */
export function buildWorkspace(context: Context): string {
  const out = path.join(context.folder, 'renderer');
  if (existsSync(path.join(out, 'index.html'))) return out;
  const { status, stderr } = spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../../build/renderer.ts'), '--out', out], { encoding: 'utf8' });
  if (status !== 0) throw new CannotRun(`the workspace cannot be bundled: ${stderr.slice(0, 500)}`);
  return out;
}

export async function openBrowser(context: Context): Promise<Browser> {
  const browser = await chromium
    .launch({ args: flags, ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}) })
    .catch((error: unknown) => {
      throw new CannotRun(`no Chromium: ${String(error).slice(0, 200)}`);
    });
  context.onStop(() => browser.close());
  return browser;
}

/** A page of a signed-in person, with nothing in its caches. */
export async function openPage(browser: Browser, session: object, address: string): Promise<Page> {
  const fresh = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await fresh.newPage();
  await page.addInitScript((kept) => sessionStorage.setItem('baton.session', kept), JSON.stringify(session));
  await page.goto(address);
  return page;
}

/** The line of the list, in the queue of the team. */
export const firstRow = '[data-queue-list] [row-id]';
