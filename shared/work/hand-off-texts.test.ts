import { expect, test } from 'vitest';
import { handOffTexts } from './hand-off-texts.ts';

const promise = { id: 'p-1', textValue: 'v-1', channel: 'phone', dueAt: 50, owner: 'dev', madeAt: 1, madeBy: 'dev', state: 'broken' as const };
const facts = {
  case: { journey: 'card-dispute', stage: 'Evidence', waitsFor: { whom: 'us', since: 10 }, lastChannel: 'phone' as const, promises: [promise, { ...promise, id: 'p-2', state: 'kept' as const }], clocks: [] },
  stages: ['Intake', 'Evidence', 'Decision'],
  task: { id: 't-1', activity: 'file-claim', clocks: [{ id: 'k', startedAt: 0, goalAt: 50, dueAt: 80, regulatory: true }] },
  entries: [
    { kind: 'contact:made', at: 20, actor: 'ben', body: { channel: 'phone', stallAt: 99 } },
    { kind: 'task:claimed', at: 21, actor: 'ben', body: {} },
    { kind: 'note:added', at: 30, actor: 'ana', body: { value: 'v-9' } },
  ],
  me: 'ben',
  now: 60,
};

test('a hand-off says where the case stands, what its sender did, what was promised and what comes next', () => {
  expect(handOffTexts(facts)).toEqual({
    situation: [
      { code: 'stage', params: { journey: 'card-dispute', stage: 'Evidence', step: 2, of: 3 } },
      { code: 'waits', params: { whom: 'us', since: 10 } },
      { code: 'lastChannel', params: { channel: 'phone' } },
    ],
    done: [{ code: 'contact_made', params: { at: 20, channel: 'phone' } }],
    promised: [{ code: 'broken', params: { channel: 'phone', dueAt: 50, by: 'dev', text: 'v-1' } }],
    next: [{ code: 'activity', params: { activity: 'file-claim' } }, { code: 'before', params: { clock: 'step', dueAt: 80 } }],
    events: 2,
  });
});

test('a deadline that has passed is named as late, and a stage that the journey does not name has no number', () => {
  const texts = handOffTexts({ ...facts, now: 81, case: { ...facts.case, stage: 'Elsewhere' } });
  expect(texts.next.at(-1)).toEqual({ code: 'late', params: { clock: 'step', dueAt: 80 } });
  expect(texts.situation[0]).toEqual({ code: 'journey', params: { journey: 'card-dispute', stage: 'Elsewhere' } });
});
