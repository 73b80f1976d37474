import { createStore } from 'zustand/vanilla';
import { expect, test } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Drafting } from './drafting.ts';
import { createDraftBook, Drafts } from './drafts.ts';

interface Sent {
  readonly type: string;
  readonly fields: Record<string, unknown>;
  readonly answer: (answer: Answer) => void;
}

const place = { case: 'k-1', task: 't-1', fence: 2, field: 'step.employer' };
const ok: Answer = { ok: true, seq: 1 };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A desk whose server answers when the test says so, and whose timers run when it says so. */
function desk() {
  const sent: Sent[] = [];
  const timers: (() => void)[] = [];
  const link = { isLive: true };
  const clashes: string[] = [];
  const drafting = createStore<Drafting>(() => ({ is: 'none', at: 0 }));
  const book = createDraftBook();
  const open = (): Drafts => new Drafts({
    act: (type, fields) => new Promise((answer) => sent.push({ type, fields: fields as unknown as Record<string, unknown>, answer })),
    isLive: () => link.isLive, drafting, now: () => 77, later: (_, then) => void timers.push(then), onClash: (id) => clashes.push(id), book,
  });
  const tick = (): void => timers.splice(0).forEach((run) => run());
  const type = (drafts: Drafts, typed: string): void => drafts.type(place, { typed, text: typed, base: 'Old Mill' });
  return { open, sent, link, clashes, drafting, tick, type };
}

test('what is typed is sent once for many letters, and looks saved only when the server has it', async () => {
  const { open, sent, drafting, tick, type } = desk();
  const drafts = open();
  for (const text of ['H', 'Ha', 'Har']) type(drafts, text);
  expect(drafting.getState().is).toBe('typing');
  tick();
  type(drafts, 'Harbour');
  expect(sent.map(({ fields }) => [fields['text'], fields['version']])).toEqual([['Har', 0]]);
  sent[0]?.answer(ok);
  await settled();
  expect(drafting.getState().is).toBe('typing');
  tick();
  expect(sent.map(({ fields }) => [fields['text'], fields['version']])).toEqual([['Har', 0], ['Harbour', 1]]);
  sent[1]?.answer(ok);
  await settled();
  expect([drafting.getState(), drafts.of(place)?.version, drafts.of(place)?.base]).toEqual([{ is: 'saved', at: 77 }, 2, 'Old Mill']);
});

test('without a connection a text is kept here and said to be, and sent when the connection is back', async () => {
  const { open, sent, link, drafting, tick, type } = desk();
  const drafts = open();
  link.isLive = false;
  type(drafts, 'Harbour');
  tick();
  expect([drafting.getState().is, sent.length]).toEqual(['keptHere', 0]);
  link.isLive = true;
  drafts.connectionChanged();
  tick();
  sent[0]?.answer(ok);
  await settled();
  expect([drafting.getState().is, sent.length]).toEqual(['saved', 1]);
});

test('a desk that is opened anew finds what was not saved yet, and saves it', async () => {
  const { open, sent, link, tick, type } = desk();
  const before = open();
  link.isLive = false;
  type(before, 'Harbour');
  link.isLive = true;
  const after = open();
  expect(after.of(place)?.typed).toBe('Harbour');
  tick();
  expect(sent.at(-1)?.fields['text']).toBe('Harbour');
});

test('a text of the same person on another device is never written over: both stay until one is chosen', async () => {
  const { open, sent, clashes, tick, type } = desk();
  const drafts = open();
  type(drafts, 'Here');
  tick();
  sent[0]?.answer({ ok: false, code: 'conflict', params: { version: 4 } });
  await settled();
  expect([clashes, drafts.of(place)?.isClashing, drafts.of(place)?.typed]).toEqual([['k-1'], true, 'Here']);
  type(drafts, 'Here too');
  tick();
  expect(sent).toHaveLength(1);
  drafts.keep(place);
  tick();
  expect(sent.at(-1)?.fields).toMatchObject({ text: 'Here too', version: 4 });
});

test('what the server has is taken only where nothing was typed here', () => {
  const { open, type } = desk();
  const drafts = open();
  const theirs = [{ field: place.field, author: 'ana', text: 'From the branch', version: 3, savedAt: 1 }, { field: place.field, author: 'ben', text: 'Not mine', version: 9, savedAt: 1 }];
  drafts.take(place, 'ana', theirs, (_, text) => text);
  expect(drafts.of(place)).toMatchObject({ typed: 'From the branch', version: 3 });
  type(drafts, 'Mine now');
  drafts.take(place, 'ana', [{ field: place.field, author: 'ana', text: 'Newer', version: 5, savedAt: 2 }], (_, text) => text);
  expect(drafts.of(place)?.typed).toBe('Mine now');
});

test('a text that was thrown away while it was on its way is thrown away at the server too', async () => {
  const { open, sent, tick, type } = desk();
  const drafts = open();
  type(drafts, 'Oops');
  tick();
  drafts.discard(place);
  sent[0]?.answer(ok);
  await settled();
  expect(sent.map(({ type: what, fields }) => [what, fields['version']])).toEqual([['draft:save', 0], ['draft:discard', 1]]);
});

test('a text that was sent does not come back with what the server said before it knew', () => {
  const { open } = desk();
  const drafts = open();
  const before = [{ field: place.field, author: 'ana', text: 'Half a sentence', version: 3, savedAt: 1 }];
  drafts.take(place, 'ana', before, (_, text) => text);
  drafts.discard(place);
  drafts.take(place, 'ana', before, (_, text) => text);
  expect(drafts.of(place)).toBeUndefined();
  // Once the server has forgotten it, what another device writes is taken again.
  drafts.take(place, 'ana', [], (_, text) => text);
  drafts.take(place, 'ana', [{ field: place.field, author: 'ana', text: 'Anew', version: 1, savedAt: 2 }], (_, text) => text);
  expect(drafts.of(place)?.typed).toBe('Anew');
});
