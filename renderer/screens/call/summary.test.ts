import { expect, test } from 'vitest';
import type { EntryPut } from '../../../shared/contract/rows.ts';
import { doneInCall, likelyOutcome, summaryText } from './summary.ts';

const entry = (seq: number, kind: string, actor = 'ben', body: EntryPut['body'] = {}): EntryPut =>
  ({ id: String(seq), version: 1, seq, at: seq, recordedAt: seq, kind, v: 1, case: 'k-1', actor, body });
const words = { say: (key: string) => `<${key}>`, whom: (code: string) => code, channel: (code: string) => code };

test('the summary tells what the agent did since it rang, and nothing of others or of before', () => {
  const done = doneInCall([entry(12, 'note:added'), entry(5, 'note:added'), entry(11, 'promise:made'), entry(13, 'note:added', 'ana'), entry(14, 'clock:met')], 'ben', 10);
  expect(done.map(({ seq }) => seq)).toEqual([11, 12, 14]);
  expect(summaryText(words, done, true)).toBe('<callSummary.called> <callSummary.verified> <callSummary.promise_made> <callSummary.note_added>');
});

test('the likeliest outcome follows from what was done', () => {
  expect(likelyOutcome([{ kind: 'handOff:offered' }, { kind: 'promise:made' }])).toBe('callBack');
  expect(likelyOutcome([{ kind: 'handOff:offered' }])).toBe('passedOn');
  expect(likelyOutcome([])).toBe('answered');
});
