import type { Progress } from '../../shared/work/effects/next-try.ts';
import type { EffectOutcome } from '../../shared/work/effects/result.ts';
import type { Effect } from '../../shared/work/world.ts';
import type { EffectRow } from '../store/tables/effects.ts';

/** What was asked for, as its row keeps it. */
export type EffectRequest = Omit<Effect, 'connector' | 'case'>;

/** How far it is, as its row keeps it. */
export interface EffectProgress extends Progress {
  /** The idempotency key of the round; the effect's id while it is sure that nobody has refused under it. */
  readonly key: string;
  /** What a person says became of it. */
  readonly settled?: { readonly by: string; readonly outcome: EffectOutcome };
  /** The system has refused it under this key. */
  readonly isRefused?: boolean;
}

export const requestOf = (row: Pick<EffectRow, 'request'>): EffectRequest => JSON.parse(row.request) as EffectRequest;
export const progressOf = (row: Pick<EffectRow, 'progress'>): EffectProgress => JSON.parse(row.progress) as EffectProgress;
