import { can } from '../../policy/can.ts';
import { done } from '../world.ts';
import type { Rules } from './rule.ts';
import { actorOf } from './rule.ts';

/** Somebody has looked at the alarms of a model: they are over, and its watch looks anew from the next step on. */
export const alarmLookRules: Rules<'alarm:look'> = {
  'alarm:look': {
    footprint: () => ({}),
    decide: (world, { action, channel, role = 'champion', because }, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const refused = can(actor, 'alarm:look', {});
      if (refused) return refused;
      const what = { action, channel, role, because };
      return { ...done({ kind: 'alarm:looked', subject: 'system:decisions', body: what }), looks: [{ ...what, by: actor.id, at: ctx.now }] };
    },
  },
};
