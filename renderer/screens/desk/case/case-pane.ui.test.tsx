// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseDesk } from './testing/case-desk.tsx';
import { anySheet, anyTask, openCaseDesk } from './testing/case-desk.tsx';

let open: CaseDesk;
beforeEach(async () => {
  open = await openCaseDesk();
});
afterEach(() => open.close());

const text = (): string => document.body.textContent ?? '';
const types = (): string[] => open.sent.map(({ type }) => type);
const mine = { ...anyTask, holder: { by: 'person' as const, person: 'ana' }, fence: 3, version: 4 };

test('an opened case says whose it is, whom it waits for and since when, and has the focus on its heading', async () => {
  await open.show({});
  expect(document.activeElement?.textContent).toContain('Samuel Okafor');
  expect(text()).toContain('Waits for the customer since');
  expect(text()).toContain('From the app, 13 h old');
  expect(document.querySelector('[aria-current=step]')?.textContent).toContain('Income');
});

test('where it waits for its time, the day on which it goes on by itself is told apart from the same day of the week before', async () => {
  const since = anySheet.at - 13 * 3_600_000;
  const position = (dueAt: number) => ({ stages: [], standing: [{ element: 'income', since, waits: 'customer' as const, dueAt }], optional: [] });
  await open.show({ sheet: { ...anySheet, position: position(since + 7 * 86_400_000) } });
  expect(text()).toMatch(/goes on by itself \w{3},? \d+ \w{3},? \d\d:\d\d/);
  await open.show({ sheet: { ...anySheet, position: position(since) } });
  expect(text()).not.toContain('goes on by itself');
});

test('the first letter takes the task, once, and the text is kept as a draft', async () => {
  await open.show({});
  await open.type('Employer', 'Harbour Foods Ltd');
  await open.type('Employer', 'Harbour Foods Limited');
  expect(types().filter((type) => type === 'task:claim')).toHaveLength(1);
  expect(open.sent.filter(({ type }) => type === 'draft:save').at(-1)?.fields).toMatchObject({ case: 'k-1', task: 't-1', text: 'Harbour Foods Limited', version: 1 });
});

test('what does not fit is said at its field, which has the focus, and nothing is sent', async () => {
  await open.show({ task: mine });
  await open.type('Net income a month', '0.50');
  await open.run('task:complete');
  expect([types().includes('task:complete'), document.activeElement?.getAttribute('name'), document.querySelector('[role=alert]')?.textContent]).toEqual([false, 'incomeMinor', '◆This is outside 1.00 to ….']);
});

test('a refusal of the server leaves every text where it is', async () => {
  await open.show({ task: mine });
  await open.type('Net income a month', '2,450.00');
  open.answers['task:complete'] = { ok: false, code: 'stale_fence', params: { owner: 'elif' } };
  await open.run('task:complete');
  expect(open.sent.find(({ type }) => type === 'task:complete')?.fields).toMatchObject({ fence: 3, data: { employer: 'Harbour Foods', incomeMinor: 245_000 } });
  expect(document.querySelector<HTMLInputElement>('[name=incomeMinor]')?.value).toBe('2,450.00');
  expect(types()).not.toContain('draft:discard');
});

test('a task that somebody else has can be read, and says who has it and what one may do', async () => {
  await open.show({ task: { ...anyTask, holder: { by: 'person', person: 'elif' } } });
  expect(text()).toContain('Elif has this');
  expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(['Ask Elif', 'Take over…T']));
  expect([...document.querySelectorAll<HTMLInputElement>('[data-field] :is(input,textarea)')].every(({ readOnly }) => readOnly)).toBe(true);
});

test('who typed over a value that somebody changed meanwhile sees yours, theirs and before, and keeps a text either way', async () => {
  await open.show({ task: mine });
  await open.type('Employer', 'Harbour Foods Ltd');
  await open.show({ task: mine, sheet: { ...anySheet, values: { employer: { value: 'North Mill', raw: 'North Mill', isMasked: false, source: 'elif', asOf: anySheet.at } } } });
  const columns = [...document.querySelectorAll('[role=group] dl div')].map(({ textContent }) => textContent);
  expect(columns).toEqual(['YoursHarbour Foods Ltd', 'TheirsNorth Mill', 'BeforeHarbour Foods']);
  expect(document.querySelector<HTMLTextAreaElement>('[name=employer]')?.value).toBe('Harbour Foods Ltd');
});

test('another tab and back changes nothing that was typed', async () => {
  await open.show({ task: mine });
  await open.type('Employer', 'Typed before');
  await open.run('case:notes');
  await open.run('case:step');
  expect(document.querySelector<HTMLTextAreaElement>('[name=employer]')?.value).toBe('Typed before');
});

test('masked values are three dots, wherever one looks in the page', async () => {
  await open.show({ sheet: { ...anySheet, values: { employer: { value: '•••', isMasked: true, source: 'mobile', asOf: anySheet.at } } } });
  expect(document.querySelector<HTMLInputElement>('[name=employer]')?.value).toBe('•••');
  expect(document.querySelector('[name=employer]')?.hasAttribute('readonly')).toBe(true);
});

test('without a connection the case stays, with its age, and what needs the connection says so', async () => {
  await open.show({ task: mine });
  await open.link('connecting');
  expect(text()).toContain('there is no connection. You can read');
  const done = [...document.querySelectorAll<HTMLButtonElement>('button')].find(({ textContent }) => textContent?.startsWith('Say the step is done'));
  expect([done?.disabled, text().includes('no connection since')]).toEqual([true, true]);
});
