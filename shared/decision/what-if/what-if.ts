import { must } from '../../assert.ts';
import type { Bundle } from '../action/bundle.ts';
import type { DecisionRequest, Factors } from '../action/decision.ts';
import type { PropensityOf } from '../action/propensity.ts';
import { judge, type Judgement } from '../arbitrate/decide.ts';
import { shownOf } from '../arbitrate/shown.ts';
import { Reading } from '../gate/reading.ts';
import { KeptReceipt } from '../receipt/kept-receipt.ts';
import { recordedIn } from '../receipt/recompute.ts';
import type { Receipt } from '../receipt/receipt.ts';

/** The rule that makes the difference, by id: a gate, a reason of a factor, a class, or the action itself where it came or went. */
export interface Cause {
  readonly by: 'gate' | 'failure' | 'factor' | 'class' | 'action' | 'order';
  readonly rule: string;
}

/** A past decision that would be another one. */
export interface Difference {
  readonly receipt: string;
  /** What was shown, and what would be. */
  readonly was: readonly string[];
  readonly is: readonly string[];
  readonly because: Cause;
  /** The quiet flags that the customer had: features that gates of the kind quiet look at. */
  readonly kinds: readonly string[];
}

export interface WhatIf {
  readonly decisions: number;
  readonly differences: readonly Difference[];
  /** How many differences each rule makes. */
  readonly byRule: ReadonlyMap<string, number>;
  /** How many decisions there were of each kind of customer, and how many of them would be others. */
  readonly byKind: ReadonlyMap<string, { readonly decisions: number; readonly differences: number }>;
}

/** A receipt as it is kept, with its id. */
export interface PastDecision {
  readonly id: string;
  readonly text: string;
}

/**
 * Decides past requests again by a draft of the rules: who would be treated differently, of which kinds, by which rule. Propensities are those of the
 * receipts, priors for what was not open then; or those of `propensityOf`, a draft of the models. `at` moves all requests to one moment, so
 * that the levers of then count. No more is read and judged than it takes to tell what would be shown; a difference is then judged whole.
 */
export function whatIf(past: Iterable<PastDecision>, draft: Bundle, { propensityOf, at }: { readonly propensityOf?: PropensityOf; readonly at?: number } = {}): WhatIf {
  const flags = flagsOf(draft);
  const differences: Difference[] = [];
  const byRule = new Map<string, number>();
  const byKind = new Map<string, { decisions: number; differences: number }>();
  let decisions = 0;
  for (const { id, text } of past) {
    decisions += 1;
    const kept = new KeptReceipt(text);
    const frame = kept.frame();
    const request: DecisionRequest = { at: at ?? frame.at, features: frame.features, ...frame.request };
    const likely = propensityOf ?? lazily(() => recordedIn(kept.ranked()));
    const reading = new Reading(draft, frame.features);
    const place = firstDifference(frame.shown, shownOf(draft, request, reading, likely));
    const kinds = kindsOf(reading, flags);
    for (const kind of kinds) {
      const counted = byKind.get(kind) ?? { decisions: 0, differences: 0 };
      byKind.set(kind, { decisions: counted.decisions + 1, differences: counted.differences + (place < 0 ? 0 : 1) });
    }
    if (place < 0) continue;
    const judged = judge(draft, request, likely, reading);
    const because = causeOf(kept, frame.shown, judged, draft, place);
    byRule.set(because.rule, (byRule.get(because.rule) ?? 0) + 1);
    differences.push({ receipt: id, was: frame.shown, is: judged.shown, because, kinds });
  }
  return { decisions, differences, byRule, byKind };
}

/** Made when it is first asked for. */
function lazily(make: () => PropensityOf): PropensityOf {
  let made: PropensityOf | undefined;
  return (...asked) => (made ??= make())(...asked);
}

interface Flag {
  readonly name: string;
  readonly at: number;
}

function flagsOf({ actions, features, places }: Bundle): readonly Flag[] {
  const read = new Set([...actions.values()].flatMap(({ gates }) => gates.filter(({ definition }) => definition.kind === 'quiet').flatMap(({ condition }) => [...condition.reads])));
  const names = [...read].filter((name) => features.get(name)?.type === 'yesNo').sort();
  return names.map((name) => ({ name, at: must(places.get(name), 'it is declared') }));
}

const kindsOf = ({ values }: Reading, flags: readonly Flag[]): readonly string[] => flags.filter(({ at }) => values[at] === true).map(({ name }) => name);

/** -1 where the same is shown in the same order. */
function firstDifference(was: readonly string[], is: readonly string[]): number {
  const longest = Math.max(was.length, is.length);
  for (let i = 0; i < longest; i += 1) if (was[i] !== is[i]) return i;
  return -1;
}

/** Why another action stands at a place: the one that stood there is open no more, or the one that does is only now, or they changed places. */
function causeOf(kept: KeptReceipt, shown: readonly string[], judged: Judgement, draft: Bundle, place: number): Cause {
  const [gone, come] = [shown[place], judged.shown[place]];
  const heldBack = gone === undefined ? undefined : judged.held.find(({ action }) => action.definition.id === gone);
  const [gate] = heldBack?.failing ?? [];
  if (heldBack !== undefined && gate !== undefined) return { by: 'gate', rule: heldBack.action.gates[gate]?.definition.id ?? heldBack.action.definition.id };
  const failure = judged.failed.find(({ action }) => action === gone);
  if (failure !== undefined) return { by: 'failure', rule: failure.at };
  if (gone !== undefined && !judged.ranked.some(({ action }) => action === gone)) return { by: 'action', rule: gone };
  const wasHeld = come === undefined ? undefined : kept.suppressed(come);
  if (wasHeld !== undefined) return { by: 'gate', rule: wasHeld.gates[0]?.gate ?? wasHeld.action };
  const wasFailed = kept.failed().find(({ action }) => action === come);
  if (wasFailed !== undefined) return { by: 'failure', rule: wasFailed.at };
  const ranked = kept.ranked();
  if (come !== undefined && !ranked.some(({ action }) => action === come)) return { by: 'action', rule: come };
  return movedBy(ranked, judged, [gone, come].filter((id) => id !== undefined), draft);
}

/** Both are open then and now: the first of their factors that is another one. */
function movedBy(ranked: Receipt['candidates']['ranked'], judged: Judgement, ids: readonly string[], draft: Bundle): Cause {
  for (const id of ids) {
    const [was, is] = [ranked.find(({ action }) => action === id), judged.ranked.find(({ action }) => action === id)];
    if (was === undefined || is === undefined) continue;
    if (was.class !== is.class) return { by: 'class', rule: id };
    const reason = changedReason(was.factors, is.factors);
    if (reason !== undefined) return { by: 'factor', rule: reason };
  }
  return { by: 'order', rule: ids[0] ?? draft.digest };
}

function changedReason(was: Factors, is: Factors): string | undefined {
  for (const part of ['lever', 'value', 'context', 'propensity'] as const) {
    if (was[part].is === is[part].is) continue;
    const before = new Map(was[part].because.map(({ id, effect }) => [id, effect]));
    const after = new Map(is[part].because.map(({ id, effect }) => [id, effect]));
    return [...after.keys(), ...before.keys()].find((id) => before.get(id) !== after.get(id)) ?? part;
  }
  return undefined;
}
