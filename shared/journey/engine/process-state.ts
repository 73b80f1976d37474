/**
 * Where a running process stands: plain JSON that names elements by the ids of the model, so that it reads without the model
 * and can be carried to another version of it. Ids of tokens and scopes are drawn from one counter.
 */
export interface ProcessState {
  readonly next: number;
  /** By id, which is the order in which they were made. */
  readonly tokens: readonly Token[];
  /** By id; the process itself is the first, and a parent stands before what it holds. */
  readonly scopes: readonly ScopeInstance[];
  /** Variables by scope; a scope without variables has no entry. */
  readonly data: Readonly<Record<string, Data>>;
  readonly ended?: Ended;
}

export type Data = Readonly<Record<string, unknown>>;

export type Ended =
  | { readonly how: 'completed' | 'terminated' | 'cancelled' }
  | { readonly how: 'error'; readonly code: string; readonly element: string };

/** Something that stands at an element: at work, waiting for an event, at a join, or before an incident. */
export interface Token {
  readonly id: number;
  readonly at: string;
  readonly scope: number;
  readonly since: number;
  /** It waits at a join, having come by this flow. */
  readonly flow?: string;
  /** It is one instance of a loop: its number from 1. */
  readonly nth?: number;
  /** Variables of this instance only. */
  readonly local?: Data;
  readonly on?: readonly Subscription[];
  readonly timers?: readonly Timer[];
  readonly incident?: Incident;
}

/** What would wake the holder; `by` is the event or receive task, `n` its trigger where it has several. */
export type Subscription =
  | { readonly by: string; readonly n?: number; readonly on: 'message'; readonly name: string; readonly key?: string }
  | { readonly by: string; readonly n?: number; readonly on: 'signal'; readonly name: string }
  | { readonly by: string; readonly n?: number; readonly on: 'condition'; /** It was true when last looked at. */ readonly was?: true };

/** Due in milliseconds UTC; a cycle goes on by `every` (an ISO 8601 duration), `left` more times or for ever, but not after `until`. */
export interface Timer {
  readonly by: string;
  readonly n?: number;
  readonly due: number;
  readonly every?: string;
  readonly left?: number;
  readonly until?: number;
}

/** What stopped a token at run time, and what is done again when somebody says so. */
export interface Incident {
  readonly code: IncidentCode;
  /** The element's own error code, or what else tells more. */
  readonly detail?: string;
  /** Comes to the element, begins its work, ends it with `result`, or leaves it again. */
  readonly again: 'arrive' | 'begin' | 'end' | 'leave';
  readonly flow?: string;
  readonly result?: Data;
}

export type IncidentCode =
  | 'expression_failed'
  | 'condition_not_boolean'
  | 'no_flow_taken'
  | 'called_missing'
  | 'connector_missing'
  | 'timer_invalid'
  | 'not_a_list'
  | 'too_many_instances'
  | 'too_deep'
  | 'task_failed'
  | 'cancel_uncaught'
  | 'runaway';

/** `undo` runs what undoes activities of its parent; `undone` is the inside of a completed sub-process while it is being undone. */
export type ScopeKind = 'process' | 'sub' | 'adHoc' | 'call' | 'loop' | 'event' | 'undo' | 'undone';

export interface ScopeInstance {
  readonly id: number;
  readonly kind: ScopeKind;
  /** The process, or the activity that holds it (`undo`: the event that asked for it). */
  readonly of: string;
  readonly parent?: number;
  /** The token that waits for its end. */
  readonly host?: number;
  /** What event sub-processes wait for. */
  readonly on?: readonly Subscription[];
  readonly timers?: readonly Timer[];
  /** Completed activities that could be undone, oldest first. */
  readonly undo?: readonly Undo[];
  readonly loop?: LoopCount;
  /** Complex gateways that wait for reset, with the flows whose tokens they took. */
  readonly gates?: Readonly<Record<string, readonly string[]>>;
  /** Keys of conversations, by the name of the correlation, as their first message told (`process`). */
  readonly keys?: Readonly<Record<string, string>>;
  /** What is left to be undone here, next one last (`undo`). */
  readonly todo?: readonly Undo[];
  /** An ad-hoc sub-process that takes no more work, or a transaction on its way out. */
  readonly ending?: 'completed' | 'cancelled';
}

/** A completed activity with a way back; a sub-process keeps what its own handlers need. */
export interface Undo {
  readonly of: string;
  readonly data?: Data;
  readonly undo?: readonly Undo[];
}

/** How far a loop has come. */
export interface LoopCount {
  /** Instances that are wanted; absent for a standard loop. */
  readonly of?: number;
  readonly started: number;
  readonly completed: number;
  readonly items?: readonly unknown[];
  readonly out?: readonly unknown[];
}

/** What one step changed: all that `evolveProcess` needs, and no more. */
export interface ProcessDelta {
  /** Flow nodes that were completed, in order. At most the first thousand. */
  readonly done: readonly string[];
  readonly next: number;
  /** Tokens that are new or changed, by id, and ids of those that are gone. */
  readonly put?: readonly Token[];
  readonly drop?: readonly number[];
  readonly scopes?: readonly ScopeInstance[];
  readonly close?: readonly number[];
  /** Variables set: scope, name, value. */
  readonly set?: readonly (readonly [scope: number, name: string, value: unknown])[];
  readonly ended?: Ended;
}
