import type { EntryDraft } from '../../contract/entries.ts';
import { refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import { done } from '../world.ts';
import { textValue } from './own-task.ts';
import type { Rules } from './rule.ts';
import { actorOf, caseSceneOf, isScene, onCase } from './rule.ts';

/** Who reads no questions. */
const noReaders = new Set<string>(['observed', 'aiColleague']);
const personEnd = (person: string, help: string): EntryDraft => ({ kind: 'person:helpEnded', subject: `person:${person}`, body: { help } });

/** Asking colleagues for help with a case. Whoever joins sees of it, until it ends, what whoever asked may see, and no more. */
export const helpRules: Rules<'help:ask' | 'help:join' | 'help:answer' | 'help:close'> = {
  'help:ask': {
    footprint: ({ case: id, to }, actor) => ({ cases: [id], people: to === undefined ? [actor] : [actor, to] }),
    decide: (world, { case: id, task, tab, field, to, reason }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'help:ask', id);
      if (!isScene(scene)) return scene;
      const { state, actor } = scene;
      if (state.case.status === 'closed') return refuse('case_closed', { case: id });
      if (task !== undefined && !state.tasks.some((one) => one.id === task)) return refuse('task_ended', { case: id, task });
      const open = state.case.helps?.find((one) => one.by === actor.id && one.to === to);
      if (open) return refuse('help_open', { case: id, help: open.id });
      const told = to ?? actor.id;
      const holder = world.person(told);
      if (holder === undefined) return { needs: { people: [told] } };
      if (holder === null || (to !== undefined && (to === actor.id || noReaders.has(holder.role)))) return refuse('not_found', { case: id, person: told });
      const value = textValue(scene, ctx, 'help.reason', reason);
      const about = { ...(task === undefined ? {} : { task }), ...(tab === undefined ? {} : { tab }), ...(field === undefined ? {} : { field }) };
      const help = { id: ctx.newId('y'), by: actor.id, since: ctx.now, reasonValue: value.id, ...about, ...(to === undefined ? {} : { to }) };
      const sought = { id: help.id, case: id, since: ctx.now, ...about, ...(to === undefined ? {} : { by: actor.id }) };
      const heard: EntryDraft = { kind: 'person:helpAsked', subject: `person:${told}`, body: { help: sought } };
      return { ...done(onCase(state, 'help:asked', { help }), heard), values: [value] };
    },
  },
  'help:join': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, help }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'help:join', id);
      if (!isScene(scene)) return scene;
      const { state, actor } = scene;
      const open = state.case.helps?.find((one) => one.id === help);
      if (!open) return refuse('help_over', { case: id, help });
      if (open.by === actor.id || (open.to !== undefined && open.to !== actor.id)) return refuse('not_found', { case: id, help });
      if (open.joined?.some(({ by }) => by === actor.id) === true) return done();
      return done(onCase(state, 'help:joined', { help, by: actor.id, reasonValue: open.reasonValue }));
    },
  },
  'help:answer': {
    footprint: (command, actor) => ({ cases: [command.case], people: [actor] }),
    decide: (world, { case: id, help, text, isWhisper }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'help:answer', id);
      if (!isScene(scene)) return scene;
      const open = scene.state.case.helps?.find((one) => one.id === help);
      if (!open) return refuse('help_over', { case: id, help });
      // What was asked of them alone is off their list; who asked has it until they say so.
      const isTheirs = open.to === scene.actor.id && isWhisper === undefined;
      const me = isTheirs ? world.person(scene.actor.id) : null;
      if (me === undefined) return { needs: { people: [scene.actor.id] } };
      const settled = me?.helps?.some((one) => one.id === help) === true ? [personEnd(me.id, help)] : [];
      const value = textValue(scene, ctx, isWhisper === undefined ? 'help.answer' : 'help.whisper', text);
      return { ...done(onCase(scene.state, 'help:answered', { help, by: scene.actor.id, value: value.id, ...(isWhisper === undefined ? {} : { isWhisper }) }), ...settled), values: [value] };
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
      const told = open.to ?? open.by;
      const holder = world.person(told);
      if (holder === undefined) return { needs: { people: [told] } };
      return done(onCase(state, 'help:ended', { help }), ...(open.to !== undefined && holder?.helps?.some((one) => one.id === help) !== true ? [] : [personEnd(told, help)]));
    },
  },
};
