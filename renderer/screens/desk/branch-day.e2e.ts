import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { BankCalls } from '../../testing/bank-calls.ts';
import { CustomerApp } from '../../testing/customer-app.ts';
import type { DeskPage } from '../../testing/desk-page.ts';
import { expectAccessible, openDeskPage, test } from '../../testing/desk-test.ts';
import { expectTarget } from '../../testing/targets.ts';
import type { BankServer } from '../../testing/bank-server.ts';

// The script is product.md 1.a: Mr Okafor began a loan on the phone and now stands at the counter. By keyboard alone.
test.describe.configure({ mode: 'serial' });

let ana: DeskPage;
let page: Page;
let contexts: BrowserContext[] = [];
let startedAt = 0;
let actions = 0;

/** One thing that a person does: a key, or a text typed or scanned. */
async function act(what: string, how: 'press' | 'type' = 'press'): Promise<void> {
  actions += 1;
  await (how === 'press' ? page.keyboard.press(what) : page.keyboard.type(what));
}

/** Milliseconds from the key to the frame in which the panel shows why this and why not that, as the page itself sees it. */
async function keyToPanel(of: Page): Promise<number> {
  // The watch stands before the key is pressed, and is asked afterwards.
  const watch = await of.evaluateHandle(() => ({
    seen: new Promise<number>((resolve) => {
      let from = 0;
      window.addEventListener('keydown', () => (from = performance.now()), { capture: true, once: true });
      const changes = new MutationObserver(() => {
        if (document.querySelector('[role=dialog] table tbody tr') === null) return;
        changes.disconnect();
        requestAnimationFrame(() => resolve(performance.now() - from));
      });
      changes.observe(document.body, { childList: true, subtree: true });
    }),
  }));
  await of.keyboard.press('w');
  return watch.evaluate(({ seen }) => seen);
}

test.beforeAll(async ({ browser, bank }) => {
  ana = await openDeskPage(browser, bank.url, 'Ana');
  page = ana.page;
  contexts.push(page.context());
});
test.afterAll(async () => {
  for (const context of contexts) await context.close();
  contexts = [];
  expect(ana.wrongs).toEqual([]);
  expect(ana.outside).toEqual([]);
});

const heading = () => page.getByRole('heading', { level: 2 }).first();
const next = () => page.locator('[data-pane=next]');
const casePane = () => page.locator('[data-pane=case]');
const okaforsApp = (bank: BankServer) => new CustomerApp(bank, 'consumer-loan', 'kept-okafor-4');
const strip = () => page.getByRole('list', { name: /stages|journey/i });

test('NA1 a shared name opens nobody: both are shown masked, and a birth date tells them apart', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('tobenna okafor');
  const found = page.getByRole('menuitem', { name: /T••• O•••/ });
  await expect.poll(() => found.count()).toBeGreaterThanOrEqual(3);
  await expect(casePane()).not.toContainText('Okafor');
  expect(await page.content()).not.toContain('Okafor, ');
  await page.keyboard.press('Escape');
});

test('step 1 finds him by three letters and his birth date: masked, with the journey, the step and when it stopped', async () => {
  startedAt = performance.now();
  actions = 0;
  await act('Control+k');
  await act('oka 1988-04-17', 'type');
  const loan = page.getByRole('menuitem', { name: /T••• O•••.*Consumer loan/ });
  await expect(loan).toContainText(/step 3 of 7/);
  await expect(loan).toContainText(/stopped .*21:14 on the app/);
  await act('Enter');
  await expect(heading()).toHaveText(/^T••• O•••/);
});

test('step 2 asks for identity first, and shows only then his name and values', async () => {
  await expect(next().getByRole('button', { name: /^Verify/ })).toBeVisible();
  await expect(casePane()).toContainText('Not verified');
  await expect(casePane()).toContainText('•••');
  expect(await page.content()).not.toContain('Okafor');
  expect(await page.content()).not.toContain('4,100.00');
  await act('v');
  await expect(page.getByRole('dialog')).toBeVisible();
  await act('Control+Enter');
  await expect(heading()).toHaveText(/^Tobenna Okafor/);
  await expect(casePane()).toContainText(/verified by ID/);
  for (const [stage, state] of [['Application', '✓'], ['Identity', '✓'], ['Income', '○']] as const) await expect(strip().getByRole('listitem').filter({ hasText: stage })).toContainText(state);
  await expect(casePane()).toContainText(/Waits for the customer since .*21:14/);
});

test('step 3 shows what he has said with its source and age, within 20 seconds and 6 actions from the door', async () => {
  await act('e');
  const income = casePane().getByText('Net income a month').locator('..');
  await expect(income).toContainText('4,100.00');
  await expect(income).toContainText(/from the app, \d+ h( \d+ min)? old/);
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`door to resumed step: ${seconds.toFixed(1)} s, ${String(actions)} actions (at most 20 s, 6 actions)`);
  expect(actions).toBeLessThanOrEqual(6);
  expect(seconds).toBeLessThanOrEqual(20);
});

test('step 3 his app says that his branch is helping; where he is on it she sees at once, field by field, until he leaves', async ({ bank }) => {
  const app = okaforsApp(bank);
  await expect.poll(() => app.read()).toMatchObject({ branchIsHelping: true, notice: 'Your branch is helping you now' });
  const seen: number[] = [];
  for (const field of ['document', 'kind', 'pages']) {
    const at = performance.now();
    await app.tell(seen.length === 0 ? 'arrived' : 'moved', { step: 'awaitDocuments', field });
    await casePane().getByText(new RegExp(`On this step on the app now: Income, field ${field}`, 'i')).waitFor();
    seen.push(performance.now() - at);
  }
  expectTarget('where the customer is on the app is seen at the desk', seen, 1000);
  await expect(next()).toContainText(/Customer, on the app: Income, field Pages/);
  await expect(casePane().getByRole('status').filter({ hasText: /The customer is here on the app/ })).toHaveCount(1);
  await expectAccessible(page);
  await app.tell('left');
  await expect(casePane()).not.toContainText('On this step on the app now');
  await expect(next()).not.toContainText('Customer, on the app');
});

test('step 5 asks for exactly the one thing that is missing, and NA2 asking again needs a reason', async () => {
  const chosen = page.waitForEvent('filechooser');
  await page.keyboard.press('a');
  await page.getByRole('button', { name: /^Scan/ }).and(page.locator('[data-pane=case] *')).first().focus();
  await page.keyboard.press('Enter');
  await (await chosen).setFiles({ name: 'payslip.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF') });
  await expect(casePane()).toContainText(/Payslip.*have it since .*Asking again needs a reason/);
  const evidence = casePane().getByRole('tab', { name: /^Evidence/ });
  await evidence.focus();
  await page.keyboard.press('Enter');
  await expect(casePane().getByRole('button', { name: /^Ask again/ })).toBeVisible();
});

test('step 4 makes the task hers by working on it, and a colleague sees it at once', async ({ browser, bank }) => {
  const elif = await openDeskPage(browser, bank.url, 'Elif');
  contexts.push(elif.page.context());
  await elif.page.keyboard.press('Control+k');
  await elif.page.keyboard.type('oka 1988-04-17');
  await expect(elif.page.getByRole('menuitem', { name: /Consumer loan/ })).toBeVisible();
  await elif.page.keyboard.press('Enter');
  await expect(elif.page.getByRole('heading', { level: 2 }).first()).toHaveText(/^T••• O•••/);
  await page.keyboard.press('e');
  await expect(casePane()).toContainText('Nobody has this. It becomes yours when you begin to write.');
  const note = casePane().getByRole('textbox', { name: 'Note' });
  await note.focus();
  const at = performance.now();
  await page.keyboard.press('S');
  await elif.page.locator('[data-pane=case]').getByText(/Ana/).first().waitFor();
  expectTarget('a step taken on is seen by the colleague', [performance.now() - at], 1000);
  await page.keyboard.type('een at the counter.');
  await expect(page.locator('footer [data-draft]')).toHaveAttribute('data-draft', 'saved');
  await expect(elif.page.locator('[data-pane=next]')).toContainText('Ana');
});

test('NA3 her text is still there after the window has crashed', async () => {
  await page.reload();
  await expect(ana.chip).toHaveAttribute('data-state', 'live');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('oka 1988-04-17');
  await expect(page.getByRole('menuitem', { name: /Consumer loan/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('e');
  await expect(casePane().getByRole('textbox', { name: 'Note' })).toHaveValue('Seen at the counter.');
});

test('NA6 nothing of the customer is on the screen, or behind it, once it is covered', async () => {
  await page.keyboard.press('F9');
  await expect.poll(() => page.content()).not.toContain('Okafor');
  expect(await page.content()).not.toContain('4,100');
  await page.keyboard.press('F9');
  await expect(heading()).toHaveText(/^Tobenna Okafor/);
});

test('step 6 suggests the affordability check, with why in a panel that is there at once, and A takes her to it', async () => {
  await page.keyboard.press('Escape');
  const card = next().getByRole('group', { name: 'Do next' });
  await expect(card.getByRole('heading')).toContainText('Work out whether they can afford it');
  await expect(next()).toContainText('Sales quiet: affordability under review');
  const why = page.getByRole('dialog');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('TEXTAREA');
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    times.push(await keyToPanel(page));
    await page.keyboard.press('w');
    await expect(why).toHaveCount(0);
  }
  expectTarget('W to the panel with why and why not', times, 100);
});

test('NA4 no sale is shown while affordability is in doubt, and W says so', async () => {
  await expect(next()).not.toContainText('Offer credit protection');
  await page.keyboard.press('w');
  const why = page.getByRole('dialog');
  await expect(why.getByRole('row', { name: /Offer credit protection/ })).toContainText('quiet: affordability under review');
  await expect(why).toContainText(/Receipt [0-9a-f]{4}…[0-9a-f]{4}/);
  await expectAccessible(page);
  await page.keyboard.press('w');
  await expect(why).toHaveCount(0);
  await expect(async () => {
    await page.keyboard.press('a');
    await expect(casePane().locator('[data-tab=step]')).toBeVisible({ timeout: 1500 });
  }).toPass();
});

test.skip('step 7 sends the amount to a second person (skipped: approvals on screen come later)', () => undefined);
test.skip('NA5 she may not approve what she prepared (skipped: approvals on screen come later; the rule itself is proved in shared/work/four-eyes)', () => undefined);

test('step 8 sets the case aside until a document comes or Thursday, and keeps the promise that goes with it, in the words that his app shows', async ({ bank }) => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/Set aside/);
  await page.keyboard.press('Control+Enter');
  // What the customer is told comes with it, ready to be said.
  await expect(dialog).toContainText(/promise/i);
  const promised = await dialog.getByRole('textbox').first().inputValue();
  expect(promised).toMatch(/call/);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(next()).toContainText(/Take up .*again|set it aside/);
  await expect(next().getByRole('region', { name: 'Promises' })).not.toContainText('None open.');
  expect((await okaforsApp(bank).read()).promises).toMatchObject([{ text: promised, state: 'open' }]);
});

test('step 9 ends the day with everything that is still hers, with clocks and promises', async () => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('end of day');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('T••• O•••');
  await expect(dialog).toContainText(/Check the documents/);
  await page.keyboard.press('Escape');
});

/** Opens a loan that a customer has begun on the app and not finished, at the step that both may fill in. */
async function atTheSameStep(bank: BankServer, key: string): Promise<CustomerApp> {
  const { id: customer } = await new BankCalls(bank).withoutCase();
  const app = new CustomerApp(bank, 'consumer-loan', key);
  expect(await app.send('loanApplication', { customer, amountMinor: 900_000, months: 36, purpose: 'car' })).toMatchObject({ ok: true });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type((await app.read()).case);
  await expect(page.getByRole('menuitem', { name: /Consumer loan/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(next().getByRole('button', { name: /^Verify/ })).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('e');
  await expect(income()).toBeEditable();
  return app;
}
const income = () => casePane().getByRole('textbox', { name: 'Net income a month' });

test('NA7 he sends the step on the app while she writes: it counts once, she is told, and her text is still there to be kept', async ({ bank }) => {
  const app = await atTheSameStep(bank, 'na7-app-first');
  await income().fill('4200.00');
  await expect(page.locator('footer [data-draft]')).toHaveAttribute('data-draft', 'saved');
  await app.tell('arrived', { step: 'completeApplication', field: 'incomeMinor' });
  await expect(casePane().locator('[data-field=incomeMinor]')).toContainText('the customer is here on the app');
  // Neither hinders the other.
  await expect(income()).toBeEditable();
  await expect(income()).toHaveValue('4200.00');
  const [asked] = (await app.read()).asked;
  expect(await app.send('applicationCompleted', { incomeMinor: 430_000, rentMinor: 90_000, expects: asked?.version })).toMatchObject({ ok: true });
  const told = casePane().getByRole('group', { name: /^The customer sent “Complete the application” on the app, .* Only the first counts/ });
  await expect(told).toContainText('Net income a month');
  await expect(told).toContainText('4,200.00 EUR yours');
  await expect(income()).toHaveCount(0);
  expect((await app.read()).submitted).toMatchObject([{ message: 'applicationCompleted', by: 'customer' }]);
  await expectAccessible(page);
  await told.getByRole('button', { name: 'Keep as a note' }).click();
  await expect(told).toHaveCount(0);
  await app.tell('left');
});

test('NA7 she sends the step while he writes on the app: his is refused with who was first and when, and is kept beside the case', async ({ bank }) => {
  const app = await atTheSameStep(bank, 'na7-branch-first');
  const [asked] = (await app.read()).asked;
  await income().fill('4200.00');
  await casePane().getByRole('textbox', { name: 'Rent a month' }).fill('900.00');
  await casePane().getByRole('button', { name: /^(?:Done|Say the step is done)/ }).click();
  await expect(income()).toHaveCount(0);
  const refused = await app.send('applicationCompleted', { incomeMinor: 430_000, rentMinor: 90_000, expects: asked?.version });
  expect(refused).toMatchObject({ ok: false, code: 'step_submitted', params: { by: 'bank', step: 'completeApplication' } });
  expect(Date.now() - Number(refused.params?.['at'])).toBeLessThan(60_000);
  const [submitted] = (await app.read()).submitted;
  expect(submitted?.by).toBe('bank');
  expect(submitted?.notice).toMatch(/Your branch has sent this step for you/);
  const told = casePane().getByRole('group', { name: /^You sent “Complete the application”, .* that was not taken, and is kept here/ });
  await expect(told).toContainText(/4,300.00 EUR sent on the app/);
  await told.getByRole('button', { name: 'Put away' }).click();
  await expect(told).toHaveCount(0);
});
