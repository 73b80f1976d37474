/**
 * A process as it is read from BPMN 2.0 (OMG formal/2013-12-09): plain data, before anything is compiled. Ids are those of the
 * model, expressions are FEEL texts without a leading `=`. What the reader could not express here it has refused.
 */
export interface ProcessDefinition extends ScopeDefinition {
  readonly id: string;
  readonly name: string;
  readonly messages: readonly MessageDefinition[];
  /** Global tasks and processes that call activities name, by id; those of the same file come first. */
  readonly called: Readonly<Record<string, ProcessDefinition>>;
  /** Keys by which messages find their case, by name. */
  readonly correlations: readonly CorrelationDefinition[];
}

/** What a process and each kind of sub-process hold. */
export interface ScopeDefinition {
  /** In the order of the document, which is the order of everything that is otherwise equal. */
  readonly nodes: readonly NodeDefinition[];
  readonly flows: readonly FlowDefinition[];
  readonly data: readonly DataDefinition[];
  /** Which compensation handler undoes which activity: `activity` or boundary event's host → handler activity. */
  readonly compensations: readonly { readonly activity: string; readonly handler: string }[];
}

export interface FlowDefinition {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly condition?: string;
  readonly name?: string;
}

/** A data object or property: a variable of its scope with the expression of its first value. */
export interface DataDefinition {
  readonly id: string;
  readonly name: string;
  readonly isCollection: boolean;
  readonly value?: string;
}

export interface MessageDefinition {
  readonly id: string;
  readonly name: string;
}

/** A correlation key: for each message the expression over its payload (`from message`), and that over the case's data. */
export interface CorrelationDefinition {
  readonly name: string;
  readonly properties: readonly { readonly name: string; readonly messages: Readonly<Record<string, string>>; readonly value?: string }[];
}

export type NodeDefinition = GatewayDefinition | EventDefinition | ActivityDefinition;

interface NodeBase {
  readonly id: string;
  readonly name?: string;
  /** The id of the innermost lane, and the team that stands for it (`baton:team` or the lane's name as an id). */
  readonly lane?: string;
  readonly team?: string;
  /** `baton:stage`: the part of the journey that people say aloud. Inherited by what lies inside an activity that has one. */
  readonly stage?: string;
  readonly documentation?: string;
}

export interface GatewayDefinition extends NodeBase {
  readonly kind: 'gateway';
  readonly gateway: 'exclusive' | 'parallel' | 'inclusive' | 'complex' | 'event';
  readonly defaultFlow?: string;
  /** Complex: over `activationCount` and the counts of tokens per incoming flow. */
  readonly activation?: string;
  /** Event-based: the first event takes it, or all of them do; either may start the process. */
  readonly isParallel: boolean;
  readonly instantiates: boolean;
}

export interface EventDefinition extends NodeBase {
  readonly kind: 'event';
  readonly place: 'start' | 'catch' | 'throw' | 'end' | 'boundary';
  /** None: an event that just happens. Several: any of them, or all where `isParallelMultiple`. */
  readonly triggers: readonly TriggerDefinition[];
  readonly isParallelMultiple: boolean;
  /** Boundary events, and start events of event sub-processes: ends what it is attached to. */
  readonly isInterrupting: boolean;
  readonly attachedTo?: string;
  readonly outputs: readonly MappingDefinition[];
  readonly inputs: readonly MappingDefinition[];
  /** A message that is thrown is an effect of this connector; else it goes to whoever waits for it. */
  readonly connector?: ConnectorDefinition;
  /** `baton:outcome` of an end event: the code with which it ends the case. */
  readonly outcome?: string;
}

export type TriggerDefinition =
  | { readonly on: 'message'; readonly name: string; readonly key?: string }
  | { readonly on: 'timer'; readonly timer: 'date' | 'duration' | 'cycle'; /** FEEL, or an ISO 8601 text in quotes. */ readonly value: string; /** Over the calendar of the node's team instead of real time. */ readonly isWorkingTime?: boolean }
  | { readonly on: 'signal'; readonly name: string; /** Told to nobody but the case itself. */ readonly isOwn?: true }
  | { readonly on: 'error'; readonly code?: string }
  | { readonly on: 'escalation'; readonly code?: string }
  | { readonly on: 'conditional'; readonly condition: string }
  | { readonly on: 'link'; readonly name: string }
  | { readonly on: 'cancel' }
  | { readonly on: 'compensation'; readonly activity?: string; readonly waits: boolean }
  | { readonly on: 'terminate' };

export interface MappingDefinition {
  /** FEEL over the source's scope. */
  readonly from: string;
  /** A variable, by name; a dotted path writes into a context. */
  readonly to: string;
}

export type LoopDefinition =
  | { readonly loop: 'standard'; readonly testBefore: boolean; readonly condition?: string; readonly maximum?: number }
  | {
      readonly loop: 'multi';
      readonly isSequential: boolean;
      readonly cardinality?: string;
      readonly collection?: string;
      readonly item?: string;
      readonly outputCollection?: string;
      /** FEEL for one instance's result. */
      readonly outputItem?: string;
      /** Over `numberOfInstances`, `numberOfActiveInstances`, `numberOfCompletedInstances`, `numberOfTerminatedInstances`, `loopCounter`. */
      readonly completion?: string;
      readonly behavior: 'none' | 'one' | 'all' | 'complex';
      /** The event thrown at each (none), the first (one) completion; triggers as of a throw event caught at the boundary. */
      readonly event?: TriggerDefinition;
      readonly complex?: readonly { readonly condition: string; readonly event: TriggerDefinition }[];
    };

export interface ConnectorDefinition {
  readonly connector: string;
  readonly operation: string;
  /** Tried where the first is down or its circuit is open, in this order. */
  readonly backups?: readonly string[];
  readonly retries?: number;
  /** Milliseconds. */
  readonly timeoutMs?: number;
}

export interface ActivityDefinition extends NodeBase {
  readonly kind: 'activity';
  readonly activity:
    | 'none' | 'user' | 'manual' | 'service' | 'send' | 'receive' | 'script' | 'businessRule'
    | 'subProcess' | 'eventSubProcess' | 'adHoc' | 'transaction' | 'call';
  readonly isForCompensation: boolean;
  readonly startQuantity: number;
  readonly completionQuantity: number;
  readonly loop?: LoopDefinition;
  readonly defaultFlow?: string;
  readonly inputs: readonly MappingDefinition[];
  readonly outputs: readonly MappingDefinition[];
  readonly data: readonly DataDefinition[];
  /** Sub-processes of any kind. */
  readonly scope?: ScopeDefinition;
  readonly adHoc?: { readonly ordering: 'parallel' | 'sequential'; readonly completion?: string; readonly cancelsRemaining: boolean };
  /** Call: an id in `called`. */
  readonly calls?: string;
  /** Receive. */
  readonly message?: { readonly name: string; readonly key?: string };
  readonly instantiates: boolean;
  /** Script: FEEL whose value goes to `resultVariable`. */
  readonly script?: string;
  readonly resultVariable?: string;
  /** Business rule: a decision of the catalog by id, its result in `resultVariable`. */
  readonly decision?: string;
  /** Service and send. */
  readonly connector?: ConnectorDefinition;
  /** User and manual: the human work. */
  readonly work?: WorkDefinition;
}

/** What a piece of human work asks. */
export interface WorkDefinition {
  readonly form?: string;
  readonly skills?: Readonly<Record<string, number>>;
  readonly licence?: string;
  readonly language?: string;
  readonly roles?: readonly string[];
  readonly weight?: number;
  /** Ids of earlier activities whose people may not take this one; `true`: nobody who touched the case. */
  readonly fourEyes?: true | readonly string[];
  readonly clock?: { readonly name: string; readonly goalMs: number; readonly deadlineMs: number; readonly isRegulatory?: boolean };
  readonly expectedWithinMs?: number;
  /** FEEL for a person who should have it. */
  readonly assignee?: string;
}

/** One thing wrong with a model: an error refuses it, a warning makes it a draft that cannot be run. */
export interface Defect {
  readonly severity: 'error' | 'warning';
  /** `bpmn_…`, a code of the catalogue of errors. */
  readonly code: string;
  readonly element: string;
  readonly params?: Readonly<Record<string, string | number>>;
}
