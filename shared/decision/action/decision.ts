import type { Channel } from '../../model/case.ts';
import type { ActionClass } from './action.ts';
import type { Features } from './feature.ts';

/** What a decision is asked with. Nothing else has a say in it: no clock, no chance. */
export interface DecisionRequest {
  /** Milliseconds of the epoch. */
  readonly at: number;
  readonly channel: Channel;
  readonly placement: string;
  /** From 0 to below 1, for models that are tried on a share of decisions. */
  readonly draw: number;
  readonly features: Features;
}

/** A reason by the id that the catalog or a model has for it, with what it did to its factor. */
export interface Because {
  readonly id: string;
  readonly effect: number;
}

export interface Factor {
  readonly is: number;
  readonly because: readonly Because[];
}

/** `score` is the product of the four, rounded to nine places. */
export interface Factors {
  readonly propensity: Factor;
  readonly context: Factor;
  readonly value: Factor;
  readonly lever: Factor;
  readonly score: number;
}

/** What puts an action before the next one: its class, its score, or where those are the same, its value, and last its id. */
export type Ahead = 'class' | 'score' | 'value' | 'id';

export interface RankedAction {
  readonly action: string;
  readonly class: ActionClass;
  readonly factors: Factors;
  /** Left out for the last. */
  readonly ahead?: Ahead;
}

/** A gate that does not let the action through, and which of the action's changes open it; null where nothing can. */
export interface FailingGate {
  readonly gate: string;
  readonly changes: readonly string[] | null;
}

/** An action that its gates hold back. */
export interface SuppressedAction {
  readonly action: string;
  readonly class: ActionClass;
  /** All that fail, in order. */
  readonly gates: readonly FailingGate[];
  /** What opens all of them for the least cost, in the order of the gates; null where nothing can. */
  readonly changes: readonly string[] | null;
  /** Of the changes; 0 where there are none. */
  readonly cost: number;
}

export type FailureCode = 'feel_fuel' | 'feel_null' | 'feel_not_boolean' | 'feel_not_number' | 'feel_unclear';

/** An action that could not be decided: not a no. Its owner is told (`decision_failed`). */
export interface FailedAction {
  readonly action: string;
  readonly class: ActionClass;
  readonly owner: string;
  /** Id of the gate or part. */
  readonly at: string;
  readonly code: FailureCode;
}

/** Why it is the first: what puts it ahead, `only` where there is no other; and for nothing, why there is nothing else. */
export type ChoiceReason = Ahead | 'only' | 'none_here' | 'all_suppressed' | 'all_failed';

export interface Choice {
  readonly action: string;
  readonly because: ChoiceReason;
}

/** What is best now, in order, and why not the rest. Actions that are not for this channel and placement are no candidates. */
export interface Decision {
  /** The first of `ranked`, three at most; nothing only where there is nothing else. */
  readonly shown: readonly string[];
  readonly ranked: readonly RankedAction[];
  readonly suppressed: readonly SuppressedAction[];
  readonly failed: readonly FailedAction[];
  readonly choice: Choice;
}
