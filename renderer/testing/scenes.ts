import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { BankCalls } from './bank-calls.ts';
import type { BankServer } from './bank-server.ts';

/** A screen as a person comes to it: what they press after they have signed in, until it is there. */
export interface Scene {
  readonly name: string;
  readonly person: string;
  show(page: Page, bank: BankServer): Promise<void>;
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
const heading = (page: Page) => page.locator('[data-pane=case]').getByRole('heading', { level: 2 }).first();

/** A queue with its rows, and its first task opened. */
async function firstCase(page: Page): Promise<void> {
  const queue = page.locator('[data-pane=queue]');
  const row = queue.locator('[role=row][row-id]').first();
  if (!(await row.isVisible({ timeout: 1000 }))) await queue.getByRole('tab', { name: /^Team/ }).click();
  await row.click();
  await expect(heading(page)).toBeVisible();
}
/** The work of the whole team, and of it a dispute with a broken promise. */
async function teamsWork(page: Page): Promise<void> {
  await firstCase(page);
  // The second view, whatever the language calls it.
  await page.locator('[data-pane=queue]').getByRole('tab').nth(1).click();
  await expect(page.locator('[data-pane=next] h3').first()).toBeVisible();
}
/** Mr Okafor's loan as he stands at the counter, with his identity checked. */
async function loan(page: Page): Promise<void> {
  await press(page, 'Control+k');
  await page.keyboard.type('oka 1988-04-17');
  await expect(page.getByRole('menuitem', { name: /Consumer loan/ })).toBeVisible();
  await press(page, 'Enter');
  await expect(heading(page)).toContainText(/O(•••|kafor)/);
  if ((await heading(page).textContent())?.includes('•••') === true) {
    await press(page, 'v');
    await expect(page.getByRole('dialog')).toBeVisible();
    await press(page, 'Control+Enter');
  }
  await expect(heading(page)).toContainText('Okafor');
}
const tab = (name: RegExp) => async (page: Page): Promise<void> => {
  await loan(page);
  await page.getByRole('tab', { name }).click();
  await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
};
const dialog = (key: string) => async (page: Page): Promise<void> => {
  await firstCase(page);
  await press(page, key);
  await expect(page.getByRole('dialog')).toBeVisible();
};
/** The lead's own plan for somebody who is away. */
async function plan(page: Page): Promise<void> {
  await press(page, 'g', 't');
  await page.locator('section[aria-labelledby=lead-people]').getByRole('button', { name: /Ben/ }).first().click();
  await page.getByRole('dialog').getByText(/18:00/).nth(2).click();
  await page.getByRole('dialog').getByRole('button', { name: /Show the plan/ }).click();
  await expect(page.locator('[data-pane=plan]')).toContainText(/Ben away until/);
}

/** Every main screen, in an order in which one does not spoil the next. */
export const scenes: readonly Scene[] = [
  { name: 'desk', person: 'Dev', show: teamsWork },
  { name: 'case', person: 'Ana', show: loan },
  { name: 'timeline', person: 'Ana', show: tab(/^Timeline/) },
  { name: 'evidence', person: 'Ana', show: tab(/^Evidence/) },
  { name: 'notes', person: 'Ana', show: tab(/^Notes/) },
  {
    name: 'map', person: 'Ana', show: async (page) => {
      await tab(/^Map/)(page);
      await expect(page.locator('[data-tab=map] svg').first()).toBeVisible();
    },
  },
  { name: 'hand-off', person: 'Elif', show: dialog('x') },
  { name: 'park', person: 'Elif', show: dialog('p') },
  { name: 'verify', person: 'Elif', show: dialog('v') },
  {
    name: 'palette', person: 'Ana', show: async (page) => {
      await press(page, 'Control+k');
      await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused();
      await page.keyboard.type('okafor');
      await expect(page.getByRole('menuitem', { name: /O•••/ }).first()).toBeVisible();
    },
  },
  {
    name: 'keys', person: 'Ana', show: async (page) => {
      await press(page, '?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'customers', person: 'Ana', show: async (page) => {
      await press(page, 'g', 'c');
      await page.getByRole('main').getByRole('searchbox').fill('okafor');
      await page.getByRole('main').getByRole('button', { name: /1 open journey/ }).first().click();
      await expect(heading(page)).toContainText(/O(•••|kafor)/);
    },
  },
  {
    name: 'call', person: 'Dana', show: async (page, bank) => {
      const calls = new BankCalls(bank);
      const number = await calls.numberOf('cu-00003');
      await firstCase(page);
      await calls.report({ call: `scene-${randomUUID()}`, event: 'ring', extension: 'dana', number });
      await expect(page.locator('[data-call=ringing]')).toContainText('Probably A••• N•••');
    },
  },
  { name: 'team', person: 'Chloe', show: plan },
  {
    name: 'wall', person: 'Chloe', show: async (page) => {
      await press(page, 'g', 'w');
      await expect(page.getByRole('main')).toContainText('Dana');
    },
  },
  {
    name: 'numbers', person: 'Chloe', show: async (page) => {
      await press(page, 'g', 'n');
      await expect(page.locator('[data-pane=numbers] svg, [data-pane=numbers] canvas').first()).toBeVisible();
    },
  },
  {
    name: 'cover', person: 'Ana', show: async (page) => {
      await firstCase(page);
      await press(page, 'F9');
    },
  },
];
