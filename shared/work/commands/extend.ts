import type { EntryDraft } from '../../contract/entries.ts';
import { refuse } from '../../model/refusal.ts';
import { left } from './left-out.ts';
import type { Rules } from './rule.ts';
import { isScene, onTask, sceneOf } from './rule.ts';

/** A lead gives work more time, with the reason: until then it does not count as standing still. Deadlines that the bank has stay as they are. */
export const extendRules: Rules<'task:extend'> = {
  'task:extend': {
    footprint: ({ items }) => ({ tasks: items.map(({ task }) => task) }),
    decide: (world, { commandId: plan, items, until, because }, ctx) => {
      if (until <= ctx.now) return refuse('extend_in_past', { until });
      const entries: EntryDraft[] = [];
      for (const { task, version } of items) {
        const scene = sceneOf(world, ctx, 'task:extend', task);
        if ('needs' in scene) return scene;
        const params = { case: isScene(scene) ? scene.state.case.id : '', task };
        if (!isScene(scene)) entries.push(left('task:extend', task, scene, ctx.actor));
        else if (scene.task.version !== version) entries.push(left('task:extend', task, refuse('stale', { ...params, version: scene.task.version }, 'work.version'), ctx.actor));
        else entries.push(onTask(scene.state, task, 'task:extended', { plan, until, because, version: version + 1 }));
      }
      return { ok: true, entries };
    },
  },
};
