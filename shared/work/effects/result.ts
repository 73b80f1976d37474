/** How a connector behaves when the same is sent twice: it honours keys, it can be asked, or neither. */
export type Idempotent = 'key' | 'query' | 'none';

/** Why an effect did not happen, or may not have. */
export type EffectFailureCode = 'connector_down' | 'connector_wrong_answer' | 'connector_refused' | 'connector_off' | 'effect_forbidden' | 'effect_withdrawn' | 'effect_unknown';

export type EffectOutcome =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly code: EffectFailureCode;
      /** The system's own code of a refusal; of `effect_forbidden` the gate of contact policy that said no. */
      readonly error?: string;
      /** Whether it may have happened all the same. */
      readonly applied: 'no' | 'maybe';
    };

/** What became of an effect, as the journey hears it. */
export interface EffectResult {
  readonly effect: string;
  readonly case: string;
  /** What the journey gave with it: its token. */
  readonly ref?: string;
  readonly connector: string;
  readonly operation: string;
  /** The connector that was used last: the one asked for, or a backup. */
  readonly route: string;
  /** How often it was sent or asked after, over all routes. */
  readonly attempts: number;
  /** 0, and one more each time that a person let it be sent again. */
  readonly round: number;
  /** The person who said what became of it, where no system did. */
  readonly by?: string;
  /** Since when (ms UTC) the system was asked for it in vain, where it was. */
  readonly failedFrom?: number;
  readonly outcome: EffectOutcome;
}

/** A personal value of an answer: stored with its customer and named by id in the result's data. */
export interface PersonalValue {
  readonly field: string;
  readonly value: string;
}
