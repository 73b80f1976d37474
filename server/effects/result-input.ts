import { hash } from 'node:crypto';
import type { OnEffectResult, ReportedResult } from '../../shared/work/effects/decide-result.ts';
import { decideEffectResult } from '../../shared/work/effects/decide-result.ts';
import { customerOfStream } from '../../shared/work/effects/effect-stream.ts';
import type { Input } from '../desk/input.ts';
import { canonicalJson } from '../../shared/canonical.ts';

/** The source under which a result is held whose decision throws. */
export const effectSource = (connector: string): string => `connector:${connector}`;

/** Makes the input of what became of an effect; `body` is the text that it can be made from again, personal values sealed. */
export function effectResultInput(reported: ReportedResult, onResult: OnEffectResult, body: () => string): Input {
  const { result } = reported;
  const customer = customerOfStream(result.case);
  const round = result.round === 0 ? '' : `/${String(result.round)}`;
  return {
    id: `f:${result.effect}${round}`,
    lane: 'timer',
    sender: effectSource(result.connector),
    actor: result.by ?? effectSource(result.route),
    action: `effect:${result.outcome.ok ? 'done' : 'failed'}`,
    bodyHash: hash('sha256', canonicalJson(result), 'buffer').subarray(0, 16),
    footprint: customer === undefined ? { cases: [result.case] } : { customers: [customer] },
    holds: { source: effectSource(result.connector), case: result.case, body },
    decide: (world, ctx) => decideEffectResult(world, reported, ctx, onResult),
  };
}
