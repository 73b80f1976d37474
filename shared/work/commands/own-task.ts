import { isRefusal, refuse } from '../../model/refusal.ts';
import { ownerOf } from '../../model/task.ts';
import { unfit } from '../unfit.ts';
import type { Context, Decision, ValueDraft } from '../world.ts';
import { done } from '../world.ts';
import { completeWork } from './journey.ts';
import type { Rules, Scene } from './rule.ts';
import { holderOf, isScene, nextOf, onTask, ownFence, sceneOf, stallFrom } from './rule.ts';

/** Free text of an entry, sealed for the case's customer. */
export function textValue({ state }: Pick<Scene, 'state'>, ctx: Context, field: string, value: string): ValueDraft {
  return { id: ctx.newId('v'), holder: holderOf(state), field, value, source: `staff:${ctx.actor}`, asOf: ctx.now };
}

/** Decides a claim: one winner, and the loser is told who. */
export function claim({ actor, state, task }: Scene, version: number | undefined, because: string, ctx: Context): Decision {
  const params = { case: state.case.id, task: task.id };
  const owner = ownerOf(task);
  if (owner === actor.id) return refuse('already_yours', { ...params, fence: task.fence });
  if (task.holder?.by !== 'queue') return refuse('already_claimed', { ...params, by: owner ?? 'unknown' }, 'work.claim');
  if (version !== undefined && version !== task.version) return refuse('stale', { ...params, version: task.version }, 'work.version');
  const unable = unfit(task, actor, state);
  if (unable) return unable;
  return done(onTask(state, task.id, 'task:claimed', { by: actor.id, ...nextOf(task, because), ...stallFrom(state, task, ctx) }));
}

type Own = 'task:claim' | 'task:release' | 'task:complete' | 'task:takeOver' | 'task:park' | 'task:resume' | 'lease:take';

export const ownTaskRules: Rules<Own> = {
  'task:claim': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, version }, ctx) => {
      const scene = sceneOf(world, ctx, 'task:claim', task);
      return isScene(scene) ? claim(scene, version, 'chosen', ctx) : scene;
    },
  },
  'task:release': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, fence, because }, ctx) => {
      const scene = sceneOf(world, ctx, 'task:release', task, { fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, fence);
      return stale ?? done(onTask(scene.state, task, 'task:released', { ...nextOf(scene.task, because), ...stallFrom(scene.state, scene.task, ctx) }));
    },
  },
  'task:complete': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, fence, outcome, data }, ctx) => {
      const scene = sceneOf(world, ctx, 'task:complete', task, { fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, fence);
      if (stale) return stale;
      const body = { ...(outcome === undefined ? {} : { outcome }), ...nextOf(scene.task, 'done'), ...stallFrom(scene.state, scene.task, ctx) };
      const completed = onTask(scene.state, task, 'task:completed', body);
      const moved = completeWork(scene, { outcome, data }, ctx);
      if (isRefusal(moved)) return moved;
      return { ...moved, entries: [completed, ...moved.entries] };
    },
  },
  'task:takeOver': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, version, reason }, ctx) => {
      const scene = sceneOf(world, ctx, 'task:takeOver', task);
      if (!isScene(scene)) return scene;
      const params = { case: scene.state.case.id, task };
      const owner = ownerOf(scene.task);
      if (scene.task.holder?.by === 'queue') return refuse('not_held', params);
      if (owner === scene.actor.id) return refuse('already_yours', { ...params, fence: scene.task.fence });
      if (version !== scene.task.version) return refuse('stale', { ...params, version: scene.task.version }, 'work.version');
      const unable = unfit(scene.task, scene.actor, scene.state);
      if (unable) return unable;
      const value = textValue(scene, ctx, 'takeOver.reason', reason);
      const body = { by: scene.actor.id, ...(owner === undefined ? {} : { from: owner }), reasonValue: value.id, ...nextOf(scene.task, 'taken_over') };
      return { ...done(onTask(scene.state, task, 'task:takenOver', body)), values: [value] };
    },
  },
  'task:park': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, fence, until, event, reason }, ctx) => {
      const scene = sceneOf(world, ctx, 'task:park', task, { fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, fence);
      if (stale) return stale;
      const params = { case: scene.state.case.id, task };
      if (until === undefined && event === undefined) return refuse('park_needs_end', params, 'work.park');
      if (until !== undefined && until <= ctx.now) return refuse('park_in_past', params, 'work.park');
      const value = reason === undefined ? undefined : textValue(scene, ctx, 'park.reason', reason);
      const body = {
        by: scene.actor.id,
        version: scene.task.version + 1,
        ...(until === undefined ? {} : { until }),
        ...(event === undefined ? {} : { event }),
        ...(value === undefined ? {} : { reasonValue: value.id }),
      };
      return { ...done(onTask(scene.state, task, 'task:parked', body)), ...(value === undefined ? {} : { values: [value] }) };
    },
  },
  'task:resume': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, fence }, ctx) => {
      const scene = sceneOf(world, ctx, 'task:resume', task, { fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, fence);
      if (stale) return stale;
      if (scene.task.status !== 'parked') return refuse('not_parked', { case: scene.state.case.id, task });
      return done(onTask(scene.state, task, 'task:resumed', { because: 'owner', version: scene.task.version + 1 }));
    },
  },
  'lease:take': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, fence, device }, ctx) => {
      const scene = sceneOf(world, ctx, 'lease:take', task, { fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, fence);
      return stale ?? done(onTask(scene.state, task, 'lease:granted', { by: scene.actor.id, device, fence }));
    },
  },
};
