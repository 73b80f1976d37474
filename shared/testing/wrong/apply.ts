import { applyChunk, applyPush } from '../../sync/apply.ts';
import type { ApplyPart } from '../scope-sync-suite.ts';

/** Wrong on purpose: does not see that a push is missing before this one. */
export const applyThatOverlooksGaps: ApplyPart = {
  applyChunk,
  applyPush: (state, push) => applyPush(state, { ...push, prev: Math.min(push.prev, state.seq) }),
};

/** Wrong on purpose: applies what it has applied before, also when it is old. */
export const applyThatRepeats: ApplyPart = {
  applyChunk,
  applyPush: (state, push) => (state.isAsking || push.seq > state.seq ? applyPush(state, push) : applyPush({ ...state, seq: push.seq - 1 }, { ...push, prev: 0 })),
};

/** Wrong on purpose: forgets what came while it waited for the snapshot, and takes the snapshot for all there is (T18). */
export const applyThatTrustsItsSnapshot: ApplyPart = {
  applyPush: (state, push) => (state.isAsking ? { state: { ...state, seq: Math.max(state.seq, push.seq) } } : applyPush(state, push)),
  applyChunk: (state, chunk) => {
    const step = applyChunk(state, chunk);
    return step.state.isAsking ? step : { ...step, state: { ...step.state, seq: Math.max(step.state.seq, state.seq) } };
  },
};
