import type { Extras, Reading } from './reading.ts';

const names = { work: 'form, assignee, clock', connector: 'connector', decision: 'decision', resultVariable: 'resultVariable', calls: 'calledElement', key: 'key', script: 'script', outcome: 'outcome' } as const;

/** Warns of what somebody filled in at an element that has no use for it, so that it is not lost without a word. */
export function reportUnused(extras: Extras, used: readonly (keyof Extras)[], element: string, { defects }: Reading): void {
  for (const [key, name] of Object.entries(names) as [keyof typeof names, string][]) {
    if (extras[key] !== undefined && !used.includes(key)) defects.warn('bpmn_not_carried_out', element, { name, value: '' });
  }
}
