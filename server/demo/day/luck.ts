import { must } from '../../../shared/assert.ts';
import { drawFrom } from '../../../shared/work/effects/draw.ts';

/** Draws of one decision: the same for the same seed, case and step, whatever else has been drawn, and when. */
export interface Luck {
  /** From 0 up to, not including, 1. */
  of(label: string): number;
  /** A whole number from `low` to `high`, both included. */
  between(label: string, low: number, high: number): number;
  chance(label: string, probability: number): boolean;
  pick<T>(label: string, list: readonly T[]): T;
  /** The first is the likelier the higher `share` is; the others share the rest. */
  pickFirst<T>(label: string, list: readonly T[], share: number): T;
}

/** The draws of a step of a case; `step` names it, such as an element with how often the case has come to it. */
export function luckOf(seed: number, caseKey: string, step: string): Luck {
  const of = (label: string): number => drawFrom(`${String(seed)}/${caseKey}/${step}/${label}`);
  const pick = <T>(label: string, list: readonly T[]): T => must(list[Math.floor(of(label) * list.length)], 'there is something to pick from');
  return {
    of,
    between: (label, low, high) => low + Math.floor(of(label) * (high - low + 1)),
    chance: (label, probability) => of(label) < probability,
    pick,
    pickFirst: (label, list, share) => (list.length === 1 || of(`${label}/first`) < share ? must(list[0], 'there is something to pick from') : pick(label, list.slice(1))),
  };
}

/** The list in an order of the step's own. */
export function shuffled<T>(luck: Luck, label: string, list: readonly T[]): T[] {
  return list.map((one, index) => ({ one, at: luck.of(`${label}/${String(index)}`) })).sort((a, b) => a.at - b.at).map(({ one }) => one);
}
