import type { EntryDraft } from '../../contract/entries.ts';
import type { ElementMap } from '../../journey/engine/rename-elements.ts';
import type { Stimulus } from '../../journey/engine/stimulus.ts';
import { advance } from '../../journey/orchestrated/advance.ts';
import type { Fields, Taken } from '../../journey/orchestrated/field.ts';
import { takeFields } from '../../journey/orchestrated/field.ts';
import { keyOfOnce } from '../../journey/orchestrated/journey-file.ts';
import type { Journey } from '../../journey/orchestrated/journey.ts';
import { migrate } from '../../journey/orchestrated/migrate.ts';
import { lateFor } from '../../journey/orchestrated/one-submission.ts';
import { openCase } from '../../journey/orchestrated/open-case.ts';
import { clocksStopped } from '../../journey/orchestrated/requests.ts';
import type { CaseState } from '../../model/case.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isRefusal, refuse } from '../../model/refusal.ts';
import { can } from '../../policy/can.ts';
import { caseIdOf } from '../case-id.ts';
import type { Context, Decided, Decision, ValueDraft } from '../world.ts';
import { done } from '../world.ts';
import { left } from './left-out.ts';
import type { Rules, Scene } from './rule.ts';
import { actorOf, caseSceneOf, holderOf, isScene, onCase } from './rule.ts';

/** The journey that an open case runs, in its own version; undefined where no process drives it. */
function journeyOf(state: CaseState, ctx: Context): Journey | Refusal | undefined {
  if (state.case.process === undefined) return undefined;
  const { journey, journeyVersion } = state.case;
  return ctx.settings.journeys?.find(journey, journeyVersion) ?? refuse('journey_missing', { journey, version: journeyVersion });
}

/** The process hears who the customer is: what it asks of systems from here on is about them. Nothing where none drives the case. */
export function tellCustomer(state: CaseState, customer: string, ctx: Context): Decided | Refusal {
  const journey = journeyOf(state, ctx);
  if (journey === undefined || state.case.status === 'closed') return done();
  return isRefusal(journey) ? journey : advance(journey, state, { type: 'data', data: { customer } }, { on: 'case:identify' }, ctx);
}

function migrated(to: Journey, state: CaseState, elements: ElementMap, ctx: Context): Decided | Refusal {
  const from = journeyOf(state, ctx) ?? refuse('journey_none', { case: state.case.id });
  return isRefusal(from) ? from : migrate(from, to, state, elements);
}

type Given = Readonly<Record<string, unknown>>;

function sealed(taken: Taken, holder: string, ctx: Context): ValueDraft[] {
  return taken.sealed.map(({ id, field, value }) => ({ id, holder, field, value, source: `staff:${ctx.actor}`, asOf: ctx.now }));
}

/** What the end of a task moves in its process: nothing where none drives the case. The outcome is a variable beside the form's. */
export function completeWork({ state, task }: Scene, { outcome, data = {} }: { outcome?: string | undefined; data?: Given | undefined }, ctx: Context): Decided | Refusal {
  const journey = journeyOf(state, ctx);
  if (journey !== undefined && isRefusal(journey)) return journey;
  if (journey === undefined || task.token === undefined) return Object.keys(data).length === 0 ? done(...clocksStopped(state, task.id, ctx)) : refuse('field_invalid', { field: Object.keys(data)[0], because: 'unknown' });
  const fields: Fields = journey.file.forms?.[task.form ?? '']?.fields ?? {};
  const taken = takeFields(fields, data, () => ctx.newId('v'));
  if (isRefusal(taken)) return taken;
  const given = { ...taken.data, ...(outcome === undefined ? {} : { outcome }) };
  const moved = advance(journey, state, { type: 'complete', token: task.token, data: given }, { on: 'task:complete' }, ctx);
  if (isRefusal(moved)) return moved;
  return { ...moved, entries: [...clocksStopped(state, task.id, ctx), ...moved.entries], values: sealed(taken, holderOf(state), ctx) };
}

export const journeyRules: Rules<'journey:start' | 'journey:message' | 'journey:addTask' | 'journey:retry' | 'journey:migrate'> = {
  'journey:start': {
    footprint: ({ customer }) => (customer === undefined ? {} : { openCasesOf: [customer] }),
    decide: (world, { journey: name, customer, channel, data = {} }, ctx): Decision => {
      const actor = actorOf(world, ctx);
      if ('ok' in actor) return actor;
      const refused = can(actor, 'journey:start', { team: actor.team, branch: actor.branch });
      if (refused) return refused;
      const journey = ctx.settings.journeys?.newest(name);
      if (journey === undefined) return refuse('not_found', { journey: name });
      const party = customer === undefined ? undefined : world.customer(customer);
      const others = customer === undefined ? [] : world.openCasesOf(customer);
      if (customer !== undefined && (party === undefined || others === undefined)) return { needs: { openCasesOf: [customer] } };
      if (party === null || party?.erasedAt !== undefined) return refuse('not_found', { customer });
      const taken = takeFields(journey.file.start ?? {}, data, () => ctx.newId('v'));
      if (isRefusal(taken)) return taken;
      const once = keyOfOnce(journey.file, taken.data);
      const id = once === undefined ? ctx.newId('k') : caseIdOf(name, once);
      if (once !== undefined && world.case(id) === undefined) return { needs: { cases: [id], ...(customer === undefined ? {} : { openCasesOf: [customer] }) } };
      if (once !== undefined && world.case(id) !== null) return refuse('field_invalid', { field: journey.file.once, because: 'once' });
      const { team, branch } = actor;
      const opened = openCase(journey, { id, party: { source: 'staff', key: once ?? id }, channel, customer, others, by: { team, branch }, stimulus: { type: 'start', data: taken.data } }, ctx);
      return isRefusal(opened) ? opened : { ...opened, values: sealed(taken, customer ?? id, ctx) };
    },
  },
  'journey:message': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, message: name, channel, data = {} }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'journey:message', id);
      if (!isScene(scene)) return scene;
      const { state } = scene;
      const journey = journeyOf(state, ctx) ?? refuse('journey_none', { case: id });
      if (isRefusal(journey)) return journey;
      const late = journey.file.messages?.[name]?.from === 'customer' ? lateFor(state, name, undefined)?.before : undefined;
      if (late !== undefined) return refuse('step_submitted', { case: id, step: late.step, by: late.by, at: late.at }, 'work.oneSubmission');
      const taken = takeFields(journey.file.messages?.[name]?.fields ?? {}, data, () => ctx.newId('v'));
      if (isRefusal(taken)) return taken;
      const moved = advance(journey, state, { type: 'message', name, payload: taken.data }, { on: `message:${name}`, channel }, ctx);
      return isRefusal(moved) ? moved : { ...moved, values: sealed(taken, holderOf(state), ctx) };
    },
  },
  'journey:migrate': {
    footprint: ({ cases }) => ({ cases }),
    decide: (world, { journey: name, to, cases, elements = {} }, ctx): Decision => {
      const journey = ctx.settings.journeys?.find(name, to);
      if (journey === undefined) return refuse('journey_missing', { journey: name, version: to });
      const entries: EntryDraft[] = [];
      for (const id of cases) {
        const scene = caseSceneOf(world, ctx, 'journey:migrate', id);
        if ('needs' in scene) return scene;
        const moved = isScene(scene) ? migrated(journey, scene.state, elements, ctx) : scene;
        entries.push(...(isRefusal(moved) ? [left('journey:migrate', id, moved, ctx.actor)] : moved.entries));
      }
      return { ok: true, entries };
    },
  },
  'journey:addTask': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, command, ctx) => {
      const scene = caseSceneOf(world, ctx, 'journey:addTask', command.case);
      if (!isScene(scene)) return scene;
      const journey = journeyOf(scene.state, ctx) ?? refuse('journey_none', { case: command.case });
      if (isRefusal(journey)) return journey;
      return advance(journey, scene.state, { type: 'addAdHoc', token: command.token, activity: command.activity }, { on: 'journey:addTask' }, ctx);
    },
  },
  'journey:retry': {
    footprint: (command) => ({ cases: [command.case] }),
    decide: (world, { case: id, token, data = {} }, ctx) => {
      const scene = caseSceneOf(world, ctx, 'journey:retry', id);
      if (!isScene(scene)) return scene;
      const { state } = scene;
      const journey = journeyOf(state, ctx) ?? refuse('journey_none', { case: id });
      if (isRefusal(journey)) return journey;
      const at = state.case.process?.tokens.find((one) => one.id === token);
      // At a join there is nothing to be done again: it goes on without what cannot come any more.
      const stimulus: Stimulus = at?.flow !== undefined && at.incident === undefined ? { type: 'release', token } : { type: 'retry', token, data };
      const moved = advance(journey, state, stimulus, { on: 'journey:retry' }, ctx);
      if (isRefusal(moved)) return moved;
      const over = (state.case.exceptions ?? []).filter((one) => one.token === token || (one.code === 'journey_stuck' && one.element === at?.at));
      return { ...moved, entries: [...over.map(({ reference }) => onCase(state, 'exception:resolved', { reference, how: 'retried' })), ...moved.entries] };
    },
  },
};
