import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { expect, test as base } from '@playwright/test';
import type { BankServer } from './bank-server.ts';
import { startStagedBank } from './bank-server.ts';
import { DeskPage } from './desk-page.ts';
import { openPage } from './open-page.ts';

interface DeskFixtures {
  /** Opens a desk in a browser of its own and signs in; after the test nothing may have thrown or asked outside. */
  readonly desk: (name: string, look?: Look) => Promise<DeskPage>;
}

export interface Look {
  readonly theme?: 'light' | 'dark' | 'contrast';
  readonly density?: 'compact' | 'standard' | 'roomy';
  readonly language?: 'en' | 'de' | 'pseudo';
  readonly width?: number;
  readonly height?: number;
}

/** Tests of the workspace: one demo bank for all tests of a file. */
export const test = base.extend<DeskFixtures, { bank: BankServer; bankOf: string }>({
  // A file that names its own gets a bank that no other file has changed.
  bankOf: ['', { option: true, scope: 'worker' }],
  bank: [
    async ({ bankOf: _ }, use) => {
      const bank = await startStagedBank(process.env['BATON_STAGED_BANK']);
      await use(bank);
      await bank.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ bank }, use) => use(bank.url),
  desk: async ({ browser, bank }, use) => {
    const opened: DeskPage[] = [];
    await use(async (name, look) => {
      const desk = await openDeskPage(browser, bank.url, name, look);
      opened.push(desk);
      return desk;
    });
    for (const { page, wrongs, outside } of opened) {
      await page.context().close();
      expect(wrongs).toEqual([]);
      expect(outside).toEqual([]);
    }
  },
});

/** A desk in a browser of its own, signed in; its context is the caller's to close. */
export async function openDeskPage(browser: Browser, url: string, name: string, { width = 1280, height = 720, ...look }: Look = {}): Promise<DeskPage> {
  const page = await openPage(browser, url, { width, height });
  await page.addInitScript((text) => localStorage.setItem('baton.look', text), JSON.stringify(look));
  const desk = new DeskPage(page, url);
  await desk.signIn(name);
  return desk;
}

/** WCAG 2.2 A and AA, as far as a program can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}
