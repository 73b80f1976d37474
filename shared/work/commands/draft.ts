import { refuse } from '../../model/refusal.ts';
import { done } from '../world.ts';
import { textValue } from './own-task.ts';
import type { Rules } from './rule.ts';
import { actorOf, isScene, onCase, onTask, ownFence, sceneOf } from './rule.ts';

type Kind = 'draft:save' | 'draft:accept' | 'draft:discard';

/**
 * Drafts are per case, field and author. Saving never asks for the fence: what somebody typed is kept even if the task has moved on
 * meanwhile (T03). Only the author or acceptance ends one.
 */
export const draftRules: Rules<Kind> = {
  'draft:save': {
    footprint: (command, actor) => ({ cases: [command.case], drafts: [{ case: command.case, field: command.field, author: actor }] }),
    decide: (world, command, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const state = world.case(command.case);
      const before = world.draft(command.case, command.field, ctx.actor);
      if (state === undefined || before === undefined) return { needs: { cases: [command.case], drafts: [{ case: command.case, field: command.field, author: ctx.actor }] } };
      if (state === null) return refuse('not_found', { case: command.case });
      const version = before?.version ?? 0;
      // Two devices of one person: the second hears of the first and shows both (T17).
      if (version !== command.version) return refuse('conflict', { case: command.case, field: command.field, version }, 'draft.version');
      const { case: caseId, field, text } = command;
      return { ok: true, entries: [], drafts: [{ put: { case: caseId, field, author: ctx.actor, text, version: version + 1 } }] };
    },
  },
  'draft:accept': {
    footprint: (command) => ({ tasks: [command.task], drafts: [{ case: command.case, field: command.field, author: command.author }] }),
    decide: (world, command, ctx) => {
      const scene = sceneOf(world, ctx, 'draft:accept', command.task, { fence: command.fence });
      if (!isScene(scene)) return scene;
      const stale = ownFence(scene, command.fence);
      if (stale) return stale;
      const { case: caseId, field, author } = command;
      const params = { case: caseId, field };
      if (scene.state.case.id !== caseId) return refuse('not_found', params);
      const draft = world.draft(caseId, field, author);
      if (draft === undefined) return { needs: { drafts: [{ case: caseId, field, author }] } };
      if (draft === null) return refuse('draft_gone', params);
      if (draft.version !== command.version) return refuse('conflict', { ...params, version: draft.version }, 'draft.version');
      const value = textValue(scene, ctx, field, draft.value);
      const entry = onTask(scene.state, command.task, 'draft:accepted', { field, author, value: value.id, version: draft.version });
      return { ...done(entry), values: [value], drafts: [{ drop: { case: caseId, field, author } }] };
    },
  },
  'draft:discard': {
    footprint: (command, actor) => ({ cases: [command.case], drafts: [{ case: command.case, field: command.field, author: actor }] }),
    decide: (world, command, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const key = { case: command.case, field: command.field, author: ctx.actor };
      const state = world.case(command.case);
      const draft = world.draft(key.case, key.field, key.author);
      if (state === undefined || draft === undefined) return { needs: { cases: [command.case], drafts: [key] } };
      if (state === null || draft === null) return refuse('draft_gone', { field: command.field });
      if (draft.version !== command.version) return refuse('conflict', { case: command.case, field: command.field, version: draft.version }, 'draft.version');
      const entry = onCase(state, 'draft:discarded', { field: command.field, author: ctx.actor, version: draft.version });
      return { ...done(entry), drafts: [{ drop: key }] };
    },
  },
};

