import type { Desk } from '../../desk.ts';
import { rowsOfKind } from '../../store/select.ts';
import type { Chosen } from '../../store/team.ts';
import { awayPeople, tasksOf } from '../../store/team.ts';
import { mostPlanned, startPlan } from './plan-actions.ts';

/** What of the watched queues a choice means at this moment. */
export function listNow(desk: Desk, chosen: Chosen) {
  const { scopes } = desk.rows.getState();
  const { teams } = desk.lead.getState();
  const tasks = teams.flatMap((team) => rowsOfKind(scopes[`queue:${team}`], 'task'));
  const people = teams.flatMap((team) => rowsOfKind(scopes[`team:${team}`], 'person'));
  return tasksOf(chosen, tasks, awayPeople(people, desk.clock.now()));
}

/** Shows the work of a choice as it is now. Work without a person who is there is picked whole, and where it could go is asked at once. */
export function choose(desk: Desk, chosen: Chosen): void {
  const listed = listNow(desk, chosen);
  const isForAll = chosen.is === 'needsOwner' || (chosen.is === 'cause' && (chosen.cause === 'owner_absent' || chosen.cause === 'owner_over_capacity'));
  desk.lead.setState((lead) => {
    const { plan: _, row: __, contacted: ___, ...rest } = lead;
    return { ...rest, place: 'work', chosen, listed, listedAt: desk.clock.now(), picked: new Set(isForAll ? listed.map(({ id }) => id) : []) };
  }, true);
  desk.ui.setState({ pane: 'case' });
  const isMoved = chosen.is === 'needsOwner' || (chosen.is === 'cause' && chosen.cause === 'owner_absent');
  if (isMoved && listed.length > 0) startPlan(desk, { tasks: listed.slice(0, mostPlanned).map(({ id }) => id) });
}
