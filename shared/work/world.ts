import type { EntryDraft } from '../contract/entries.ts';
import type { Refusal } from '../model/refusal.ts';
import type { CaseState, Channel } from '../model/case.ts';
import type { Customer } from '../model/customer.ts';
import type { Person } from '../model/person.ts';
import type { Team } from '../model/team.ts';
import type { Journeys } from '../journey/orchestrated/journey.ts';
import type { CompiledMoments } from '../decision/moment/compile-moments.ts';
import type { MomentEvent } from '../decision/moment/moment.ts';
import type { Awaited } from './awaited.ts';
import type { Calendar } from './calendar.ts';
import type { EffectOutcome } from './effects/result.ts';

/** What an input may need to see. The desk locks and loads it; ids in ascending order everywhere. */
export interface Footprint {
  readonly cases?: readonly string[];
  readonly tasks?: readonly string[];
  readonly people?: readonly string[];
  readonly teams?: readonly string[];
  readonly customers?: readonly string[];
  /** Teams whose people and their open work are wanted, for routing and for leaving nobody on shift. */
  readonly staffOf?: readonly string[];
  /** Customers whose other open cases are wanted; they are locked like those of `customers`. */
  readonly openCasesOf?: readonly string[];
  /** Customers whose signals are wanted; they are locked like those of `customers`. */
  readonly signalsOf?: readonly string[];
  /** Messages under keys, whose cases are wanted. */
  readonly awaiting?: readonly Awaited[];
  readonly drafts?: readonly { readonly case: string; readonly field: string; readonly author: string }[];
}

export interface DraftRow {
  readonly case: string;
  readonly field: string;
  readonly author: string;
  readonly value: string;
  readonly version: number;
}

/** Loaded rows: `undefined` was not loaded, `null` does not exist. */
export interface World {
  case(id: string): CaseState | null | undefined;
  /** The case of a task, by the task's id. */
  caseOf(task: string): CaseState | null | undefined;
  /** A locked person. */
  person(id: string): Person | null | undefined;
  /** A person as of the rights version the batch decides on, without a lock: for rights, and for whose team hears. */
  staffMember(id: string): Person | undefined;
  team(id: string): Team | null | undefined;
  customer(id: string): Customer | null | undefined;
  /** Everybody of a team with the weight of the open work they own and since when they are idle. */
  staffOf(team: string): readonly Staffed[] | undefined;
  /** Open cases of a locked customer, by id, with the journey of each. */
  openCasesOf(customer: string): readonly OpenCase[] | undefined;
  /** What was heard of a locked customer, as far back as it can matter; `undefined` where it was not asked for. */
  signalsOf?(customer: string): readonly MomentEvent[] | undefined;
  /** The case that waits for a message under its key, the first by id: `null` for none, `undefined` where it was not asked for. */
  caseAwaiting?(awaited: Awaited): string | null | undefined;
  draft(caseId: string, field: string, author: string): DraftRow | null | undefined;
}

export interface OpenCase {
  readonly id: string;
  readonly journey: string;
}

export interface Staffed {
  readonly person: Person;
  readonly load: number;
  readonly idleSince: number;
}

/** Asked instead of deciding when more must be locked and loaded first. */
export interface Needs {
  readonly needs: Footprint;
}

/** A personal value or free text by staff: sealed by the desk, named by id in entries. */
export interface ValueDraft {
  readonly id: string;
  /** The customer, or the case while nobody is identified. */
  readonly holder: string;
  readonly field: string;
  readonly value: string;
  readonly source: string;
  readonly asOf: number;
  readonly validUntil?: number;
}

/** A receipt of a decision, written with the entry that names it. `text` is canonical JSON whose SHA-256 is the id. */
export interface ReceiptDraft {
  readonly id: string;
  readonly customer: string;
  readonly case?: string;
  readonly at: number;
  readonly text: string;
}

/** Something that receipts name by its digest, written with the entry that names it first. `text` is canonical JSON whose SHA-256 is the digest. */
export interface PartDraft {
  readonly digest: string;
  readonly kind: 'model';
  readonly key: string;
  readonly at: number;
  readonly text: string;
}

/** A suggestion that is turned off from its entry on, on one channel or on all; or on again. */
export interface SwitchDraft {
  readonly action: string;
  readonly channel?: Channel;
  readonly isOff: boolean;
  readonly because: string;
  readonly by: string;
  readonly at: number;
}

/** Somebody has looked at the alarms of a model. */
export interface LookDraft {
  readonly action: string;
  readonly channel: Channel;
  readonly role: 'champion' | 'challenger';
  readonly because: string;
  readonly by: string;
  readonly at: number;
}

export type DraftWrite =
  | { readonly put: { readonly case: string; readonly field: string; readonly author: string; readonly text: string; readonly version: number } }
  | { readonly drop: { readonly case: string; readonly field: string; readonly author: string } };

/** Something to do outside, sent from the outbox after the commit. Its id is `effectIdOf(ctx.input, ordinal)`. */
export interface Effect {
  readonly connector: string;
  readonly operation: string;
  /** The case that asks for it; where none does, `streamOfCustomer`. */
  readonly case: string;
  /** Who is told that it did not happen where no case is; else whoever runs the connector. */
  readonly owner?: string;
  /** Ids, enumerations and amounts. `{$value: id}` and `{$field: name}` stand for values of the customer and are put in when it is sent. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What the journey knows it by; comes back with the result. */
  readonly ref?: string;
  /** Connectors to take instead, in this order, while it is sure that none has taken it. */
  readonly backups?: readonly string[];
  /** Of one try, in milliseconds; the connector's own if absent, like the two below. */
  readonly timeoutMs?: number;
  readonly tries?: number;
  /** Until people must know that it has not happened. */
  readonly patienceMs?: number;
  /** The action of the catalog whose contact policy must still hold when it is sent. */
  readonly policy?: string;
}

/** What is to become of an effect that was asked for before. */
export type EffectOrder =
  /** It is over: done, caught by the journey, or not wanted any more. What was sent is not called back. */
  | { readonly do: 'close'; readonly effect: string }
  /** The journey does not wait for it any more: it is not sent where it has not left. `ref` is what the journey knows it by. */
  | { readonly do: 'withdraw'; readonly case: string; readonly ref: string }
  /** A person wants it back: where it has not left, its result is `effect_withdrawn`. */
  | { readonly do: 'recall'; readonly effect: string; readonly by: string }
  /** It failed and stays where a person can find it. */
  | { readonly do: 'keep'; readonly effect: string }
  /** A person lets it be sent again. */
  | { readonly do: 'send'; readonly effect: string }
  /** No effect goes over this connector any more, or they do again. */
  | { readonly do: 'switch'; readonly connector: string; readonly isOff: boolean; readonly because: string; readonly by: string }
  /** A person says what became of it; the journey hears it as its result. */
  | { readonly do: 'settle'; readonly effect: string; readonly by: string; readonly outcome: EffectOutcome };

export interface Decided {
  readonly ok: true;
  readonly entries: readonly EntryDraft[];
  readonly values?: readonly ValueDraft[];
  readonly drafts?: readonly DraftWrite[];
  readonly effects?: readonly Effect[];
  readonly effectOrders?: readonly EffectOrder[];
  readonly receipts?: readonly ReceiptDraft[];
  readonly parts?: readonly PartDraft[];
  readonly switches?: readonly SwitchDraft[];
  readonly looks?: readonly LookDraft[];
}

export type Decision = Decided | Refusal | Needs;

export const isNeeds = (decision: Decision): decision is Needs => 'needs' in decision;

/** What a decision may know besides the rows: no clock, no randomness of its own. */
export interface Context {
  /** Milliseconds UTC: `recordedAt` for staff, timers and connectors, `at` for events of an observed journey. */
  readonly now: number;
  /** Draws a new id with the prefix. */
  readonly newId: (prefix: string) => string;
  readonly actor: string;
  /** The input's id in the ledger. */
  readonly input: string;
  readonly settings: Settings;
  /** People as of the rights version, as `World.staffMember` knows them; without it nobody is known. */
  readonly staffMember?: (id: string) => Person | undefined;
}

/** Catalog settings; spans in milliseconds. */
export interface Settings {
  readonly handOffAnswerMs: number;
  /** With a caller on the line; and as long again for the voice to move. */
  readonly callHandOffMs: number;
  readonly offerMs: number;
  readonly offerCoolDownMs: number;
  readonly firstTouchMs: number;
  readonly undoMs: number;
  readonly editLeaseMs: number;
  /** How long a person sees a customer whom they have verified, and one value that they have revealed. */
  readonly verifiedMs: number;
  readonly revealMs: number;
  /** Within this, three wrong answers end the questions. */
  readonly failuresMs: number;
  readonly wrapUpMs: number;
  /** A telephone that rings longer has been missed. */
  readonly ringMs: number;
  /** When something should have moved, in the newest version of the journey unless another is named. */
  readonly expectedWithin: (journey: string, activity: string | undefined, team: string, from: number, version?: number) => number | undefined;
  readonly calendarOf: (team: string) => Calendar | undefined;
  readonly calendar: (id: string) => Calendar | undefined;
  /** Orchestrated journeys, in every version that may still run. */
  readonly journeys?: Journeys;
  /** What is seen in the signals of customers; without it no moment has a timer. */
  readonly moments?: CompiledMoments;
}

export const defaultSpans = {
  handOffAnswerMs: 5 * 60_000,
  callHandOffMs: 60_000,
  offerMs: 30_000,
  offerCoolDownMs: 120_000,
  firstTouchMs: 15 * 60_000,
  undoMs: 15 * 60_000,
  editLeaseMs: 60_000,
  verifiedMs: 30 * 60_000,
  revealMs: 60_000,
  failuresMs: 15 * 60_000,
  wrapUpMs: 30_000,
  ringMs: 120_000,
} as const;

export const done = (...entries: EntryDraft[]): Decided => ({ ok: true, entries });
