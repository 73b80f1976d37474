import type { Call } from '../model/call.ts';
import type { Case } from '../model/case.ts';
import type { Customer } from '../model/customer.ts';
import type { Person } from '../model/person.ts';
import type { Task } from '../model/task.ts';
import type { Team } from '../model/team.ts';
import type { Action } from '../policy/can.ts';

/** What rows carry beside their fields: what the watcher's rights class may do to them. */
type Asked = { readonly mayClass?: Partial<Record<Action, true>> };

/** Rows as they travel to clients, by kind; the server picks their fields by name. */
export type TaskPut = Omit<Task, 'token' | 'inputs' | 'endedAt' | 'declined'> & Asked;
export type CasePut = Omit<Case, 'armed' | 'process' | 'doneBy'> & Asked;
export type CustomerPut = Omit<Customer, 'verified' | 'failedAt' | 'revealed'> & Asked;
export type PersonPut = Omit<Person, 'absence'> & { readonly absence?: { readonly from: number; readonly until: number } } & Asked;
export type TeamPut = Team;
export interface EntryPut {
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly at: number;
  readonly recordedAt: number;
  readonly kind: string;
  readonly v: number;
  readonly case: string;
  readonly task?: string;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly body: Readonly<Record<string, unknown>>;
}
/** That somebody has a draft; what it says comes with the case's sheet. */
export interface DraftPut {
  readonly id: string;
  readonly version: number;
  readonly case: string;
  readonly field: string;
  readonly author: string;
  readonly savedAt: number;
}
/** `team:<id>` counts a team's work, `person:<id>` what one person is accountable for. */
export interface CountPut {
  readonly id: string;
  readonly version: string;
  readonly person?: string;
  readonly open: number;
  readonly parked: number;
  readonly stalled: number;
  readonly waiting?: number;
  readonly load?: number;
}
/** The call at one's own extension, under one's own id; `call` is the id of the call. */
export type CallPut = Omit<Call, 'id'> & { readonly id: string; readonly version: number; readonly call: string };

export interface RowOf {
  readonly task: TaskPut;
  readonly case: CasePut;
  readonly customer: CustomerPut;
  readonly person: PersonPut;
  readonly team: TeamPut;
  readonly entry: EntryPut;
  readonly draft: DraftPut;
  readonly count: CountPut;
  readonly call: CallPut;
}
