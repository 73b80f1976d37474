import type { RowKind } from '../../shared/contract/changes.ts';
import type { Case } from '../../shared/model/case.ts';
import type { Customer } from '../../shared/model/customer.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Task } from '../../shared/model/task.ts';
import { isOpen, ownerOf } from '../../shared/model/task.ts';
import type { Team } from '../../shared/model/team.ts';
import type { Counted, DraftInfo, EntryText } from '../store/reads/scope-rows.ts';

/** A row as it leaves the server: what all rights classes see of it, as the text of a JSON object. */
export interface ProjectedRow {
  readonly kind: RowKind;
  readonly id: string;
  readonly version: number | string;
  readonly json: string;
  /** The scopes it stands in now; none once it has ended. */
  readonly homes: readonly string[];
  /** What the right to watch a case reads. */
  readonly people?: readonly string[];
  readonly team?: string;
  readonly branch?: string | undefined;
  readonly customer?: string | undefined;
}

/** Fields by name, so that a new field of a row stays inside until somebody puts it here. No customer values: only the id; what a task was given to work on is in the sheet. */
const taskFields = [
  'id', 'version', 'case', 'customer', 'journey', 'activity', 'team', 'status', 'holder', 'fence', 'madeAt', 'needs', 'amountMinor', 'currency',
  'untouchedSince', 'stalled', 'parked', 'handOff', 'offer', 'moved', 'needsOwner', 'from', 'extended', 'reminded', 'touchedBy', 'clocks', 'promiseDueAt', 'customerPresent', 'name', 'form', 'fourEyes',
] as const satisfies readonly (keyof Task)[];

const caseFields = [
  'id', 'version', 'journey', 'journeyVersion', 'party', 'customer', 'team', 'branch', 'stage', 'status', 'outcome', 'lastChannel', 'waitsFor', 'customerHere', 'submitted',
  'openedAt', 'closedAt', 'lastProgressAt', 'stallAt', 'amountMinor', 'currency', 'clocks', 'promises', 'exceptions', 'flags', 'helps', 'touchedBy',
] as const satisfies readonly (keyof Case)[];

/** Why somebody is absent stays with the lead who set it. */
const personFields = [
  'id', 'version', 'role', 'team', 'branch', 'skills', 'languages', 'licences', 'capacity', 'availability', 'availabilitySince', 'helps',
] as const satisfies readonly (keyof Person)[];

const teamFields = ['id', 'version', 'branch', 'calendar', 'routing', 'lead'] as const satisfies readonly (keyof Team)[];

const customerFields = ['id', 'version', 'kind', 'branch', 'language', 'flags', 'relations', 'erasedAt', 'sent'] as const satisfies readonly (keyof Customer)[];

function pick<Row extends object>(row: Row, fields: readonly (keyof Row)[], more: object = {}): string {
  const shown: Partial<Row> = {};
  for (const field of fields) if (row[field] !== undefined) shown[field] = row[field];
  return JSON.stringify({ ...shown, ...more });
}

const defined = (names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);
const scope = (kind: string, id: string | undefined): string | undefined => (id === undefined ? undefined : `${kind}:${id}`);

export function projectTask(state: string): ProjectedRow {
  const task = JSON.parse(state) as Task;
  const people = defined([ownerOf(task), task.handOff?.toPerson, task.offer?.to]);
  const homes = isOpen(task)
    ? defined([`queue:${task.team}`, `case:${task.case}`, scope('queue', task.handOff?.toTeam), ...people.map((id) => `me:${id}`)])
    : [];
  return { kind: 'task', id: task.id, version: task.version, json: pick(task, taskFields), homes, people, team: task.team };
}

export function projectCase(state: string): ProjectedRow {
  const row = JSON.parse(state) as Case;
  const homes = defined([`case:${row.id}`, scope('customer', row.customer)]);
  const { team, branch, customer } = row;
  return { kind: 'case', id: row.id, version: row.version, json: pick(row, caseFields), homes, team, branch, customer };
}

export function projectPerson(person: Person): ProjectedRow {
  const { absence } = person;
  const json = pick(person, personFields, absence ? { absence: { from: absence.from, until: absence.until } } : {});
  return { kind: 'person', id: person.id, version: person.version, json, homes: [`me:${person.id}`, `team:${person.team}`] };
}

/** The call at a person's extension, under the person's id: for that person's own screens only. */
export function projectCall({ id, version, call }: Person): ProjectedRow {
  const { id: name, ...rest } = call ?? { id: '' };
  return { kind: 'call', id, version, json: JSON.stringify({ id, version, call: name, ...rest }), homes: call ? [`me:${id}`] : [] };
}

export function projectTeam(state: string): ProjectedRow {
  const team = JSON.parse(state) as Team;
  return { kind: 'team', id: team.id, version: team.version, json: pick(team, teamFields), homes: [`team:${team.id}`] };
}

export function projectCustomer(state: string): ProjectedRow {
  const customer = JSON.parse(state) as Customer;
  const { id, version, branch } = customer;
  return { kind: 'customer', id, version, json: pick(customer, customerFields), homes: [`customer:${id}`], branch };
}

/** Where entries hold what a customer has said: income, dates, codes that were chosen. Who may see that asks for the case's sheet. */
const telling = new Set(['journey:stepped', 'task:made', 'effect:done']);

/** The body without values of the customer: of a step what was completed, of a report what and by whom. */
function withoutValues(kind: string, body: string): string {
  if (!telling.has(kind) && !body.includes('"report":')) return body;
  const { delta, inputs: _, data: __, report, ...rest } = JSON.parse(body) as { delta?: { done: unknown; ended?: unknown }; inputs?: unknown; data?: unknown; report?: { data?: unknown } };
  const { data: ___, ...told } = report ?? {};
  return JSON.stringify({
    ...rest,
    ...(delta === undefined ? {} : { delta: { done: delta.done, ...(delta.ended === undefined ? {} : { ended: delta.ended }) } }),
    ...(report === undefined ? {} : { report: told }),
  });
}

/** A line of the timeline. Bodies hold ids, enumerations and amounts only. An entry never changes. */
export function projectEntry(entry: EntryText): ProjectedRow {
  const { seq, at, recordedAt, kind, v, task, actor, onBehalfOf } = entry;
  const shown = { id: String(seq), version: 1, seq, at, recordedAt, kind, v, case: entry.case, ...(task === null ? {} : { task }), actor, ...(onBehalfOf === null ? {} : { onBehalfOf }) };
  return { kind: 'entry', id: String(seq), version: 1, json: `${JSON.stringify(shown).slice(0, -1)},"body":${withoutValues(entry.kind, entry.body)}}`, homes: [`case:${entry.case}`] };
}

/** That somebody has a draft, not what it says. */
export function projectDraft(draft: DraftInfo): ProjectedRow {
  const id = `${draft.case}/${draft.field}/${draft.author}`;
  return { kind: 'draft', id, version: draft.version, json: JSON.stringify({ id, ...draft }), homes: [`case:${draft.case}`] };
}

const nothing = { open: 0, parked: 0, stalled: 0, amount: 0 };

/** Open, parked and stalled tasks of a team, and how many wait in its queue. The version is the content. */
export function projectTeamCount(team: string, counted: Omit<Counted, 'id'> = nothing): ProjectedRow {
  const { open, parked, stalled, amount: waiting } = counted;
  return count(`team:${team}`, team, { open, parked, stalled, waiting });
}

/** What a person is accountable for; `load` is the weight of what is open. */
export function projectLoad(person: string, team: string, counted: Omit<Counted, 'id'> = nothing): ProjectedRow {
  const { open, parked, stalled, amount: load } = counted;
  return count(`person:${person}`, team, { person, open, parked, stalled, load });
}

function count(id: string, team: string, values: Record<string, number | string>): ProjectedRow {
  const version = Object.values(values).join('.');
  return { kind: 'count', id, version, json: JSON.stringify({ id, version, ...values }), homes: [`team:${team}`] };
}

/** The row for one rights class: what was asked per class stands beside what is equal for all. */
export function withMay(json: string, may: string): string {
  return may === '{}' ? json : `${json.slice(0, -1)},"mayClass":${may}}`;
}
