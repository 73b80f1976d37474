import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { DeskPage } from '../../testing/desk-page.ts';
import { openDeskPage, test } from '../../testing/desk-test.ts';

test.use({ bankOf: 'monday' });

// The script is product.md 1.c: Monday, 08:00, work stands still and Ben is ill.
test.describe.configure({ mode: 'serial' });

let chloe: DeskPage;
let page: Page;
let clicks = 0;
let contexts: BrowserContext[] = [];

test.beforeAll(async ({ browser, bank }) => {
  test.setTimeout(180_000);
  // What it finds beside its own cases is what the bank had before.
  await bank.demo('monday-stalled').catch((error: Error) => {
    if (!error.message.includes('"owner_absent"')) throw error;
  });
  chloe = await openDeskPage(browser, bank.url, 'Chloe');
  page = chloe.page;
  contexts = [page.context()];
});
test.afterAll(async () => {
  for (const context of contexts) await context.close();
  expect([...chloe.wrongs, ...chloe.outside]).toEqual([]);
});

const left = () => page.locator('[data-pane=causes]');
const work = () => page.locator('[data-pane=work]');
const plan = () => page.locator('[data-pane=plan]');
async function click(name: RegExp | string, within = page.locator('body')): Promise<void> {
  clicks += 1;
  await within.getByRole('button', { name }).or(within.locator('label').filter({ hasText: name })).first().click({ timeout: 10_000 });
}

test('08:00 opens on what changed since she was last here, and each line opens its list', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(left()).toContainText(/Since/);
  await expect(left()).toContainText(/Promises due by/);
  await expect(left()).toContainText(/Regulatory clock at \d+ %/);
  await expect(left()).toContainText(/Ben is off/);
  await click(/Promises due by/, left());
  await expect(work().getByRole('row')).not.toHaveCount(0);
});

test('08:01 shows causes, not a list of forty, and rows with what a lead must see', async () => {
  for (const cause of ['Owner absent', 'Waiting on customer', 'Over capacity', 'Approval waiting', 'System error']) await expect(left()).toContainText(cause);
  clicks = 0;
  await click(/Owner absent/, left());
  await expect(work()).toContainText(/•••/);
  await expect(work().getByRole('columnheader')).toContainText(['Customer', 'Step', 'Stalled', 'Clock']);
  expect(await page.content()).not.toMatch(/Okafor|Nwosu/);
});

test('08:02 takes Ben as absent until Wednesday: a preview with loads, who gets what, and what cannot move and why', async () => {
  clicks = 0;
  await click(/Ben Hoekstra|Ben /, page.locator('section[aria-labelledby=lead-people]'));
  await click(/Wed 18:00/, page.getByRole('dialog'));
  await click(/Show the plan/, page.getByRole('dialog'));
  await expect(plan()).toContainText(/Ben away until Wed/);
  await expect(plan()).toContainText(/14 tasks/);
  await expect(plan()).toContainText(/Cannot move yet \(1\)/);
  await expect(plan()).toContainText(/Dev had a hand in it, so a second person must decide/);
  // Nobody comes over the limit.
  const loads = (await plan().getByText(/\d+ → \d+ %/).allTextContents()).map((text) => Number(/→ (\d+)/.exec(text)?.[1]));
  expect(Math.max(...loads)).toBeLessThanOrEqual(100);
});

test('08:03: she decides the one that is left and commits what she has seen, in at most six clicks', async () => {
  await click(/^Give to |Chloe|Hedwig/, plan().getByRole('group').first().or(plan()));
  await expect(plan().getByRole('button', { name: /^Commit 1[34]/ })).toBeVisible();
  await click(/^Commit 1[34]/, plan());
  console.log(`an absence is planned anew in ${String(clicks)} clicks (at most 6)`);
  expect(clicks).toBeLessThanOrEqual(6);
});

test('NC2 the result tells of every task, and Ben is left with one at most', async ({ bank }) => {
  await expect(plan()).toContainText(/1[34] moved/);
  const open = async (path: string, token: string): Promise<{ rows: { owner?: string; status: string }[] }> =>
    (await fetch(`${bank.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json() as Promise<{ rows: { owner?: string; status: string }[] }>;
  const { token } = (await (await fetch(`${bank.url}/v1/demo-session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"person":"chloe"}' })).json()) as { token: string };
  const { rows } = await open('/v1/tasks?owner=ben&limit=50', token);
  expect(rows.length).toBeLessThanOrEqual(1);
});

test('08:05 offers to record the customers who were reached', async () => {
  await click(/Waiting on customer/, left());
  await expect(plan()).toContainText('Customers were reached?');
  await page.keyboard.press('Escape');
});

test('08:06 offers to move work of who has too much, and shows their capacity', async () => {
  await click(/Over capacity/, left());
  await expect(plan()).toContainText(/Move some of it/);
  await expect(plan()).toContainText(/Capacity of/);
});

test.skip('08:07 approves three of four with the age of their evidence, and NC6 (skipped: approvals on screen come later)', () => undefined);

test('08:08 a system error says which and offers to try again', async () => {
  await click(/System error/, left());
  await expect(plan()).toContainText(/Try again, or go by hand/);
});

test('08:11 takes the plan back: what nobody touched since is restored', async () => {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('status').getByRole('button', { name: /Undo/ }).or(plan().getByRole('button', { name: /Undo/ })).first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.locator('body')).toContainText(/restored/);
});

test('08:12 the wall shows people, status and load of all, live and without a customer', async () => {
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  const wall = page.getByRole('main');
  await expect(wall).toContainText('Dana');
  await expect(wall).toContainText(/%/);
  await expect(wall).not.toContainText('•••');
});

test('the numbers of the team are charts with their table and the cases behind', async () => {
  const numbers = page.locator('[data-pane=numbers]');
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await expect(numbers).toContainText('Throughput', { timeout: 2000 });
  }).toPass();
  await numbers.getByRole('button', { name: 'As a table' }).first().click();
  await expect(numbers.getByRole('table').first()).toBeVisible();
});

test('NC9 a colleague sees no performance of others', async ({ browser, bank }) => {
  const dana = await openDeskPage(browser, bank.url, 'Dana');
  contexts.push(dana.page.context());
  await dana.page.keyboard.press('g');
  await dana.page.keyboard.press('t');
  await expect(dana.page.getByRole('navigation')).not.toContainText('Team');
  await expect(dana.page.locator('[data-pane=causes]')).toHaveCount(0);
});
