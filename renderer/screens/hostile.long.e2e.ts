import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { DeskPage } from '../testing/desk-page.ts';
import { openDeskPage, test } from '../testing/desk-test.ts';
import { hostileTexts } from '../testing/hostile-texts.ts';
import type { StaffHand } from '../testing/staff-hand.ts';
import { staffHand } from '../testing/staff-hand.ts';

test.use({ bankOf: 'hostile' });

// Bad input B06, B07, B08 and B13 at the screens. The workspace has no export, no copy command and no link: a table leaves it only as what a
// person marks and copies, which the browser gives away as the text that it is. So no formula can come to life in anything that it writes.
test.describe.configure({ mode: 'serial' });

const texts = hostileTexts(200);
/** What a source may write: one line, nothing invisible. */
const lines = texts.filter((text) => text.length <= 120 && !/\p{C}/u.test(text));

const viewNames = lines.filter((text) => text.length <= 80).slice(0, 12);

let ana: DeskPage;
let page: Page;
let hand: StaffHand;
let receiver: DeskPage | undefined;
let caseId = '';
let customer = '';
/** What came up that nobody had asked for. */
const opened: string[] = [];

function guard(of: Page): void {
  of.on('dialog', (dialog) => {
    opened.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  of.on('download', (download) => opened.push(`download ${download.url()}`));
  of.context().on('page', (other) => opened.push(`window ${other.url()}`));
  of.on('framenavigated', (frame) => {
    if (frame !== of.mainFrame() || new URL(frame.url()).pathname !== '/') opened.push(`went to ${frame.url()}`);
  });
}

/** Texts that are not on the page as they were typed; white space apart, which a page may fold. */
const missing = (among: readonly string[], of = page) =>
  of.evaluate((wanted) => {
    const fold = (text: string): string => text.replace(/\s+/g, ' ');
    const fields = [...document.querySelectorAll<HTMLInputElement>('input,textarea')].map(({ value }) => value);
    const there = fold([document.body.textContent, ...fields].join('\n'));
    return wanted.filter((text) => !there.includes(fold(text).trim()));
  }, among);
const everything = async (among: readonly string[], of = page): Promise<void> => expect.poll(() => missing(among, of)).toEqual([]);
/** Nothing ran, nothing was asked for outside, nothing opened, and no text has become an element. */
async function expectOnlyText({ page: of, wrongs, outside }: DeskPage): Promise<void> {
  expect(await of.evaluate(() => (window as { batonRan?: number }).batonRan)).toBeUndefined();
  expect(await of.locator('body :is(script:not([src]),iframe,object,embed,base,meta,link:not([href^="/"]),math,a[href],form[action],img[src^=http],[onerror],[onload],[onfocus],[ontoggle])').count()).toBe(0);
  expect([...wrongs, ...outside, ...opened]).toEqual([]);
}
const tab = (name: RegExp) => page.getByRole('tab', { name }).click();

test.beforeAll(async ({ browser, bank }) => {
  test.setTimeout(60_000);
  hand = await staffHand(bank.url, 'ana');
  const { rows } = await hand.ask<{ rows: { id: string; case: string; customer?: string; version: number; fence: number; owner?: string; status: string }[] }>('GET', '/v1/tasks?team=branch-north&limit=50');
  const task = rows.find((row) => row.customer !== undefined && row.owner === undefined && row.status === 'open') ?? rows[0];
  if (task === undefined) throw new Error('the branch has no task to claim');
  ({ case: caseId, customer = '' } = task);
  await hand.act('task:claim', { task: task.id, version: task.version });
  await hand.ask('POST', `/v1/customers/${customer}/verify`, { commandId: 'c-hostile-verify', method: 'idSeen' });
  for (let from = 0; from < texts.length; from += 10) await hand.act('note:add', { case: caseId, text: texts.slice(from, from + 10).join('\n') });
  for (const text of texts.slice(0, 5)) await hand.act('promise:make', { case: caseId, text, channel: 'phone', dueAt: Date.now() + 86_400_000 });
  await hand.act('help:ask', { case: caseId, reason: texts[1] });
  for (const [number, name] of viewNames.entries()) await hand.ask('PUT', `/v1/views/hostile-${String(number)}`, { name, isShared: number % 2 === 0, query: { text: name } });
  // Customers' words: a name in an application, and the key under which a source knows a case.
  const events = lines.map((text, number) => ({
    specversion: '1.0', id: `hostile-${String(number)}`, source: 'mobile', subject: text, type: 'retail-onboarding.onboardingStarted', time: new Date(Date.now() - 60_000).toISOString(),
    data: { channel: 'mobile', name: text, product: 'current' },
  }));
  const answer = await fetch(`${bank.url}/v1/events`, { method: 'POST', headers: { 'content-type': 'application/cloudevents-batch+json', 'x-baton-key': bank.keys['mobile'] ?? '' }, body: JSON.stringify(events) });
  if (!answer.ok) throw new Error(await answer.text());
  // Sent on with all four fields.
  const { people } = await hand.ask<{ people: { person: string; factor?: string }[] }>('GET', `/v1/tasks/${task.id}/receivers`);
  const to = people.find(({ factor, person }) => factor === undefined && ['dev', 'ben', 'chloe', 'dana', 'elif'].includes(person));
  const directory = await hand.ask<{ rows: { person: string; name: string }[] }>('GET', '/v1/directory');
  const { fence } = await hand.ask<{ fence: number }>('GET', `/v1/tasks/${task.id}`);
  if (to !== undefined) {
    const [situation = '', done = '', promised = '', next = ''] = texts.slice(0, 4);
    await hand.act('handOff:offer', { task: task.id, fence, toPerson: to.person, because: 'needsExpert', situation, done, promised, next });
    const name = directory.rows.find(({ person }) => person === to.person)?.name;
    if (name !== undefined) receiver = await openDeskPage(browser, bank.url, name);
  }
  ana = await openDeskPage(browser, bank.url, 'Ana');
  page = ana.page;
  guard(page);
  if (receiver) guard(receiver.page);
});
test.afterAll(async () => {
  hand.end();
  await page.context().close();
  await receiver?.page.context().close();
});

test('two hundred texts in notes stand in the case as they were typed, and none of them is more than text', async () => {
  await page.locator('[data-pane=queue] [role=row][row-id]').first().click();
  await expect(page.locator('[data-pane=case]').getByRole('heading', { level: 2 }).first()).toBeVisible();
  await tab(/^Notes/);
  await everything(texts);
  await tab(/^Timeline/);
  await everything(texts.slice(0, 20));
  await expectOnlyText(ana);
});

test('promises and calls for help say what was written', async () => {
  await everything(texts.slice(0, 5));
  await tab(/^Step/);
  await expectOnlyText(ana);
});

test('what is typed into a note, saved and read again is the same text', async () => {
  await tab(/^Notes/);
  const note = page.getByRole('textbox', { name: 'New note' });
  const text = `${lines.slice(0, 12).join(' ')} typed`;
  await note.fill(text);
  await note.press('Control+Enter');
  await expect(note).toHaveValue('');
  await everything([text]);
  await expectOnlyText(ana);
});

test('a hand-off shows its four fields to whom it is for as they were written', async () => {
  if (!receiver) throw new Error('nobody could take it');
  const { page: theirs } = receiver;
  await theirs.getByRole('heading', { name: /offer/i }).first().waitFor();
  await theirs.keyboard.press('o');
  await expectOnlyText(receiver);
});

test('names of views are text in tabs and menus', async () => {
  await page.getByRole('button', { name: 'More views' }).click();
  await everything(viewNames);
  await expectOnlyText(ana);
  await page.getByRole('menuitem').filter({ hasText: viewNames[0] ?? '' }).first().click();
  await everything(viewNames.slice(0, 1));
  await expectOnlyText(ana);
});

test('a search for a text finds nothing worse than nothing', async () => {
  for (const text of lines.slice(0, 15)) {
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText(text);
    await expect(page.getByRole('dialog').getByRole('searchbox')).toHaveValue(text);
    await page.keyboard.press('Escape');
  }
  await expectOnlyText(ana);
});

test('what customers wrote into an application is text in their case and in every list', async () => {
  const { rows } = await hand.ask<{ rows: { id: string }[] }>('GET', '/v1/cases?journey=retail-onboarding&limit=50');
  expect(rows.length).toBeGreaterThan(20);
  await page.locator('[data-pane=queue]').getByRole('tab', { name: /^Team/ }).click();
  await expectOnlyText(ana);
});

test('an address with a text in it opens the desk and nothing else', async ({ bank }) => {
  for (const text of lines.slice(0, 40)) {
    await page.goto(`${bank.url}/?language=${encodeURIComponent(text)}&window=${encodeURIComponent(text)}&case=${encodeURIComponent(text)}#${encodeURIComponent(text)}`, { waitUntil: 'commit' });
  }
  await expect(ana.chip).toHaveAttribute('data-state', 'live');
  await expectOnlyText(ana);
});
