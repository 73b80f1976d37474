import type { EntryDraft } from '../../contract/entries.ts';
import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import { done } from '../world.ts';
import { textValue } from './own-task.ts';
import type { Rules } from './rule.ts';
import { actorOf, caseSceneOf, isScene, onCase } from './rule.ts';

/** Asking colleagues for help with a case. It grants nobody anything: who helps sees what they may see anyhow. */
export const helpRules: Rules<'help:ask' | 'help:answer' | 'help:close'> = {
  'help:ask': {
    footprint: (command, actor) => ({ cases: [command.case], people: [actor] }),
    decide: (world, { case: id, task, field, reason }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'help:ask', id);
      if (!isScene(scene)) return scene;
      const { state, actor } = scene;
      if (state.case.status === 'closed') return refuse('case_closed', { case: id });
      if (task !== undefined && !state.tasks.some((one) => one.id === task)) return refuse('task_ended', { case: id, task });
      const open = state.case.helps?.find(({ by }) => by === actor.id);
      if (open) return refuse('help_open', { case: id, help: open.id });
      const me = world.person(actor.id);
      if (me === undefined) return { needs: { people: [actor.id] } };
      const value = textValue(scene, ctx, 'help.reason', reason);
      const about = { ...(task === undefined ? {} : { task }), ...(field === undefined ? {} : { field }) };
      const help = { id: ctx.newId('y'), by: actor.id, since: ctx.now, reasonValue: value.id, ...about };
      const told: EntryDraft = { kind: 'person:helpAsked', subject: `person:${actor.id}`, body: { help: { id: help.id, case: id, since: ctx.now, ...about } } };
      return { ...done(onCase(state, 'help:asked', { help }), told), values: [value] };
    },
  },
  'help:answer': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, help, text }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'help:answer', id);
      if (!isScene(scene)) return scene;
      if (!scene.state.case.helps?.some((one) => one.id === help)) return refuse('help_over', { case: id, help });
      const value = textValue(scene, ctx, 'help.answer', text);
      return { ...done(onCase(scene.state, 'help:answered', { help, by: scene.actor.id, value: value.id })), values: [value] };
    },
  },
  'help:close': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, help }, ctx) => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const state = world.case(id);
      if (state === undefined) return { needs: { cases: [id] } };
      const open = state?.case.helps?.find((one) => one.id === help);
      if (!state || !open) return refuse('help_over', { case: id, help });
      const refused = can(actor, 'help:close', { owner: open.by, team: state.case.team, branch: state.case.branch });
      if (refused) return { ...refused, params: { ...refused.params, case: id } };
      if (world.person(open.by) === undefined) return { needs: { people: [open.by] } };
      return done(onCase(state, 'help:ended', { help }), { kind: 'person:helpEnded', subject: `person:${open.by}`, body: { help } });
    },
  },
};
