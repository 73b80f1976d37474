import type { EntryDraft } from '../../contract/entries.ts';
import { flagSameProduct } from '../../journey/orchestrated/same-product.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import { ownerOf } from '../../model/task.ts';
import type { Decision, ValueDraft } from '../world.ts';
import { done } from '../world.ts';
import { tellCustomer } from './journey.ts';
import { textValue } from './own-task.ts';
import type { Rules } from './rule.ts';
import { caseSceneOf, isScene, onCase, onTask, ownFence, sceneOf, stallFrom } from './rule.ts';

type Kind = 'promise:make' | 'promise:keep' | 'promise:withdraw' | 'note:add' | 'evidence:add' | 'contact:record' | 'case:identify' | 'case:close';

export const caseWorkRules: Rules<Kind> = {
  'promise:make': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'promise:make', command.case);
      if (!isScene(scene)) return scene;
      const { state, actor } = scene;
      if (state.case.status === 'closed') return refuse('case_closed', { case: command.case });
      if (command.dueAt <= ctx.now) return refuse('promise_in_past', { case: command.case }, 'work.promise');
      const value = textValue(scene, ctx, 'promise.text', command.text);
      const owner = state.tasks.map(ownerOf).find((person) => person === actor.id) ?? state.tasks.map(ownerOf).find(Boolean) ?? actor.id;
      const promise = {
        id: ctx.newId('p'), textValue: value.id, channel: command.channel, dueAt: command.dueAt, owner, madeAt: ctx.now, madeBy: actor.id, state: 'open' as const,
      };
      return { ...done(onCase(state, 'promise:made', { promise })), values: [value] };
    },
  },
  'promise:keep': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => endPromise(caseSceneOf(world, ctx, 'promise:keep', command.case), command.promise, 'kept'),
  },
  'promise:withdraw': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'promise:withdraw', command.case);
      if (!isScene(scene)) return scene;
      return endPromise(scene, command.promise, 'withdrawn', textValue(scene, ctx, 'promise.withdrawn', command.reason));
    },
  },
  'note:add': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'note:add', command.case);
      if (!isScene(scene)) return scene;
      const value = textValue(scene, ctx, 'note', command.text);
      const task = scene.state.tasks.find((one) => one.id === command.task);
      if (command.task !== undefined && !task) return refuse('task_ended', { case: command.case, task: command.task });
      const entry = task ? onTask(scene.state, task.id, 'note:added', { value: value.id }) : onCase(scene.state, 'note:added', { value: value.id });
      return { ...done(entry), values: [value] };
    },
  },
  'evidence:add': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'evidence:add', command.case);
      if (!isScene(scene)) return scene;
      const { state } = scene;
      if (state.case.status === 'closed') return refuse('case_closed', { case: command.case });
      if (command.task !== undefined && command.fence !== undefined) {
        const owned = sceneOf(world, ctx, 'evidence:add', command.task, { fence: command.fence });
        if (!isScene(owned)) return owned;
        const stale = ownFence(owned, command.fence);
        if (stale) return stale;
      }
      const task = state.tasks.find((one) => one.id === command.task);
      if (command.task !== undefined && !task) return refuse('task_ended', { case: command.case, task: command.task });
      const value = command.text === undefined ? undefined : { ...textValue(scene, ctx, `evidence.${command.kind}`, command.text), ...validity(command.validUntil) };
      const body = {
        kind: command.kind,
        ...(value === undefined ? {} : { value: value.id }),
        ...(command.document === undefined ? {} : { document: command.document }),
        ...validity(command.validUntil),
        ...stallFrom(state, task, ctx),
      };
      const added = task ? onTask(state, task.id, 'evidence:added', body) : onCase(state, 'evidence:added', body);
      // What was parked until this evidence came goes on; the evidence itself raises the task it is about and takes a stalled one's mark off.
      const woken = state.tasks
        .filter((one) => one.parked?.event === command.kind)
        .map((one): EntryDraft => onTask(state, one.id, 'task:resumed', { because: 'event', version: one.version + (one === task || one.stalled !== undefined ? 2 : 1) }));
      return { ...done(added, ...woken), ...(value === undefined ? {} : { values: [value] }) };
    },
  },
  'contact:record': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'contact:record', command.case);
      if (!isScene(scene)) return scene;
      return done(onCase(scene.state, 'contact:made', { channel: command.channel, ...stallFrom(scene.state, undefined, ctx) }));
    },
  },
  'case:identify': {
    footprint: (command) => ({ cases: [command.case], openCasesOf: [command.customer] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'case:identify', command.case);
      if (!isScene(scene)) return scene;
      const customer = world.customer(command.customer);
      const others = world.openCasesOf(command.customer);
      if (customer === undefined || others === undefined) return { needs: { openCasesOf: [command.customer] } };
      if (customer === null || customer.erasedAt !== undefined) return refuse('not_found', { case: command.case });
      if (scene.state.case.customer !== undefined) return refuse('already_identified', { case: command.case }, 'case.identify');
      const entry = onCase(scene.state, 'case:identified', { customer: command.customer, evidence: command.evidence });
      const { id, journey } = scene.state.case;
      const flagged = flagSameProduct({ subject: `case:${id}`, case: id, customer: command.customer }, journey, others, ctx);
      const told = tellCustomer(scene.state, command.customer, ctx);
      return isRefusal(told) ? told : { ...told, entries: [{ ...entry, customer: command.customer }, ...flagged, ...told.entries] };
    },
  },
  'case:close': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'case:close', command.case);
      if (!isScene(scene)) return scene;
      const { state } = scene;
      const params = { case: command.case };
      if (state.case.status === 'closed') return refuse('case_closed', params);
      if (state.case.version !== command.version) return refuse('stale', { ...params, version: state.case.version }, 'work.version');
      const open = state.case.promises.filter((promise) => promise.state === 'open' || promise.state === 'broken').length;
      if (open > 0) return refuse('promise_open', { ...params, promises: open }, 'work.promise');
      const closed = state.tasks.map((task) => onTask(state, task.id, 'task:closed', { because: 'caseClosed' }));
      return done(onCase(state, 'case:closed', { outcome: command.outcome }), ...closed);
    },
  },
};

const validity = (validUntil: number | undefined): { validUntil?: number } => (validUntil === undefined ? {} : { validUntil });

function endPromise(scene: ReturnType<typeof caseSceneOf>, id: string, how: 'kept' | 'withdrawn', reason?: ValueDraft): Decision {
  if (!isScene(scene)) return scene;
  const { state } = scene;
  const promise = state.case.promises.find((one) => one.id === id);
  if (!promise) return refuse('not_found', { case: state.case.id });
  if (promise.state !== 'open' && promise.state !== 'broken') return refuse('promise_over', { case: state.case.id });
  const entry = onCase(state, 'promise:ended', { promise: id, how, ...(reason === undefined ? {} : { reasonValue: reason.id }) });
  return { ...done(entry), ...(reason === undefined ? {} : { values: [reason] }) };
}
