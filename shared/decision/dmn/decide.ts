import { FUEL } from '../feel/feel.ts';
import { toJson } from '../feel/json.ts';
import { fromJson, ownEntry, type FeelValue } from '../feel/values.ts';
import type { CompiledModel } from './compile-model.ts';
import type { Hit, Warning, WarningCode } from './trace.ts';

/** A decision that was not made: it has an owner, and is never taken for a no. */
export interface FailedDecision {
  readonly ok: false;
  readonly code: WarningCode | 'decision_fuel' | 'decision_missing';
  /** The decision that failed, by id: the one asked or one that it requires. */
  readonly decision: string;
  readonly rule?: string;
  readonly because?: string;
}

/** What a decision says, as JSON, and which rules of which tables said it. */
export interface MadeDecision {
  readonly ok: true;
  readonly value: unknown;
  readonly hits: readonly Hit[];
}

/** As DMN has it: null where something went wrong, with what that was. */
export interface Evaluation {
  readonly ok: true;
  readonly value: FeelValue;
  readonly hits: readonly Hit[];
  readonly warnings: readonly Warning[];
}

type Inputs = Readonly<Record<string, unknown>>;

/**
 * Makes a decision (or asks a service) by id or name with input data by name, as JSON. Anything that DMN would only warn of, and a null,
 * is a failed decision with the first cause. `now` is what `now()` says, in milliseconds of the epoch. Never throws; bounded by `FUEL`.
 */
export function decide(model: CompiledModel, decision: string, inputs: Inputs, now: number | null = null): MadeDecision | FailedDecision {
  const evaluation = evaluate(model, decision, inputs, now);
  if (!evaluation.ok) return evaluation;
  const [warning] = evaluation.warnings;
  if (warning !== undefined) {
    const { code, decision: at, rule, because } = warning;
    return { ok: false, code, decision: at, ...(rule === undefined ? {} : { rule }), ...(because === undefined ? {} : { because }) };
  }
  if (evaluation.value === null) return { ok: false, code: 'decision_null', decision };
  const value = toJson(evaluation.value);
  return value === undefined ? { ok: false, code: 'decision_fuel', decision } : { ok: true, value, hits: evaluation.hits };
}

/** As `decide`, with the value that DMN says; fails only for want of fuel or where there is no such decision. */
export function evaluate({ find, meter, trace }: CompiledModel, decision: string, inputs: Inputs, now: number | null = null): Evaluation | FailedDecision {
  const asked = find(decision);
  if (asked === undefined) return { ok: false, code: 'decision_missing', decision };
  [meter.left, meter.calls, meter.depth, meter.input, meter.now] = [FUEL, 0, 0, null, now];
  trace.clear();
  trace.decision = asked.id;
  const given = new Map<string, FeelValue>();
  for (const { id, name, type } of asked.inputs()) {
    const json = ownEntry(inputs, name);
    if (json === undefined) trace.warn('decision_input_missing', id, name);
    const value = type.check(fromJson(json, meter), true, 0);
    given.set(id, value === undefined ? trace.warn('decision_type', id, name) : value);
  }
  const value = asked.run(given);
  if (meter.left < 0) return { ok: false, code: 'decision_fuel', decision: trace.decision };
  return { ok: true, value, hits: trace.hits, warnings: trace.warnings };
}
