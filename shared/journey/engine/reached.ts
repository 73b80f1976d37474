import type { ProcessDelta, ProcessState } from './process-state.ts';

/**
 * The state that the last step worked towards. Whoever decides folds next, so the fold of that very delta onto that very state
 * need not be computed twice. Nobody can tell but by the time it takes: the state equals what the fold gives (a property of the tests).
 */
let last: { readonly before: ProcessState | undefined; readonly delta: ProcessDelta; readonly after: ProcessState } | undefined;

export function remember(before: ProcessState | undefined, delta: ProcessDelta, after: ProcessState): void {
  last = { before, delta, after };
}

export function reachedBy(before: ProcessState | undefined, delta: ProcessDelta): ProcessState | undefined {
  return last !== undefined && last.delta === delta && last.before === before ? last.after : undefined;
}
