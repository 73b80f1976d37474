import { refuse } from '../../model/refusal.ts';
import type { Context, Decision, World } from '../world.ts';
import { claim } from './own-task.ts';
import { isScene, onTask, sceneOf } from './rule.ts';

/** Claims the first of the ranked candidates that is still free; whoever skipped one said why, and it is counted. */
export function decideNext(world: World, team: string, ranked: readonly string[], skip: { task: string; reason: string } | undefined, ctx: Context): Decision {
  for (const id of ranked) {
    if (id === skip?.task) continue;
    const scene = sceneOf(world, ctx, 'task:next', id);
    if ('needs' in scene) return { needs: { tasks: ranked } };
    if (!isScene(scene) || scene.task.holder?.by !== 'queue' || scene.task.status !== 'open') continue;
    const claimed = claim(scene, undefined, 'next', ctx);
    if (!('entries' in claimed)) continue;
    const skipped = skip && world.caseOf(skip.task);
    return skipped ? { ...claimed, entries: [onTask(skipped, skip.task, 'task:skipped', { by: ctx.actor, reason: skip.reason }), ...claimed.entries] } : claimed;
  }
  return refuse('queue_empty', { team });
}
