import type { HandOff } from '../../model/hand-off.ts';
import { isOnDuty } from '../../model/person.ts';
import type { Refusal } from '../../model/refusal.ts';
import { refuse } from '../../model/refusal.ts';
import { ownerOf } from '../../model/task.ts';
import type { Context, Decision, Needs, World } from '../world.ts';
import { done } from '../world.ts';
import { unfit } from '../unfit.ts';
import { callToHandOff, cannotTakeCall, takenWithCall } from './call-hand-off.ts';
import { textValue } from './own-task.ts';
import type { Rules, Scene } from './rule.ts';
import { actorOf, isScene, nextOf, onTask, ownFence, sceneOf, stallFrom } from './rule.ts';

type Kind = 'handOff:offer' | 'handOff:accept' | 'handOff:ask' | 'handOff:answer' | 'handOff:decline' | 'handOff:withdraw';
type Open = Scene & { readonly handOff: HandOff };

/** A receiver must be there and able in the transaction that offers, not when the sender looked (T13). */
function receiverRefusal(world: World, scene: Scene, { toPerson: to = '', call }: Pick<Offered, 'toPerson' | 'call'>, now: number): Refusal | Needs | undefined {
  const { actor, state, task } = scene;
  const person = world.person(to);
  if (person === undefined) return { needs: { people: [to] } };
  const params = { case: state.case.id, task: task.id, person: to };
  if (to === actor.id) return refuse('handoff_to_self', params);
  if (person === null || person.role === 'observed') return refuse('not_found', params);
  if (!isOnDuty(person, now)) return refuse('receiver_absent', params, 'work.present');
  return unfit(task, person, state) ?? (call === undefined ? undefined : cannotTakeCall(scene, person));
}

/** The open hand-off of a task, for its receiver or its sender. */
function openOf(world: World, ctx: Context, action: Kind, taskId: string, id: string, side: 'receiver' | 'sender'): Open | Refusal | Needs {
  const actor = actorOf(world, ctx);
  if ('ok' in actor) return actor;
  const handOff = world.caseOf(taskId)?.tasks.find((task) => task.id === taskId)?.handOff;
  const isMine = handOff !== undefined && (side === 'sender' ? handOff.from === actor.id : handOff.toPerson === actor.id || handOff.toTeam === actor.team);
  const scene = sceneOf(world, ctx, action, taskId, { subject: isMine ? { owner: actor.id } : undefined });
  if (!isScene(scene)) return scene;
  const params = { case: scene.state.case.id, task: taskId, handOff: id };
  // A yes is not taken back while the voice is on its way.
  if (scene.task.handOff?.id !== id || (handOff?.takenAt !== undefined && action !== 'handOff:answer')) return refuse('handoff_over', params);
  return isMine ? { ...scene, handOff: scene.task.handOff } : refuse('handoff_not_yours', params, 'work.handOff');
}

export const handOffRules: Rules<Kind> = {
  'handOff:offer': {
    footprint: ({ task, toPerson }) => ({ tasks: [task], ...(toPerson === undefined ? {} : { people: [toPerson] }) }),
    decide: (world, command, ctx) => {
      const { task, fence, toPerson, toTeam } = command;
      const scene = sceneOf(world, ctx, 'handOff:offer', task, { fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, fence);
      if (stale) return stale;
      const params = { case: scene.state.case.id, task };
      if ((toPerson === undefined) === (toTeam === undefined)) return refuse('handoff_receiver', params);
      if (scene.task.handOff) return refuse('handoff_open', params);
      const open = scene.state.case.promises.some((promise) => promise.state === 'open' || promise.state === 'broken');
      if (open && command.promised.trim() === '') return refuse('promise_unmentioned', params, 'work.promise');
      if (command.call !== undefined && toPerson === undefined) return refuse('handoff_receiver', params);
      const refused = toPerson === undefined ? undefined : receiverRefusal(world, scene, command, ctx.now);
      const gone = refused ?? (command.call === undefined ? undefined : callToHandOff(world, scene, command.call));
      return gone ?? offer(scene, command, ctx);
    },
  },
  'handOff:accept': {
    footprint: ({ task }, actor) => ({ tasks: [task], people: [actor] }),
    decide: (world, { task, handOff }, ctx) => {
      const scene = openOf(world, ctx, 'handOff:accept', task, handOff, 'receiver');
      if (!isScene(scene)) return scene;
      const params = { case: scene.state.case.id, task };
      const me = world.person(ctx.actor);
      if (me === undefined) return { needs: { people: [ctx.actor] } };
      if (me === null || !isOnDuty(me, ctx.now)) return refuse('receiver_absent', { ...params, person: ctx.actor }, 'work.present');
      const unable = unfit(scene.task, scene.actor, scene.state);
      if (unable) return unable;
      const taken = takenWithCall(world, scene, scene.handOff, me, ctx);
      if (taken) return taken;
      const body = { handOff, by: ctx.actor, ...nextOf(scene.task, scene.handOff.because), ...stallFrom(scene.state, scene.task, ctx) };
      return done(onTask(scene.state, task, 'handOff:accepted', body));
    },
  },
  'handOff:ask': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, handOff, question }, ctx) => {
      const scene = openOf(world, ctx, 'handOff:ask', task, handOff, 'receiver');
      if (!isScene(scene)) return scene;
      const value = textValue(scene, ctx, 'handOff.question', question);
      const body = { handOff, askedValue: value.id, version: scene.task.version + 1 };
      return { ...done(onTask(scene.state, task, 'handOff:asked', body)), values: [value] };
    },
  },
  'handOff:answer': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, handOff, text }, ctx) => {
      const scene = openOf(world, ctx, 'handOff:answer', task, handOff, 'sender');
      if (!isScene(scene)) return scene;
      if (scene.handOff.askedValue === undefined) return refuse('nothing_asked', { case: scene.state.case.id, task });
      const value = textValue(scene, ctx, 'handOff.answer', text);
      const body = { handOff, answerValue: value.id, version: scene.task.version + 1 };
      return { ...done(onTask(scene.state, task, 'handOff:answered', body)), values: [value] };
    },
  },
  'handOff:decline': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, handOff, reason }, ctx) => {
      const scene = openOf(world, ctx, 'handOff:decline', task, handOff, 'receiver');
      if (!isScene(scene)) return scene;
      const value = textValue(scene, ctx, 'handOff.declined', reason);
      const body = { handOff, how: 'declined' as const, reasonValue: value.id, version: scene.task.version + 1 };
      return { ...done(onTask(scene.state, task, 'handOff:ended', body)), values: [value] };
    },
  },
  'handOff:withdraw': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, handOff }, ctx) => {
      const scene = openOf(world, ctx, 'handOff:withdraw', task, handOff, 'sender');
      if (!isScene(scene)) return scene;
      return done(onTask(scene.state, task, 'handOff:ended', { handOff, how: 'withdrawn', version: scene.task.version + 1 }));
    },
  },
};

interface Offered {
  readonly task: string;
  readonly toPerson?: string;
  readonly toTeam?: string;
  readonly call?: string;
  readonly because: string;
  readonly situation: string;
  readonly done: string;
  readonly promised: string;
  readonly next: string;
}

/** The sender stays accountable until it is accepted: only the offer is written on the task. */
function offer(scene: Scene, command: Offered, ctx: Context): Decision {
  const [situation, doneSoFar, promised, next] = (['situation', 'done', 'promised', 'next'] as const).map((field) =>
    textValue(scene, ctx, `handOff.${field}`, command[field]),
  ) as [ReturnType<typeof textValue>, ReturnType<typeof textValue>, ReturnType<typeof textValue>, ReturnType<typeof textValue>];
  const handOff: HandOff = {
    id: ctx.newId('h'),
    from: ownerOf(scene.task) ?? scene.actor.id,
    ...(command.toPerson === undefined ? {} : { toPerson: command.toPerson }),
    ...(command.toTeam === undefined ? {} : { toTeam: command.toTeam }),
    offeredAt: ctx.now,
    ...(command.call === undefined ? {} : { call: command.call }),
    expiresAt: ctx.now + (command.call === undefined ? ctx.settings.handOffAnswerMs : ctx.settings.callHandOffMs),
    because: command.because,
    situationValue: situation.id,
    doneValue: doneSoFar.id,
    promisedValue: promised.id,
    nextValue: next.id,
  };
  const entry = onTask(scene.state, scene.task.id, 'handOff:offered', { handOff, version: scene.task.version + 1 });
  return { ...done(entry), values: [situation, doneSoFar, promised, next] };
}
