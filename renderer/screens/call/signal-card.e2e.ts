import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { BankCalls } from '../../testing/bank-calls.ts';
import type { DeskPage } from '../../testing/desk-page.ts';
import { openDeskPage, test } from '../../testing/desk-test.ts';
import { expectTarget } from '../../testing/targets.ts';
import { clockMs, watchFor } from '../../testing/when-shown.ts';

test.use({ bankOf: 'call' });
test.describe.configure({ mode: 'serial' });

let dev: DeskPage;
let page: Page;
let calls: BankCalls;
let caller: { readonly id: string; readonly number: string };

test.beforeAll(async ({ browser, bank }) => {
  test.setTimeout(180_000);
  calls = new BankCalls(bank);
  caller = await calls.withoutCase();
  dev = await openDeskPage(browser, bank.url, 'Dev');
  ({ page } = dev);
});
test.afterAll(async () => {
  await page.context().close();
  expect([...dev.wrongs, ...dev.outside]).toEqual([]);
});

const card = () => page.locator('[data-call]');
const next = () => card().getByRole('group', { name: 'Do next' });
const title = () => next().getByRole('heading');

test('who calls and has no open case gets what is best for them', async () => {
  await calls.ring('dev', caller.number);
  await expect(card()).toHaveAttribute('data-call', 'ringing');
  await page.keyboard.press('y');
  await expect(card()).toHaveAttribute('data-call', 'onCall');
  await expect(card()).toContainText('No open journey');
  await card().getByRole('button', { name: 'Confirmed in the app' }).click();
  await expect(title()).toHaveText('Nothing to do now');
});

test('from what the app reports to the changed card it takes 300 ms for 19 of 20', async () => {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const transfer = `tr-${String(round)}`;
    const shownAt = await watchFor(page, '[data-call]', 'Ask about the transfer that is leaving');
    await calls.signal(caller.id, 'transfer-prepared', { transfer, amountMinor: 500_000 });
    const from = clockMs();
    times.push((await shownAt()) - from);
    await calls.signal(caller.id, 'transfer-cancelled', { transfer });
    await expect(title()).toHaveText('Nothing to do now');
  }
  expectTarget('event to card', times, 300);
});
