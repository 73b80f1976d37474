import type { EntryPut } from '../../../shared/contract/rows.ts';
import type { Words } from '../desk/next/words.ts';
import { sayCode } from '../desk/next/words.ts';

/** How calls end, the usual ones first. */
export const outcomes = ['answered', 'callBack', 'passedOn'] as const;
export type Outcome = (typeof outcomes)[number];

/** What one did in the case of the caller since the call began, oldest first. */
export const doneInCall = (entries: readonly EntryPut[], me: string, since: number): EntryPut[] =>
  entries.filter(({ actor, recordedAt }) => actor === me && recordedAt >= since).toSorted((a, b) => a.seq - b.seq);

/** The likeliest outcome of what was done: something was promised, or given to a colleague. */
export function likelyOutcome(done: readonly Pick<EntryPut, 'kind'>[]): Outcome {
  if (done.some(({ kind }) => kind === 'promise:made')) return 'callBack';
  return done.some(({ kind }) => kind === 'handOff:offered') ? 'passedOn' : 'answered';
}

const told = new Set(['note:added', 'evidence:added', 'promise:made', 'promise:ended', 'task:claimed', 'task:completed', 'task:parked', 'handOff:offered', 'journey:stepped', 'case:identified']);

/** A first draft of the summary, one sentence for each thing that was done. */
export function summaryText({ say, whom, channel }: Pick<Words, 'say' | 'whom' | 'channel'>, done: readonly Pick<EntryPut, 'kind' | 'body'>[], isVerified: boolean): string {
  const sentences = done.filter(({ kind }) => told.has(kind)).map(({ kind, body }) => {
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
    return say(`callSummary.${kind.replace(':', '_')}`, { kind: sayCode(say, 'choice', text('kind')), channel: channel(text('channel')), whom: whom(text('waitsFor')), stage: text('stage') });
  });
  return [say('callSummary.called'), ...(isVerified ? [say('callSummary.verified')] : []), ...new Set(sentences)].join(' ');
}
