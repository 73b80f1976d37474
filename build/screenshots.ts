import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { startBankServer } from '../renderer/testing/bank-server.ts';
import type { Look } from '../renderer/testing/desk-test.ts';
import { openDeskPage } from '../renderer/testing/desk-test.ts';
import { scenes } from '../renderer/testing/scenes.ts';
import config from './playwright.config.ts';
import { smallPng } from './small-png.ts';

// The pictures of the README, taken anew from a bank of its own: node build/screenshots.ts [NAME…]
const folder = path.join(import.meta.dirname, 'screenshots');
const pictures: readonly { readonly name: string; readonly scene: string; readonly look?: Look }[] = [
  ...['desk', 'case', 'call', 'customers', 'team', 'wall', 'numbers'].map((name) => ({ name, scene: name })),
  { name: 'desk-dark', scene: 'desk', look: { theme: 'dark' } },
  { name: 'team-dark', scene: 'team', look: { theme: 'dark' } },
  { name: 'desk-compact', scene: 'desk', look: { density: 'compact' } },
  { name: 'desk-right-to-left', scene: 'desk', look: { language: 'pseudo' } },
];

const only = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const bank = await startBankServer();
const browser = await chromium.launch({ ...config.use?.launchOptions });
try {
  await bank.demo('monday-stalled').catch((error: unknown) => {
    if (!String(error).includes('"owner_absent"')) throw error;
  });
  for (const { name, scene, look } of pictures.filter((one) => only.length === 0 || only.includes(one.name))) {
    const { person, show } = scenes.find((one) => one.name === scene) ?? { person: 'Ana', show: () => Promise.resolve() };
    const { page } = await openDeskPage(browser, bank.url, person, { theme: 'light', ...look });
    await show(page, bank);
    // What arrives by itself has been painted.
    await page.waitForTimeout(500);
    const png = smallPng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
    writeFileSync(path.join(folder, `${name}.png`), png);
    console.log(`${name}.png ${String(Math.round(png.length / 1024))} kB`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await bank.stop();
}
