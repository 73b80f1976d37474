// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import type { CaseSheet, CustomerSheet } from '../../../../shared/contract/rest-case.ts';
import type { FakeDesk, Shown } from '../../../testing/fake-desk.tsx';
import { fakeDesk, show } from '../../../testing/fake-desk.tsx';
import { openCase } from '../../../store/ui.ts';
import { DialogHost } from '../../dialogs.tsx';
import { NextPane } from './next-pane.tsx';

const customer: CustomerSheet = { id: 'cu-1', kind: 'person', label: 'O••• O•••', isVerified: false, fields: {}, flags: [], language: 'en', relations: [], openCases: [], contacts: [] };
const sheet = (isVerified: boolean): CaseSheet => ({ case: 'k-1', at: 1, customer: { ...customer, isVerified }, values: {}, inputs: {}, texts: { 'v-1': isVerified ? 'We call you' : null }, drafts: [], evidence: [], documents: [] });
const row = { id: 'k-1', journey: 'loan', journeyVersion: 1, party: { source: 'app', key: '1' }, customer: 'cu-1', team: 'north', stage: 'Income', status: 'open', openedAt: 1, lastProgressAt: 1, clocks: [], promises: [], touchedBy: [] };
const task = { id: 't-1', case: 'k-1', customer: 'cu-1', journey: 'loan', activity: 'income-proof', name: 'Income proof', team: 'north', status: 'open', holder: { by: 'person', person: 'ana' }, fence: 1, madeAt: 1, touchedBy: [] };
const promise = { id: 'p-1', textValue: 'v-1', channel: 'phone', dueAt: 5, owner: 'dev', madeAt: 1, madeBy: 'dev', state: 'broken' };

let shown: Shown | undefined;
afterEach(() => {
  shown?.close();
  document.body.innerHTML = '';
});

async function at(isVerified: boolean, answers: Parameters<typeof fakeDesk>[0] = {}): Promise<FakeDesk & { shown: Shown; text: () => string }> {
  let verified = isVerified;
  const fake = await fakeDesk({
    ...answers,
    answers: {
      '/v1/cases/k-1/sheet': () => sheet(verified),
      '/v1/customers/cu-1/questions': () => ({ questions: ['birthYear', 'postcode'], attemptsLeft: 3 }),
      '/v1/customers/cu-1/verify': (body) => {
        const { answers: said } = body as { answers?: Record<string, string> };
        if (said && said['birthYear'] !== '1984') return { type: 'x', title: 'x', status: 422, code: 'verification_failed' };
        verified = true;
        return { verifiedUntil: 9_000_000 };
      },
    },
  });
  fake.put('case:k-1', ['case', row], ['task', task]);
  openCase(fake.desk.ui, { case: 'k-1', task: 't-1' });
  shown = await show(fake.desk, <><NextPane /><DialogHost /></>);
  return { ...fake, shown, text: () => document.body.textContent ?? '' };
}

test('before the check the one filled button verifies, and a promise says nothing', async () => {
  const { put, shown: page, text } = await at(false);
  put('case:k-1', ['case', { ...row, promises: [promise] }]);
  await page.settle();
  expect(text()).toContain('Verify the customer');
  expect(text()).toContain('Hidden until the customer is verified.');
  expect(text()).not.toContain('We call you');
});

test('answers go to the server, a wrong one is told without saying what is right', async () => {
  const { desk, shown: page, text, asked } = await at(false);
  await page.run(() => desk.commands.run(desk, 'customer:verify'));
  await page.press(/^Questions$/);
  await page.type(/Year of birth/, '1990');
  await page.type(/Postcode/, '1234');
  await page.press(/^Verify/);
  await page.press(/^Verify.*Ctrl/);
  expect(text()).toContain('The answers do not fit.');
  await page.type(/Year of birth/, '1984');
  await page.press(/^Verify.*Ctrl/);
  expect(asked.filter(({ path }) => path.endsWith('/verify')).map(({ body }) => (body as { answers: unknown }).answers)).toEqual([{ birthYear: '1990', postcode: '1234' }, { birthYear: '1984', postcode: '1234' }]);
  expect(text()).toContain('Go on: Income proof');
});

test('what is more urgent is announced under the card and does not take its place', async () => {
  const { desk, put, shown: page, text } = await at(true);
  expect(text()).toContain('Go on: Income proof');
  put('case:k-1', ['case', { ...row, promises: [promise] }]);
  await page.settle();
  expect(document.querySelector('[role=group] h3')?.textContent).toBe('Go on: Income proof');
  expect(text()).toContain('New: Call back: promised for');
  await page.run(() => desk.commands.run(desk, 'next:bring'));
  expect(document.querySelector('[role=group] h3')?.textContent).toContain('Call back: promised for');
});

test('an open promise goes with a hand-off whatever is typed, and a closed dialog keeps what was typed', async () => {
  const { desk, put, shown: page, text, sent } = await at(true, { });
  put('case:k-1', ['case', { ...row, promises: [promise] }]);
  await page.run(() => desk.commands.run(desk, 'handOff:open'));
  await page.type(/Next and risk/, 'Send it before Thursday');
  await page.run(() => desk.commands.run(desk, 'frame:back'));
  expect(text()).not.toContain('Next and risk');
  await page.run(() => desk.commands.run(desk, 'handOff:open'));
  expect(text()).toContain('What is promised goes with it and cannot be left out.');
  const next = [...document.querySelectorAll('textarea')].find(({ value }) => value === 'Send it before Thursday');
  expect(next).toBeDefined();
  expect(sent).toEqual([]);
});

test('an offer is opened by its key, answered, and never accepted by itself', async () => {
  const handOff = { id: 'h-1', from: 'dev', toPerson: 'ana', offeredAt: 1, expiresAt: 2_000_000, because: 'language', situationValue: 'a', doneValue: 'b', promisedValue: 'c', nextValue: 'd' };
  const { desk, put, shown: page, text, sent } = await at(true);
  put('me', ['task', { ...task, id: 't-2', case: 'k-1', holder: { by: 'person', person: 'dev' }, handOff }]);
  await page.settle();
  expect(text()).toContain('1 offer to you');
  expect(desk.commands.find('offer:accept')?.when(desk)).toBe(false);
  await page.run(() => desk.commands.run(desk, 'offer:open'));
  expect(desk.commands.find('next:accept')?.when(desk)).toBe(false);
  await page.run(() => desk.commands.run(desk, 'offer:accept'));
  expect(sent).toEqual([{ type: 'handOff:accept', task: 't-2', handOff: 'h-1' }]);
});
