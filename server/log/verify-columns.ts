import type { Case } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { ownerOf } from '../../shared/model/task.ts';
import type { Team } from '../../shared/model/team.ts';
import type { RowTable } from '../store/reads/verify.ts';

type Columns = Readonly<Record<string, string | number | boolean | null>>;

/** What each column of a row but `state` must hold, read off its state. A column that is missing here is reported as unknown. */
export const columnsOf: Readonly<Record<RowTable, (state: never) => Columns>> = {
  cases: (row: Case) => ({
    id: row.id,
    journey: row.journey,
    party_source: row.party.source,
    party_key: row.party.key,
    team: row.team,
    status: row.status,
    outcome: row.outcome ?? null,
    customer: row.customer ?? null,
    armed: row.armed,
    opened_at: row.openedAt,
    version: row.version,
  }),
  tasks: (row: Task) => ({
    id: row.id,
    case_id: row.case,
    team: row.team,
    status: row.status,
    holder: row.holder?.by ?? null,
    owner: ownerOf(row) ?? null,
    activity: row.activity,
    weight: row.needs?.weight ?? 1,
    made_at: row.madeAt,
    fence: row.fence,
    version: row.version,
  }),
  people: (row: Person) => ({ id: row.id, team: row.team, version: row.version }),
  teams: (row: Team) => ({ id: row.id, team: row.id, version: row.version }),
  customers: (row: Customer) => ({ id: row.id, team: row.branch, version: row.version }),
};
