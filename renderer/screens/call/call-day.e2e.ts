import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { BankCalls } from '../../testing/bank-calls.ts';
import type { DeskPage } from '../../testing/desk-page.ts';
import { openDeskPage, test } from '../../testing/desk-test.ts';
import { expectTarget } from '../../testing/targets.ts';
import { clockMs, watchFor } from '../../testing/when-shown.ts';

test.use({ bankOf: 'call' });

// The script is product.md 1.b: Ms Nwosu calls about her dispute, and a promise to her was broken. By keyboard alone.
test.describe.configure({ mode: 'serial' });

let ben: DeskPage;
let dana: DeskPage;
let page: Page;
let calls: BankCalls;
let number = '';
let call = '';
let desks: DeskPage[] = [];
const half = 'Half a sentence about this cas';

test.beforeAll(async ({ browser, bank }) => {
  test.setTimeout(180_000);
  calls = new BankCalls(bank);
  number = await calls.numberOf('cu-00003');
  ben = await openDeskPage(browser, bank.url, 'Ben');
  dana = await openDeskPage(browser, bank.url, 'Dana');
  page = ben.page;
  desks = [ben, dana];
  // What the page would have the system show.
  await page.evaluate(() => {
    const shown: string[] = [];
    Object.assign(window, { shown, Notification: class { constructor(...told: unknown[]) { shown.push(JSON.stringify(told)); } } });
  });
});
test.afterAll(async () => {
  for (const desk of desks) await desk.page.context().close();
  for (const desk of desks) expect([...desk.wrongs, ...desk.outside]).toEqual([]);
});

const card = (of: Page = page) => of.locator('[data-call]');
const note = () => page.getByRole('textbox', { name: 'New note' });

test('0.0 s: it rings for Ben alone, and the sentence he is writing stays with its caret', async () => {
  await page.keyboard.press('n');
  await expect(page.locator('[data-pane=case]').getByRole('heading', { level: 2 }).first()).toBeVisible();
  await page.keyboard.press('m');
  await expect(note()).toBeFocused();
  await page.keyboard.type(half);
  call = await calls.ring('ben', number);
  await expect(card()).toHaveAttribute('data-call', 'ringing');
  await page.keyboard.type('e');
  await expect(note()).toHaveValue(`${half}e`);
  await expect(note()).toBeFocused();
  // NB1: nobody else's desk shows it.
  await expect(card(dana.page)).toHaveCount(0);
});

test('0.3 s: the card says who it probably is, where the journey stands, and what was promised; NB2 nothing is unmasked', async () => {
  await expect(card()).toContainText('Probably A••• N•••');
  await expect(card()).toContainText('Not verified');
  await expect(card()).toContainText(/Card dispute.*step \d of \d/i);
  await expect(card()).toContainText(/waits for us/i);
  await expect(card()).toContainText(/Promise broken: .*16:00.*Dev/);
  await expect(card()).toContainText(/No sales: dispute open/);
  expect(await page.content()).not.toContain('Nwosu');
});

test('ring to card takes 300 ms for 19 of 20 calls', async () => {
  await calls.report({ call, event: 'hangUp', extension: 'ben' });
  await expect(card()).toHaveCount(0);
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const shownAt = await watchFor(page, '[data-call]', 'Probably A••• N•••');
    const from = clockMs();
    call = await calls.ring('ben', number);
    times.push((await shownAt()) - from);
    if (round === 19) break;
    await calls.report({ call, event: 'hangUp', extension: 'ben' });
    await expect(card()).toHaveCount(0);
  }
  expectTarget('ring to card', times, 300);
});

test('1.5 s: he answers and reads the first sentence to say', async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('y');
  await expect(card()).toHaveAttribute('data-call', 'onCall');
  await expect(card()).toContainText(/I am sorry that we did not do what we promised/);
  // The card has grown: the journey's strip stands at its decision.
  await expect(card().getByRole('list', { name: 'Card dispute' }).locator('[aria-current]')).toContainText('Decision');
});

test('3 to 8 s: two questions are chosen by the server, or the app confirms; then the name opens with the last contacts', async () => {
  await page.keyboard.press('v');
  const form = card().getByRole('form');
  await expect(form.getByRole('textbox')).toHaveCount(2);
  // A wrong answer opens nothing and shows no right one.
  await form.getByRole('textbox').first().focus();
  await page.keyboard.type('0000');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0000');
  await page.keyboard.press('Enter');
  await expect(card()).toContainText(/not right|wrong|do not fit/i);
  expect(await page.content()).not.toContain('Nwosu');
  const confirm = form.getByRole('button', { name: 'Confirmed in the app' });
  await confirm.focus();
  const from = performance.now();
  await page.keyboard.press('Enter');
  await expect(card()).toContainText('Amara Nwosu');
  await expect(card()).toContainText('Tell about the provisional credit');
  expectTarget('verified to Do next', [performance.now() - from], 500);
  // The last contacts, at most three, one line each, with who and when.
  const contacts = card().getByRole('region', { name: 'Last contacts' }).getByRole('listitem');
  await expect(contacts.first()).toContainText(/\d\d:\d\d.*(promised something|spoke with|note|opened)/);
  expect(await contacts.count()).toBeLessThanOrEqual(3);
  expect(await page.title()).not.toContain('Nwosu');
});

const next = () => card().getByRole('group', { name: 'Do next' });
const chip = () => card().getByText(/^New: /);

test('9 s: tells that the provisional credit is decided, with text 4b read out and ticked before A works', async () => {
  await page.keyboard.press('Escape');
  await expect(next()).toContainText('Tell about the provisional credit');
  await expect(next()).toContainText('The credit is provisional.');
  const tick = next().getByRole('checkbox', { name: 'text 4b read' });
  await expect(next().getByRole('button', { name: /^Said/ })).toBeDisabled();
  // What must be read first is where the key leads; the space bar says that it was.
  await page.keyboard.press('a');
  await expect(tick).toBeFocused();
  await page.keyboard.press('Space');
  await expect(tick).toBeChecked();
  await expect(next()).toContainText('Tell about the provisional credit');
});

test('a lost card puts its duty on top: a chip tells it, and NB5 nothing changes under the finger', async () => {
  const topic = card().getByRole('textbox', { name: 'What is it about?' });
  await topic.focus();
  const from = performance.now();
  await page.keyboard.type('lost');
  await expect(chip()).toHaveText('New: Block the lost card');
  expectTarget('typed word to chip', [performance.now() - from], 500);
  await expect(next().getByRole('heading')).toHaveText('Tell about the provisional credit');
  await expect(topic).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('.');
  await expect(next().getByRole('heading')).toContainText('Block the lost card');
});

test('the block is sent by A, and the card says by whom and how fast it was confirmed', async () => {
  await page.keyboard.press('a');
  await expect(card().locator('[data-sent]')).toHaveAttribute('data-sent', /confirmed|notConfirmed/, { timeout: 15_000 });
  await expect(card().locator('[data-sent]')).toHaveText(/sent, confirmed by the card system after \d+\.\d s|not confirmed by .*Do not tell the customer that it is done/);
});

test('what was told stands with the version of its text; W says why it came and what else was held back', async () => {
  await expect(next().getByRole('heading')).toHaveText('Tell about the provisional credit');
  const tick = next().getByRole('checkbox', { name: 'text 4b read' });
  if (!(await tick.isChecked())) {
    await page.keyboard.press('a');
    await expect(tick).toBeFocused();
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('w');
  const why = page.getByRole('dialog');
  await expect(why).toContainText('Why: Tell about the provisional credit');
  await expect(why.getByRole('row', { name: /Credit protection|Travel card|travel card/ }).first()).toBeAttached();
  await page.keyboard.press('w');
  await expect(why).toHaveCount(0);
  await expect(async () => {
    await page.keyboard.press('a');
    await expect(card().locator('[data-sent=recorded]')).toContainText('Tell about the provisional credit', { timeout: 1500 });
  }).toPass();
});

test('NB4 a call-back that he promises is an object with a time and an owner, not a note', async () => {
  await expect(card().getByRole('button', { name: /Call back/ }).first()).toBeVisible();
  const dialog = page.getByRole('dialog');
  // A card that has just come takes a key only after a second without one.
  await expect(async () => {
    await page.keyboard.press('a');
    await expect(dialog).toBeVisible({ timeout: 1500 });
  }).toPass();
  await expect(dialog).toContainText('I am sorry');
  // A new one, with its hour and who makes it; then the old one counts as kept.
  await dialog.getByRole('button', { name: 'New promise' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox').first()).toHaveValue(/call/i);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(card()).toContainText(/Promised: phone, .*15:00 \(you\)/);
  await expect(async () => {
    await page.keyboard.press('a');
    await expect(dialog).toContainText('Reached, promise kept', { timeout: 1500 });
  }).toPass();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(card()).not.toContainText('Promise broken');
});

test('NB3 nobody has opened a second case for her', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('amara nwosu');
  await expect(page.getByRole('menuitem', { name: /A••• N•••.*dispute/i })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('hanging up brings the wrap-up, and NB8 he stays in it until he says otherwise', async () => {
  const availability = (await page.getByRole('button', { name: /You are/ }).textContent()) ?? '';
  await calls.report({ call, event: 'hangUp', extension: 'ben' });
  await expect(card()).toHaveAttribute('data-call', 'wrapUp');
  // Three likely outcomes, of which the likeliest is chosen, 30 seconds, and what was promised to confirm.
  await expect(card().getByText(/^0:[0-3]\d$/)).toBeVisible();
  await expect(card().getByRole('radio')).toHaveCount(3);
  await expect(card().getByRole('radio', { name: 'We call back' })).toBeChecked();
  await expect(card()).toContainText(/Promised: phone, /);
  await expect(page.getByRole('button', { name: /You are/ })).toHaveText(availability);
});

test('one Enter ends it and he stands exactly where the ring found him; NB7 nothing of her is left on the screen, in the clipboard or in a notification', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  // What he copied of her, as he would: marked and Ctrl+C.
  await page.getByText(/Nwosu/).first().selectText();
  await page.keyboard.press('Control+C');
  const inClipboard = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await inClipboard()).toContain('Nwosu');
  const summary = card().getByRole('textbox', { name: 'Summary' });
  await expect(summary).toHaveValue(/Customer called/);
  await summary.focus();
  await expect(summary).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card()).toHaveCount(0);
  await expect(page.getByRole('button', { name: /You are/ })).not.toContainText('Off');
  await expect(note()).toBeFocused();
  await expect(note()).toHaveValue(`${half}e`);
  expect(await page.content()).not.toContain('Nwosu');
  await expect.poll(inClipboard).toBe('');
  expect(await page.evaluate(() => (window as Window & { shown?: string[] }).shown)).toEqual([]);
});

test('a withheld number opens nobody: he asks who is calling', async () => {
  call = await calls.ring('ben', null);
  await expect(card()).toContainText('Number withheld');
  await expect(card()).toContainText('No file is open yet.');
  expect(await page.content()).not.toContain('Nwosu');
});

test('a number that a couple shares lets him choose by masked name, and opens no file before that', async () => {
  await calls.report({ call, event: 'hangUp', extension: 'ben' });
  await expect(card()).toHaveCount(0);
  call = await calls.ring('ben', await calls.numberOf('cu-00017'));
  await expect(card()).toContainText('Shared number');
  await expect(card()).toContainText('2 customers use this number. Choose after asking. No file is open yet.');
  const names = card().getByRole('button', { name: /^[A-Z]••• [A-Z]•••/ });
  await expect(names).toHaveCount(2);
  for (const name of ['Leonie', 'Tanaka', 'Bram', 'Pereira']) expect(await page.content()).not.toContain(name);
  await page.keyboard.press('Escape');
  await page.keyboard.press('y');
  await expect(card()).toHaveAttribute('data-call', 'onCall');
  await card().getByRole('button', { name: /^L••• T•••/ }).focus();
  await page.keyboard.press('Enter');
  await expect(card()).toContainText('shared number, chosen by you');
  await expect(card()).toContainText('Not verified');
  await expect(card().getByRole('form', { name: 'Verify' })).toBeVisible();
});

test('who is on the line is not the account holder: they may know nothing and may not act, and nothing is unmasked', async () => {
  await page.keyboard.press('Escape');
  await page.locator('[data-pane=next]').focus();
  await card().getByRole('button', { name: /Who may know and act/ }).focus();
  await page.keyboard.press('Enter');
  const who = page.getByRole('dialog');
  await expect(who.getByRole('listitem').filter({ hasText: 'B••• P•••' })).toContainText('may know nothing');
  await expect(who.getByRole('listitem').filter({ hasText: 'B••• P•••' })).toContainText('may not act');
  await expect(who).toContainText('Everybody else may hear only what anybody may hear.');
  await page.keyboard.press('Escape');
  await expect(who).toHaveCount(0);
  await expect(card()).toContainText('L••• T•••');
  expect(await page.content()).not.toMatch(/Tanaka|Pereira/);
  await calls.report({ call, event: 'hangUp', extension: 'ben' });
  await expect(card()).toHaveAttribute('data-call', 'wrapUp');
  await card().getByRole('button', { name: /^Done/ }).focus();
  await page.keyboard.press('Enter');
  await expect(card()).toHaveCount(0);
});

test('an unknown number says so, and nobody is guessed', async () => {
  call = await calls.ring('ben', '+31 6 99 99 99 99');
  await expect(card()).toContainText('Unknown number');
  await expect(card()).toContainText('Ask who is calling, then find them. No file is open yet.');
  await expect(card()).not.toContainText('Probably');
});

test('NB6 a note sent while the line drops arrives once', async () => {
  await calls.report({ call, event: 'hangUp', extension: 'ben' });
  await expect(card()).toHaveCount(0);
  const before = Number(/\d+/.exec((await page.getByRole('tab', { name: /^Notes/ }).textContent()) ?? '')?.[0]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await note().fill('Sent once.');
  await page.context().setOffline(true);
  await page.keyboard.press('Control+Enter');
  await page.context().setOffline(false);
  await expect(ben.chip).toHaveAttribute('data-state', 'live', { timeout: 20_000 });
  await expect(page.getByRole('tab', { name: `Notes ${String(before + 1)}` })).toBeVisible();
  await expect(note()).toHaveValue('');
});
