import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import { done } from '../world.ts';
import type { Rules } from './rule.ts';
import { actorOf, caseSceneOf, isScene, onCase } from './rule.ts';
import { decideLeave } from './verify.ts';

export const customerRules: Rules<'customer:read' | 'customer:leave' | 'customer:erase' | 'held:release'> = {
  'customer:read': {
    footprint: ({ customer }) => ({ customers: [customer] }),
    decide: (world, { customer, purpose }, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const refused = can(actor, 'customer:read', {});
      if (refused) return refused;
      const found = world.customer(customer);
      if (found === undefined) return { needs: { customers: [customer] } };
      if (found === null) return refuse('not_found', { customer });
      return done({ kind: 'customer:read', subject: `customer:${customer}`, customer, body: { purpose } });
    },
  },
  'customer:leave': {
    footprint: ({ customer }) => ({ customers: [customer] }),
    decide: (world, { customer }, ctx) => decideLeave(world, customer, 'left', ctx),
  },
  'customer:erase': {
    footprint: ({ customer }) => ({ customers: [customer] }),
    decide: (world, { customer, because }, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const refused = can(actor, 'customer:erase', {});
      if (refused) return refused;
      const found = world.customer(customer);
      if (found === undefined) return { needs: { customers: [customer] } };
      if (found === null) return refuse('not_found', { customer });
      if (found.erasedAt !== undefined) return refuse('already_erased', { customer });
      return done({ kind: 'customer:erased', subject: `customer:${customer}`, customer, body: { because } });
    },
  },
  'held:release': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const refused = can(actor, 'held:release', {});
      if (refused) return refused;
      const scene = caseSceneOf(world, ctx, 'held:release', command.case);
      if (!isScene(scene)) return scene;
      return done(onCase(scene.state, 'exception:resolved', { reference: command.source, how: 'released' }));
    },
  },
};
