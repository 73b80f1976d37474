import type { EntryDraft } from '../../contract/entries.ts';
import { refuse } from '../../model/refusal.ts';
import type { Task } from '../../model/task.ts';
import { isOpen } from '../../model/task.ts';
import type { RoutingPerson } from '../routing.ts';
import { separatedFrom } from '../four-eyes.ts';
import { route, routingDefaults } from '../routing.ts';
import type { Context, Decision, Staffed, World } from '../world.ts';
import { done } from '../world.ts';
import { claim } from './own-task.ts';
import type { Rules } from './rule.ts';
import { isScene, onCase, onTask, sceneOf } from './rule.ts';

export const offerRules: Rules<'offer:accept' | 'offer:decline'> = {
  'offer:accept': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, version }, ctx) => {
      const scene = sceneOf(world, ctx, 'offer:accept', task, { subject: { owner: ctx.actor } });
      if (!isScene(scene)) return scene;
      if (scene.task.offer?.to !== ctx.actor) return refuse('offer_over', { case: scene.state.case.id, task });
      return claim(scene, version, 'offered', ctx);
    },
  },
  'offer:decline': {
    footprint: ({ task }) => ({ tasks: [task] }),
    decide: (world, { task, reason }, ctx) => {
      const scene = sceneOf(world, ctx, 'offer:decline', task, { subject: { owner: ctx.actor } });
      if (!isScene(scene)) return scene;
      if (scene.task.offer?.to !== ctx.actor) return refuse('offer_over', { case: scene.state.case.id, task });
      const body = { to: ctx.actor, how: 'declined' as const, reason, version: scene.task.version + 1 };
      return done(onTask(scene.state, task, 'task:offerEnded', body));
    },
  },
};

/** A member of staff as routing asks about them, with work that this round gives them already. */
export const routingPerson = ({ person, load, idleSince }: Staffed, extra: number): RoutingPerson => ({
  id: person.id, role: person.role, team: person.team, skills: person.skills, languages: person.languages, licences: person.licences,
  capacity: person.capacity, load: load + extra, availability: person.availability, idleSince, observed: person.role === 'observed',
  ...(person.absence === undefined ? {} : { absentFrom: person.absence.from, absentUntil: person.absence.until }),
});

const isWaiting = (task: Task | undefined): task is Task =>
  task !== undefined && isOpen(task) && task.holder?.by === 'queue' && task.offer === undefined && task.status === 'open';

/**
 * Offers a push team's waiting tasks, in the order given, to whoever should take them; load counts what this round already offered.
 * A task that nobody takes is brought to the lead once.
 */
export function decideRouting(world: World, team: string, tasks: readonly string[], ctx: Context): Decision {
  const staff = world.staffOf(team);
  if (staff === undefined) return { needs: { staffOf: [team], tasks } };
  const offered = new Map<string, number>();
  const entries: EntryDraft[] = [];
  for (const id of tasks) {
    const state = world.caseOf(id);
    if (state === undefined) return { needs: { tasks, staffOf: [team] } };
    const task = state?.tasks.find((one) => one.id === id);
    if (!state || !isWaiting(task)) continue;
    const needs = task.needs ?? { weight: 1 };
    const people = staff.map((one) => routingPerson(one, offered.get(one.person.id) ?? 0));
    const affinity = task.from?.person;
    const routed = route(
      { needs, madeAt: task.madeAt, touchedBy: [...separatedFrom(task, state)], fourEyes: task.fourEyes !== undefined, ...(affinity === undefined ? {} : { affinity }), ...(task.declined ? { declined: task.declined } : {}) },
      people, ctx.now, { ...routingDefaults, offerMs: ctx.settings.offerMs, coolDownMs: ctx.settings.offerCoolDownMs },
    );
    if (routed.to !== null) {
      offered.set(routed.to, (offered.get(routed.to) ?? 0) + needs.weight);
      entries.push(
        onTask(state, id, 'task:offered', {
          to: routed.to, expiresAt: ctx.now + ctx.settings.offerMs, because: routed.because.code,
          candidates: routed.candidates.map(({ person, factor }) => ({ person, factor })), version: task.version + 1,
        }),
      );
    } else if (routed.alertLead === true && task.needsOwner === undefined) {
      entries.push(
        onTask(state, id, 'task:ownerNeeded', { because: 'declined_by_all', version: task.version + 1 }),
        onCase(state, 'case:escalated', { level: 2, to: `team:${team}`, because: 'declined_by_all' }),
      );
    }
  }
  return done(...entries);
}
