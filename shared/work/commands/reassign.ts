import type { EntryDraft } from '../../contract/entries.ts';
import type { Person } from '../../model/person.ts';
import { isOnDuty } from '../../model/person.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import type { Holder, Task } from '../../model/task.ts';
import { ownerOf } from '../../model/task.ts';
import { can } from '../../policy/can.ts';
import type { Context, Decision, Needs, ValueDraft, World } from '../world.ts';
import { done } from '../world.ts';
import { unfit } from '../unfit.ts';
import { textValue } from './own-task.ts';
import { left } from './left-out.ts';
import type { Rules, Scene } from './rule.ts';
import { actorOf, isScene, nextOf, onTask, ownFence, sceneOf } from './rule.ts';

interface Item {
  readonly task: string;
  readonly version: number;
  readonly toPerson?: string;
  readonly toTeam?: string;
}

/** Where one item goes, or why it cannot: never to somebody absent, off, unlicensed or only observed. */
function targetOf(world: World, { state, task }: Scene, { toPerson, toTeam }: Item, now: number): { holder: Holder; team: string } | Refusal | Needs {
  const params = { case: state.case.id, task: task.id };
  if ((toPerson === undefined) === (toTeam === undefined)) return refuse('reassign_receiver', params);
  if (toTeam !== undefined) return { holder: { by: 'queue' }, team: toTeam };
  const id = toPerson ?? '';
  const person: Person | null | undefined = world.person(id);
  if (person === undefined) return { needs: { people: [id] } };
  if (person === null || person.role === 'observed') return refuse('not_found', { ...params, person: id });
  if (!isOnDuty(person, now)) return refuse('receiver_absent', { ...params, person: id }, 'work.present');
  const unable = unfit(task, person, state);
  return unable ?? { holder: { by: 'person', person: id }, team: task.team };
}

export const reassignRules: Rules<'task:reassign' | 'task:decline' | 'plan:undo'> = {
  'task:reassign': {
    footprint: ({ items, toPerson }) => ({
      tasks: items.map((item) => item.task),
      people: [...new Set([...items.flatMap((item) => item.toPerson ?? []), ...(toPerson === undefined ? [] : [toPerson])])],
    }),
    decide: (world, command, ctx): Decision => {
      const entries: EntryDraft[] = [];
      const values: ValueDraft[] = [];
      for (const own of command.items) {
        const item: Item = own.toPerson === undefined && own.toTeam === undefined ? { ...own, ...receiverOf(command) } : own;
        const scene = sceneOf(world, ctx, 'task:reassign', item.task);
        if ('needs' in scene) return scene;
        const moved = isScene(scene) ? move(world, scene, item, command.commandId, command.because, ctx) : scene;
        if ('needs' in moved) return moved;
        if ('ok' in moved) entries.push(left('task:reassign', item.task, moved, ctx.actor));
        else {
          const value = command.reason === undefined ? undefined : textValue(scene as Scene, ctx, 'reassign.reason', command.reason);
          if (value) values.push(value);
          entries.push(value ? ({ ...moved.entry, body: { ...moved.entry.body, reasonValue: value.id } } as EntryDraft) : moved.entry);
        }
      }
      return { ok: true, entries, values };
    },
  },
  'task:decline': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, fence, reason }, ctx) => {
      const scene = sceneOf(world, ctx, 'task:decline', task, { fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, fence);
      if (stale) return stale;
      const params = { case: scene.state.case.id, task };
      // Who has begun with it, or has declined it before, has answered.
      if (scene.task.moved === undefined || scene.task.needsOwner) return refuse('touched_since', { ...params, by: ctx.actor }, 'work.undo');
      const { version } = scene.task;
      return done(
        onTask(scene.state, task, 'task:offerEnded', { to: ctx.actor, how: 'declined', reason, version: version + 1 }),
        onTask(scene.state, task, 'task:ownerNeeded', { because: 'declined', version: version + 2 }),
      );
    },
  },
  'plan:undo': {
    footprint: ({ tasks }) => ({ tasks }),
    decide: (world, { plan, tasks }, ctx): Decision => {
      const entries: EntryDraft[] = [];
      for (const id of tasks) {
        const undone = undo(world, plan, id, ctx);
        if ('needs' in undone) return undone;
        entries.push('ok' in undone ? left('plan:undo', id, undone, ctx.actor) : undone.entry);
      }
      return { ok: true, entries };
    },
  },
};

const receiverOf = ({ toPerson, toTeam }: { toPerson?: string; toTeam?: string }): { toPerson?: string; toTeam?: string } => ({
  ...(toPerson === undefined ? {} : { toPerson }),
  ...(toTeam === undefined ? {} : { toTeam }),
});

function move(world: World, scene: Scene, item: Item, plan: string, because: string, ctx: Context): { entry: EntryDraft } | Refusal | Needs {
  const { state, task } = scene;
  const params = { case: state.case.id, task: task.id };
  if (task.version !== item.version) return refuse('stale', { ...params, version: task.version, by: ownerOf(task) ?? null }, 'work.version');
  const target = targetOf(world, scene, item, ctx.now);
  if ('needs' in target || 'ok' in target) return target;
  if (target.holder.by === 'person' && target.holder.person === ownerOf(task)) return refuse('already_theirs', params);
  return { entry: onTask(state, task.id, 'task:reassigned', { ...target, plan, ...followUp(task, target.holder), ...nextOf(task, because) }) };
}

/** Follow-ups keep their date in other hands; in a queue nobody would wait for it. */
const followUp = (task: Task, holder: Holder): { isParked?: true } => (task.status === 'parked' && holder.by === 'person' ? { isParked: true } : {});

/** Only what nobody has touched since, and only for the time that the settings give. */
function undo(world: World, plan: string, id: string, ctx: Context): { entry: EntryDraft } | Refusal | Needs {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const state = world.caseOf(id);
  if (state === undefined) return { needs: { tasks: [id] } };
  const task = state?.tasks.find((one) => one.id === id);
  if (!state || !task) return refuse('not_found', { task: id });
  const params = { case: state.case.id, task: id };
  const refused = can(actor, 'plan:undo', { owner: ownerOf(task), team: task.team, branch: state.case.branch });
  if (refused) return { ...refused, params: { ...refused.params, ...params } };
  if (task.moved?.plan !== plan) return refuse('touched_since', { ...params, by: ownerOf(task) ?? null }, 'work.undo');
  if (ctx.now > task.moved.at + ctx.settings.undoMs) return refuse('undo_over', params, 'work.undo');
  const { wasHolder: holder, wasTeam: team } = task.moved;
  if (holder.by === 'person') {
    const former = world.person(holder.person);
    if (former === undefined) return { needs: { people: [holder.person] } };
    if (former === null || !isOnDuty(former, ctx.now)) return refuse('receiver_absent', { ...params, person: holder.person }, 'work.present');
  }
  return { entry: onTask(state, id, 'task:restored', { holder, team, plan, ...followUp(task, holder), ...nextOf(task, 'undo') }) };
}
