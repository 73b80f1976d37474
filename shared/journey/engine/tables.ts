import type { compileCondition, compileScript } from '../../decision/feel/feel.ts';
import type { ActivityDefinition, ConnectorDefinition, CorrelationDefinition, DataDefinition, EventDefinition, GatewayDefinition, LoopDefinition, NodeDefinition, WorkDefinition } from '../process.ts';

/** A process compiled: every node and flow once, joined by direct references, expressions as closures. Never changed after. */
export interface CompiledProcess {
  readonly ok: true;
  readonly id: string;
  readonly root: ScopeTable;
  /** Processes and global tasks that can be called, compiled with it, by id. */
  readonly called: ReadonlyMap<string, ScopeTable>;
  readonly nodes: readonly Node[];
  readonly flows: readonly Flow[];
  readonly correlations: readonly CompiledCorrelation[];
  /** Whether to look for waiting inclusive or complex joins, and for conditional events, when a step comes to rest. */
  readonly hasLateJoins: boolean;
  readonly hasConditions: boolean;
}

type Compiled<F extends (...given: never[]) => unknown> = Extract<ReturnType<F>, { ok: true }>;
export type Expression = Compiled<typeof compileScript>;
export type Condition = Compiled<typeof compileCondition>;

/** A process or the inside of a sub-process. */
export interface ScopeTable {
  readonly id: string;
  readonly nodes: ReadonlyMap<string, Node>;
  /** In the order of the document. */
  readonly list: readonly Node[];
  /** Where it begins when nothing else is said: its none start events, else what no flow leads to. */
  readonly starts: readonly Node[];
  readonly eventSubs: readonly EventSub[];
  readonly data: readonly CompiledData[];
  /** The activity that holds it; none for a process. */
  readonly owner: Node | undefined;
  readonly called: ReadonlyMap<string, ScopeTable>;
  /** First variables by the names that were given besides: copied, for an object put together name by name is slow to copy (V8). */
  readonly shapes: Map<string, Readonly<Record<string, unknown>>>;
}

export interface EventSub {
  readonly node: Node;
  readonly start: Node;
}

export interface CompiledData {
  readonly definition: DataDefinition;
  readonly value: Expression | undefined;
  /** The value of a literal, or of none, which needs no evaluation. */
  readonly constant: unknown;
  readonly isConstant: boolean;
}

export interface Flow {
  readonly index: number;
  readonly id: string;
  readonly from: Node;
  readonly to: Node;
  readonly condition: Condition | undefined;
}

/** One flow node. What its kind does not have is empty or undefined. */
export interface Node {
  readonly index: number;
  readonly id: string;
  readonly definition: NodeDefinition;
  /** What is done when a token comes; one word for each element kind that behaves in its own way. */
  readonly op: Op;
  readonly table: ScopeTable;
  /** Its position in the scope's list. */
  readonly place: number;
  readonly incoming: readonly Flow[];
  readonly outgoing: readonly Flow[];
  readonly defaultFlow: Flow | undefined;
  readonly isConditional: boolean;
  readonly boundaries: readonly Node[];
  /** Whether any of them must be armed when the activity begins. */
  readonly hasArmedBoundaries: boolean;
  readonly triggers: readonly Trigger[];
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly data: readonly CompiledData[];
  readonly inner: ScopeTable | undefined;
  readonly loop: CompiledLoop | undefined;
  /** Script, completion condition of an ad-hoc sub-process, activation of a complex gateway, assignee. */
  readonly script: Expression | undefined;
  readonly completion: Condition | undefined;
  readonly activation: Condition | undefined;
  readonly assignee: Expression | undefined;
  readonly key: Expression | undefined;
  /** Undoes this activity. */
  readonly handler: Node | undefined;
  /** Something in it can be undone. */
  readonly isUndoable: boolean;
  /** A throwing link's other end. */
  readonly link: Node | undefined;
  /** Inclusive and complex joins: for each incoming flow, whether it can be reached from a node without passing this one. */
  readonly reach: readonly Uint8Array[];
  readonly team: string | undefined;
  readonly stage: string | undefined;
  readonly resultVariable: string | undefined;
  readonly startQuantity: number;
  readonly completionQuantity: number;
  /** What a request for its work says in every case. */
  readonly asked: { readonly work?: WorkDefinition; readonly team?: string; readonly stage?: string; readonly name?: string };
  readonly connector: ConnectorDefinition | undefined;
}

export type Op =
  | 'exclusive' | 'parallel' | 'inclusive' | 'complex' | 'eventGateway'
  | 'start' | 'catch' | 'throw' | 'end'
  | 'pass' | 'work' | 'call' | 'send' | 'receive' | 'script' | 'rule' | 'scope' | 'callActivity';

export interface Mapping {
  readonly from: Expression;
  /** The expression is nothing but this variable. */
  readonly name: string | undefined;
  /** The value of a literal. */
  readonly constant: unknown;
  readonly isConstant: boolean;
  /** A variable and the path inside it. */
  readonly to: readonly string[];
}

export type Trigger =
  | { readonly on: 'message'; readonly name: string; readonly key: Expression | undefined }
  | { readonly on: 'timer'; readonly timer: 'date' | 'duration' | 'cycle'; readonly value: Expression; readonly isWorkingTime: boolean }
  | { readonly on: 'signal'; readonly name: string; readonly isOwn: boolean }
  | { readonly on: 'error' | 'escalation'; readonly code: string | undefined }
  | { readonly on: 'conditional'; readonly condition: Condition }
  | { readonly on: 'link'; readonly name: string }
  | { readonly on: 'cancel' | 'terminate' }
  | { readonly on: 'compensation'; readonly activity: string | undefined; readonly waits: boolean };

export interface CompiledLoop {
  readonly definition: LoopDefinition;
  /** Standard: goes on while true. Multi-instance: ends when true. */
  readonly condition: Condition | undefined;
  readonly cardinality: Expression | undefined;
  readonly collection: Expression | undefined;
  readonly outputItem: Expression | undefined;
  /** Multi-instance: thrown at completions. */
  readonly event: Trigger | undefined;
  readonly complex: readonly { readonly condition: Condition; readonly event: Trigger }[];
}

export interface CompiledCorrelation {
  readonly definition: CorrelationDefinition;
  readonly properties: readonly { readonly name: string; readonly messages: ReadonlyMap<string, Expression>; readonly value: Expression | undefined }[];
}

export const activityOf = (node: Node | undefined): ActivityDefinition | undefined => (node?.definition.kind === 'activity' ? node.definition : undefined);
export const eventOf = (node: Node): EventDefinition | undefined => (node.definition.kind === 'event' ? node.definition : undefined);
export const gatewayOf = (node: Node): GatewayDefinition | undefined => (node.definition.kind === 'gateway' ? node.definition : undefined);
