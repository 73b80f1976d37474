// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import type { FakeDesk, Shown } from '../../testing/fake-desk.tsx';
import { fakeDesk, show } from '../../testing/fake-desk.tsx';
import { Coverable } from '../frame/cover.tsx';
import { NextPane } from '../desk/next/next-pane.tsx';
import { CallHost } from './call-host.tsx';

const one = (customer: string, label: string) => ({ customer, label, flags: [], isVerified: false, cases: [{ id: 'k-1', journey: 'card-dispute', stage: 'Decision', step: 3, of: 4, waitsFor: 'us', since: 1 }], promises: [{ case: 'k-1', promise: 'p', channel: 'phone', dueAt: 5, state: 'broken', by: 'dev', text: null }], noSales: 'dispute_open' });
const ring = { call: 'c-1', state: 'ringing', since: 1, how: 'number', candidates: ['cu-1'], customer: 'cu-1' };
const card = { call: 'c-1', state: 'ringing', since: 1, how: 'number', customer: 'cu-1', candidates: [one('cu-1', 'A••• N•••')], sayFirst: { code: 'promiseBroken', params: { journey: 'card-dispute', dueAt: 5, channel: 'phone' } } };

let shown: Shown | undefined;
afterEach(() => {
  shown?.close();
  document.body.innerHTML = '';
});

async function desk(answer: unknown): Promise<FakeDesk & { shown: Shown; text: () => string }> {
  const fake = await fakeDesk({ person: { role: 'callCentreAgent' }, answers: { '/v1/calls/mine': () => answer, '/v1/customers/cu-1/questions': () => ({ questions: ['birthYear'], attemptsLeft: 3 }) } });
  shown = await show(fake.desk, <Coverable><textarea data-field="note" /><NextPane /><CallHost /></Coverable>);
  return { ...fake, shown, text: () => document.body.textContent ?? '' };
}

test('a ring shows who it probably is and what to say, and leaves caret and text alone', async () => {
  const { put, shown: page, text } = await desk(card);
  const note = document.querySelector('textarea') as HTMLTextAreaElement;
  note.value = 'half a sentence';
  note.focus();
  note.setSelectionRange(4, 4);
  put('me', ['call', { id: 'ana', ...ring }]);
  await page.settle();
  expect([document.activeElement, note.value, note.selectionStart]).toEqual([note, 'half a sentence', 4]);
  for (const said of ['Probably A••• N•••', 'Not verified', 'step 3 of 4: Decision', 'Promise broken', 'No sales: dispute open', 'Say first']) expect(text()).toContain(said);
  expect(document.querySelector('[role=alert]')?.textContent).toBe('Incoming call, probably A••• N•••.');
});

test('on a shared number nobody’s file is open until one is chosen', async () => {
  const { put, shown: page, text, sent } = await desk({ ...card, how: 'shared', customer: undefined, sayFirst: undefined, candidates: [one('cu-1', 'A••• N•••'), one('cu-2', 'J••• N•••')] });
  const { customer: _, ...shared } = { ...ring, how: 'shared', candidates: ['cu-1', 'cu-2'] };
  put('me', ['call', { id: 'ana', ...shared }]);
  await page.settle();
  expect(text()).toContain('2 customers use this number. Choose after asking. No file is open yet.');
  expect(text()).not.toContain('Promise broken');
  await page.press(/J••• N•••/);
  expect(sent).toEqual([{ type: 'call:choose', call: 'c-1', customer: 'cu-2' }]);
});

test('behind the cover a ring says that it rings and nothing else, and nothing typed is lost', async () => {
  const { desk: mine, put, shown: page, text } = await desk(card);
  const note = document.querySelector('textarea') as HTMLTextAreaElement;
  note.value = 'half a sentence';
  put('me', ['call', { id: 'ana', ...ring }]);
  await page.settle();
  await page.run(() => mine.ui.setState({ isCovered: true }));
  expect(text()).toContain('Ringing');
  expect(document.documentElement.outerHTML).not.toContain('A•••');
  expect(document.querySelector('textarea')).toBeNull();
  expect(mine.commands.forKey(mine, 'y')).toBeUndefined();
  await page.run(() => mine.ui.setState({ isCovered: false }));
  expect(document.querySelector('textarea')?.value).toBe('half a sentence');
});

test('a summary that was begun is kept when the time for it runs out', async () => {
  const { put, shown: page, text, desk: mine, sent } = await desk({ ...card, state: 'wrapUp' });
  put('me', ['call', { id: 'ana', ...ring, state: 'wrapUp', endsAt: 1_030_000 }]);
  await page.settle();
  await page.type(/^Summary/, 'She sends the receipt today');
  const { scopes } = mine.rows.getState();
  await page.run(() => mine.rows.setState({ scopes: { ...scopes, me: { ...scopes['me'], rows: new Map() } as never } }));
  expect(text()).toContain('Your summary is not saved yet.');
  await page.press(/Save as a note/);
  expect(sent).toEqual([{ type: 'note:add', case: 'k-1', text: 'She sends the receipt today' }]);
  expect(text()).not.toContain('not saved yet');
});

test('for a verified caller of whom no case is open it is asked what is best, and what goes out is told as done when it is', async () => {
  const factor = { is: 1, because: [] };
  const factors = { propensity: factor, context: factor, value: factor, lever: factor, score: 1 };
  const shown = [{ action: 'home-cover', class: 'sales', factors, say: 'suggestion.home-cover.say', does: { kind: 'send', message: 'home-cover', purpose: 'marketing' } }];
  const alone = { ...card, state: 'onCall', candidates: [{ ...one('cu-1', 'A••• N•••'), isVerified: true, cases: [], promises: [] }], sayFirst: undefined };
  const fake = await fakeDesk({
    person: { role: 'callCentreAgent' }, answers: { '/v1/calls/mine': () => alone, '/v1/decisions': () => ({ receipt: 'f'.repeat(64), at: 1, quiet: [], shown }) },
    reply: ({ type }) => ({ ok: true, seq: 3, ...(type === 'decision:answer' ? { result: { effect: 'e-1' } } : {}) }),
  });
  const page = await show(fake.desk, <NextPane />);
  const customer = { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [] };
  fake.put('customer:cu-1', ['customer', { ...customer, version: 4 }]);
  fake.put('me', ['call', { id: 'ana', ...ring, state: 'onCall' }]);
  await page.settle();
  expect(fake.asked.find(({ path }) => path === '/v1/decisions')?.body).toEqual({ customer: 'cu-1', channel: 'phone', placement: 'call-card' });
  await page.press(/^Send/);
  expect(fake.sent).toEqual([{ type: 'decision:answer', receipt: 'f'.repeat(64), action: 'home-cover', how: 'accepted' }]);
  expect(document.querySelector('[data-sent]')?.getAttribute('data-sent')).toBe('waiting');
  fake.put('customer:cu-1', ['customer', { ...customer, version: 6, sent: [{ effect: 'e-1', action: 'home-cover', at: 1_000_000, is: 'done', endedAt: 1_000_400, system: 'messages' }] }]);
  await page.settle();
  expect(document.querySelector('[data-sent]')?.textContent).toContain('confirmed by the sender of messages after 0.4 s');
  page.close();
});
