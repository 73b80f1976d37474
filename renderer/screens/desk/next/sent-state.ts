import type { EntryPut } from '../../../../shared/contract/rows.ts';
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

/** What became of an accepted suggestion, by what the log says since. */
export function sentState({ is, at, seq }: Sent, entries: readonly Pick<EntryPut, 'kind' | 'seq' | 'recordedAt' | 'body'>[], now: number): SentNow {
  if (is === 'failed') return { is: 'notConfirmed' };
  if (is !== 'asked') return { is };
  const answer = entries.find((entry) => entry.seq > seq && (entry.kind === 'effect:done' || entry.kind === 'effect:failed'));
  if (!answer) return { is: now - at > lateMs ? 'notConfirmed' : 'waiting' };
  const { connector } = answer.body;
  return { is: answer.kind === 'effect:done' ? 'confirmed' : 'notConfirmed', ms: Math.max(0, answer.recordedAt - at), ...(typeof connector === 'string' ? { system: connector } : {}) };
}
