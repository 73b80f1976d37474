import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { BankCalls } from '../../testing/bank-calls.ts';
import type { DeskPage } from '../../testing/desk-page.ts';
import { expectAccessible, openDeskPage, test } from '../../testing/desk-test.ts';

test.use({ bankOf: 'colleagues' });

// product.md 1.b, "Then": Ben needs an expert, and hands the caller on. By keyboard alone.
test.describe.configure({ mode: 'serial' });

let ben: DeskPage;
let dana: DeskPage;
let chloe: DeskPage;
let dev: DeskPage;
let calls: BankCalls;
let call = '';
let desks: DeskPage[] = [];

test.beforeAll(async ({ browser, bank }) => {
  test.setTimeout(180_000);
  calls = new BankCalls(bank);
  ben = await openDeskPage(browser, bank.url, 'Ben', { theme: 'dark' });
  dana = await openDeskPage(browser, bank.url, 'Dana', { theme: 'contrast', density: 'compact' });
  chloe = await openDeskPage(browser, bank.url, 'Chloe', { theme: 'contrast' });
  dev = await openDeskPage(browser, bank.url, 'Dev');
  desks = [ben, dana, chloe, dev];
  call = await calls.ring('ben', await calls.numberOf('cu-00003'));
});
test.afterAll(async () => {
  for (const desk of desks) await desk.page.context().close();
  for (const desk of desks) expect([...desk.wrongs, ...desk.outside]).toEqual([]);
});

const card = (page: Page): Locator => page.locator('[data-call]');
const dialog = (page: Page): Locator => page.getByRole('dialog');
const field = (page: Page, name: string): Locator => page.locator(`[data-pane=case] [data-field=${name}]`);
/** Says what was written, with the dialog's one primary action. */
async function write(page: Page, text: string): Promise<void> {
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
}

test('he has the caller’s case open, and stands in its second field', async () => {
  const { page } = ben;
  await expect(card(page)).toHaveAttribute('data-call', 'ringing');
  await page.keyboard.press('y');
  await expect(card(page)).toHaveAttribute('data-call', 'onCall');
  await page.keyboard.press('v');
  await card(page).getByRole('button', { name: 'Confirmed in the app' }).focus();
  await page.keyboard.press('Enter');
  await expect(card(page)).toContainText('Amara Nwosu');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('amara nwosu');
  await expect(page.getByRole('menuitem', { name: /A••• N•••.*dispute/i })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Amara Nwosu/ })).toBeVisible();
  await page.keyboard.press('t');
  await write(page, 'She is on the phone');
  await expect(dialog(page)).toHaveCount(0);
  await field(page, 'grounds').getByRole('textbox').focus();
  await page.keyboard.press('Escape');
});

test('H says who may help now; the reason goes with the place and with nothing of what stands there', async () => {
  const { page } = ben;
  await page.keyboard.press('h');
  await expect(dialog(page)).toContainText('Chloe');
  await expect(dialog(page).getByRole('radio', { name: /Chloe.*Available/ })).toBeAttached();
  await write(page, 'Chargeback code');
  await expect(card(page).getByRole('region', { name: 'Help asked for' })).toContainText('May help now:');
});

test('one key of the lead opens the very case, tab, step and field, and the customer for Ben’s reason', async () => {
  const { page } = chloe;
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page.getByRole('status').filter({ hasText: 'Ben asks for help' })).toBeVisible();
  expect(await page.content()).not.toContain('Nwosu');
  await page.keyboard.press('Shift+H');
  await expect(page.getByRole('heading', { name: /^Amara Nwosu/ })).toBeVisible();
  await expect(page.getByText('Shown while you help Ben')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Step' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: 'Point here: Grounds' })).toBeFocused();
  await expect(page.getByRole('region', { name: 'Help asked for' })).toContainText('Chargeback code');
  await expect(card(ben.page).getByRole('region', { name: 'Help asked for' })).toContainText('Chloe came to help');
  await expectAccessible(page);
});

test('a colleague who has not come sees nothing more of her', async () => {
  const { page } = dev;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('amara nwosu');
  await expect(page.getByRole('menuitem', { name: /A••• N•••.*dispute/i })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^A••• N•••/ })).toBeVisible();
  expect(await page.content()).not.toContain('Nwosu');
});

test('she points at a field: it is framed on his screen and said once, and he goes on writing in it', async () => {
  await chloe.page.keyboard.press('Enter');
  await expect(field(ben.page, 'grounds')).toHaveAttribute('data-pointed', 'true');
  await expect(field(ben.page, 'grounds')).toContainText('Chloe points here');
  await expect(ben.page.getByRole('status').filter({ hasText: 'Chloe points at Grounds' })).toHaveCount(1);
  await expect(field(ben.page, 'grounds').getByRole('textbox')).toBeEditable();
  // It is for him alone.
  await expect(field(dev.page, 'grounds')).toHaveAttribute('data-pointed', 'false');
});

test('she whispers: he alone reads it, and it is no note of the case', async () => {
  const whisper = 'Send 4853 before Thursday';
  await chloe.page.getByRole('button', { name: 'Whisper to Ben' }).focus();
  await chloe.page.keyboard.press('Enter');
  await write(chloe.page, whisper);
  await expect(card(ben.page).getByRole('region', { name: 'Help asked for' })).toContainText(whisper);
  await expectAccessible(ben.page);
  await dev.page.getByRole('tab', { name: /^Timeline/ }).focus();
  await dev.page.keyboard.press('Enter');
  await expect(dev.page.getByText('Whispered to who asked').first()).toBeVisible();
  expect(await dev.page.content()).not.toContain(whisper);
  await expect(ben.page.getByRole('tab', { name: /^Notes/ })).toHaveText(/Notes 1/);
});

test('when he has it, she sees three dots again and points at nothing', async () => {
  await card(ben.page).getByRole('button', { name: 'I have it, thank you' }).focus();
  await ben.page.keyboard.press('Enter');
  await expect(chloe.page.getByRole('heading', { name: /^A••• N•••/ })).toBeVisible();
  expect(await chloe.page.content()).not.toContain('Nwosu');
  await expect(field(ben.page, 'grounds')).toHaveAttribute('data-pointed', 'false');
});

async function offerTo(name: string): Promise<void> {
  const { page } = ben;
  await page.keyboard.press('Escape');
  await page.locator('[data-pane=next]').focus();
  await page.keyboard.press('x');
  await expect(dialog(page)).toContainText('Hand over the call');
  await dialog(page).getByRole('textbox', { name: 'To', exact: true }).fill(name);
  await dialog(page).getByRole('option', { name: new RegExp(name) }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page)).toHaveCount(0);
}

test('X hands the caller to somebody who knows the work and has the line free; four fields are filled in', async () => {
  const other = await calls.ring('dev', null);
  await expect(card(dev.page)).toBeVisible();
  const { page } = ben;
  await page.locator('[data-pane=next]').focus();
  await page.keyboard.press('x');
  await expect(dialog(page)).toContainText('Hand over the call');
  await expect(dialog(page).getByRole('option', { name: /Dev/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog(page).getByRole('option', { name: /Dev/ })).toContainText('takes no call now');
  await expect(dialog(page).getByRole('option', { name: /Elif/ })).toHaveAttribute('aria-disabled', 'true');
  for (const name of ['Situation', 'Done', 'Next and risk']) await expect(dialog(page).getByRole('textbox', { name })).not.toHaveValue('');
  await expect(dialog(page)).toContainText(/Broken, .*16:00, phone, Dev/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await calls.report({ call: other, event: 'hangUp', extension: 'dev' });
});

test('declined, it comes back with the reason, and was his all the time', async () => {
  await offerTo('Dana');
  await expect(card(ben.page)).toContainText('The caller and the work are yours until Dana accepts');
  await dana.page.keyboard.press('o');
  await expect(dana.page.getByText('With the caller on the line.')).toBeVisible();
  await expect(async () => {
    await dana.page.keyboard.press('d');
    await expect(dialog(dana.page)).toBeVisible({ timeout: 1500 });
  }).toPass();
  await write(dana.page, 'In a meeting');
  await expect(card(ben.page)).toContainText('Dana cannot take the call: “In a meeting” Caller and work are still yours.');
  await expect(card(ben.page)).toHaveAttribute('data-call', 'onCall');
});

test('accepted, the voice moves, and only then call and work are Dana’s, who is not asked who calls', async () => {
  await offerTo('Dana');
  await dana.page.keyboard.press('o');
  // She reads what Ben wrote while the caller hears one sentence.
  await expect(dana.page.getByText('We call you back by 16:00 and tell you how we have decided.')).toBeVisible();
  await expect(async () => {
    await dana.page.keyboard.press('a');
    await expect(card(dana.page)).toHaveAttribute('data-call', 'onCall', { timeout: 3000 });
  }).toPass();
  await expect(card(dana.page)).toContainText('On call, from Ben');
  await expect(card(dana.page)).toContainText('Amara Nwosu');
  await expect(card(dana.page)).toContainText('Verified');
  await expect(dana.page.locator('[data-pane=case]')).toContainText('From Ben');
  await expect(card(ben.page)).toHaveAttribute('data-call', 'wrapUp');
  await expect(card(ben.page)).toContainText('The caller is with Dana now.');
  await expect(card(ben.page).getByRole('radio', { name: 'Given to a colleague' })).toBeChecked();
  await card(ben.page).getByRole('textbox', { name: 'Summary' }).focus();
  await ben.page.keyboard.press('Enter');
  await expect(card(ben.page)).toHaveCount(0);
});

test('she goes on where he was: what to tell, and why; each side of the line has its own end', async () => {
  const { page } = dana;
  await expectAccessible(page);
  await page.locator('[data-pane=next]').focus();
  await expect(async () => {
    await page.keyboard.press('w');
    await expect(dialog(page)).toContainText('Why: ', { timeout: 2000 });
  }).toPass();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await calls.report({ call, event: 'hangUp', extension: 'dana' });
  await expect(card(page)).toHaveAttribute('data-call', 'wrapUp');
  await expectAccessible(page);
});
