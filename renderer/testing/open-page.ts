import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');

/** How a person's machine is set, wherever the page runs. */
const machine = { locale: 'en-GB', timezoneId: 'Europe/Amsterdam' };

/**
 * An empty page for one person: in the Electron program that BATON_ELECTRON names (bundled before by `npm run desktop -- --bundle`), with a
 * profile of its own, else in Chromium. Closing its context closes all of it.
 */
export async function openPage(browser: Browser, url: string, { width, height }: { width: number; height: number }): Promise<Page> {
  const program = process.env['BATON_ELECTRON'];
  if (program === undefined) {
    const context = await browser.newContext({ ...machine, baseURL: url, viewport: { width, height } });
    return context.newPage();
  }
  const profile = mkdtempSync(path.join(tmpdir(), 'baton-profile-'));
  const app = await _electron.launch({ ...machine, executablePath: program, args: [root, `--user-data-dir=${profile}`], cwd: root, env: { ...process.env, BATON_URL: url, BATON_UPDATES: 'off' } as Record<string, string> });
  const page = await app.firstWindow();
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), { width, height });
  return page;
}
