import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import type { EffectOutcome } from '../effects/result.ts';
import { done } from '../world.ts';
import { textValue } from './own-task.ts';
import type { Rules } from './rule.ts';
import { actorOf, caseSceneOf, isScene, onCase } from './rule.ts';

/** What people do about effects that failed, or of which nobody knows, and about the systems behind them. */
export const effectRules: Rules<'effect:retry' | 'effect:resolve' | 'connector:switch'> = {
  'effect:retry': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: caseId, effect }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'effect:retry', caseId);
      if (!isScene(scene)) return scene;
      const { state } = scene;
      const raised = state.case.exceptions?.find((one) => one.effect === effect);
      if (!raised) return refuse('effect_not_waiting', { case: caseId, effect });
      const { reference } = raised;
      return {
        ...done(onCase(state, 'effect:retried', { effect, reference }), onCase(state, 'exception:resolved', { reference, how: 'retried' })),
        effectOrders: [{ do: 'send', effect }],
      };
    },
  },
  'effect:resolve': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: caseId, effect, how, result = {}, error, reason }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'effect:resolve', caseId);
      if (!isScene(scene)) return scene;
      const { state, actor } = scene;
      const raised = state.case.exceptions?.find((one) => one.effect === effect);
      if (!raised) return refuse('effect_not_waiting', { case: caseId, effect });
      const { reference } = raised;
      const value = textValue(scene, ctx, 'effect.reason', reason);
      const outcome: EffectOutcome =
        how === 'done' ? { ok: true, data: result } : { ok: false, code: 'connector_refused', applied: 'no', ...(error === undefined ? {} : { error }) };
      const resolved = onCase(state, 'effect:resolved', { effect, reference, how, reasonValue: value.id });
      return {
        ...done(resolved, onCase(state, 'exception:resolved', { reference, how: 'byPerson' })),
        values: [value],
        effectOrders: [{ do: 'settle', effect, by: actor.id, outcome }],
      };
    },
  },
  'connector:switch': {
    footprint: () => ({}),
    decide: (world, { connector, isOff, because }, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const refusal = can(actor, 'connector:switch', {});
      if (refusal) return refusal;
      return {
        ...done({ kind: 'connector:switched', subject: `system:connector/${connector}`, body: { connector, isOff, because } }),
        effectOrders: [{ do: 'switch', connector, isOff, because, by: actor.id }],
      };
    },
  },
};
