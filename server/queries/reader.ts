import { unreachable } from '../../shared/assert.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Team } from '../../shared/model/team.ts';
import type { Reader } from '../store/reads/lists.ts';

/** Whose cases a person may list. Rows hold no personal values; those are asked for one customer at a time, and each read is an entry. */
export function readerOf(person: Person, teams: ReadonlyMap<string, Team>): Reader {
  const led = [...teams.values()].filter((team) => team.lead === person.id).map((team) => team.id);
  const reader = { person: person.id, own: [...new Set([person.team, ...led])] };
  switch (person.role) {
    case 'auditor':
    case 'administrator':
      return { ...reader, teams: 'all', isOverseer: true };
    case 'callCentreAgent':
    case 'backOffice':
    case 'secondLine':
    case 'teamLead':
      return { ...reader, teams: 'all', isOverseer: false };
    case 'branchEmployee':
      return { ...reader, teams: branchTeams(person, teams), ...(person.branch === undefined ? {} : { branch: person.branch }), isOverseer: false };
    case 'aiColleague':
    case 'observed':
      return { ...reader, teams: [], isOverseer: false };
    default:
      return unreachable(person.role);
  }
}

function branchTeams({ branch }: Person, teams: ReadonlyMap<string, Team>): string[] {
  return [...teams.values()].filter((team) => branch !== undefined && team.branch === branch).map((team) => team.id);
}
