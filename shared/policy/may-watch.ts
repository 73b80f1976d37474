import type { Person, Role } from '../model/person.ts';
import type { Relation } from './can.ts';
import { relations, relationTo } from './can.ts';

/** What a scope is about, as far as rights ask. A case that nobody is identified on is seen by its own team only. */
export type Watched =
  | { readonly kind: 'me'; readonly person: string }
  | { readonly kind: 'queue' | 'team'; readonly team: string; readonly branch?: string | undefined }
  | {
      readonly kind: 'case';
      readonly team: string;
      readonly branch?: string | undefined;
      readonly isIdentified: boolean;
      /** Who is accountable for a task of it, or is offered one. */
      readonly people: readonly string[];
      /** Teams that have, or are offered, a task of it. */
      readonly teams: readonly string[];
    }
  | { readonly kind: 'customer'; readonly branch?: string | undefined };

type Reach = Relation | 'none';
type Row = { readonly queue: Reach; readonly team: Reach; readonly case: Reach; readonly customer: Reach };

/** Role × scope → how far a person may look. */
export const watchRights: Readonly<Record<Role, Row>> = {
  branchEmployee: { queue: 'branch', team: 'branch', case: 'branch', customer: 'any' },
  callCentreAgent: { queue: 'team', team: 'team', case: 'any', customer: 'any' },
  backOffice: { queue: 'team', team: 'team', case: 'any', customer: 'any' },
  teamLead: { queue: 'any', team: 'any', case: 'any', customer: 'any' },
  secondLine: { queue: 'any', team: 'any', case: 'any', customer: 'any' },
  auditor: { queue: 'any', team: 'any', case: 'any', customer: 'any' },
  administrator: { queue: 'none', team: 'any', case: 'none', customer: 'none' },
  aiColleague: { queue: 'team', team: 'team', case: 'own', customer: 'none' },
  observed: { queue: 'none', team: 'none', case: 'none', customer: 'none' },
};

/** Whether a person may hear of a scope. */
export function mayWatch(person: Person, watched: Watched): boolean {
  if (watched.kind === 'me') return watched.person === person.id;
  const row = watchRights[person.role];
  if (watched.kind !== 'case') return reaches(row[watched.kind], relationTo(person, watched));
  // Whoever answers for a task of a case sees the case, whatever their role.
  if (row.case !== 'none' && watched.people.includes(person.id)) return true;
  const isTeams = person.team === watched.team || watched.teams.includes(person.team);
  if (isTeams) return reaches(row.case, 'team');
  // Leads, second line and audit look at all; others wait until it is known whose case it is.
  if (!watched.isIdentified && row.queue !== 'any') return false;
  return reaches(row.case, relationTo(person, { team: watched.team, branch: watched.branch }));
}

const reaches = (reach: Reach, relation: Relation): boolean => reach !== 'none' && relations.indexOf(relation) <= relations.indexOf(reach);
