import type { Person } from '../model/person.ts';
import type { Team } from '../model/team.ts';

/** Teams whose work and people somebody answers for: those that name them as lead, and a lead's own. */
export function ledTeams(person: Pick<Person, 'id' | 'role' | 'team'>, teams: Iterable<Pick<Team, 'id' | 'lead'>>): string[] {
  if (person.role !== 'teamLead') return [];
  return [...new Set([person.team, ...[...teams].filter(({ lead }) => lead === person.id).map(({ id }) => id)])].sort();
}
