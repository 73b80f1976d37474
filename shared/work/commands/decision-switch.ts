import { can } from '../../policy/can.ts';
import { done } from '../world.ts';
import type { Rules } from './rule.ts';
import { actorOf } from './rule.ts';

/** A suggestion is turned off at once, or on again: by those who answer for what is suggested. */
export const decisionSwitchRules: Rules<'action:switch'> = {
  'action:switch': {
    footprint: () => ({}),
    decide: (world, { action, channel, isOff, because }, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const refused = can(actor, 'action:switch', {});
      if (refused) return refused;
      const what = { action, ...(channel === undefined ? {} : { channel }), isOff, because };
      return { ...done({ kind: 'action:switched', subject: 'system:decisions', body: what }), switches: [{ ...what, by: actor.id, at: ctx.now }] };
    },
  },
};
