import type { CustomerPut, EntryPut } from '../../../../shared/contract/rows.ts';
import type { Sent } from './next-state.ts';

/** How long a system outside may take before nobody may rely on it. */
const lateMs = 10_000;

export interface SentNow {
  readonly is: 'sending' | 'recorded' | 'waiting' | 'confirmed' | 'notConfirmed';
  /** The connector that has answered. */
  readonly system?: string;
  /** From the key to the answer. */
  readonly ms?: number;
}

type Entries = readonly Pick<EntryPut, 'kind' | 'seq' | 'recordedAt' | 'body'>[];

/** What became of an accepted suggestion: by what the log of its case says since, or by the row of the customer where no case is open. */
export function sentState({ is, at, seq, effect }: Sent, entries: Entries, alone: CustomerPut['sent'], now: number): SentNow {
  if (is === 'failed') return { is: 'notConfirmed' };
  if (is !== 'asked') return { is };
  const own = alone?.find((one) => one.effect === effect);
  const ended = own === undefined ? inCase(entries, seq, effect) : own.is === 'asked' ? undefined : { isDone: own.is === 'done', at: own.endedAt ?? at, system: own.system };
  if (!ended) return { is: now - at > lateMs ? 'notConfirmed' : 'waiting' };
  return { is: ended.isDone ? 'confirmed' : 'notConfirmed', ms: Math.max(0, ended.at - at), ...(typeof ended.system === 'string' ? { system: ended.system } : {}) };
}

/** The end of what went out with it; where a process of the case sends it, of the first that ended since. */
function inCase(entries: Entries, seq: number, effect: string | undefined): { isDone: boolean; at: number; system: unknown } | undefined {
  const answer = entries.find((entry) => entry.seq > seq && (entry.kind === 'effect:done' || entry.kind === 'effect:failed') && (effect === undefined || entry.body['effect'] === effect));
  return answer && { isDone: answer.kind === 'effect:done', at: answer.recordedAt, system: answer.body['connector'] };
}
