/** Decisions of one DMN file (DMN 1.3 to 1.5), free of how it was written. `id` names the element in defects. */
export interface DmnModel {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly imports: readonly DmnImport[];
  readonly types: readonly ItemDefinition[];
  readonly inputs: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly knowledge: readonly BusinessKnowledge[];
  readonly services: readonly DecisionService[];
}

/** Another file of decisions, whose elements are spoken of by this name and a dot, or by their own where it is empty (DMN 1.5, 6.3.3). */
export interface DmnImport {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  /** Where the file is, seen from the one that imports it. */
  readonly location?: string;
}

/** A name with its type, by the name of the type. */
export interface Variable {
  readonly name: string;
  readonly type?: string;
}

export interface ItemDefinition extends Variable {
  readonly id: string;
  readonly isCollection?: boolean;
  readonly components?: readonly ItemDefinition[];
  /** Unary tests on the value, or on each element of a collection. */
  readonly allowedValues?: string;
  /** Unary tests on the value as a whole (DMN 1.5). */
  readonly typeConstraint?: string;
  readonly function?: { readonly parameters: readonly Variable[]; readonly result?: string };
}

export interface InputData extends Variable {
  readonly id: string;
}

/** What an element may use, by id; those of another file by its namespace, `#` and their id. */
export interface Requirements {
  readonly requires: readonly string[];
}

export interface Decision extends Variable, Requirements {
  readonly id: string;
  readonly logic: Expression;
}

/** A function that decisions call by its name. */
export interface BusinessKnowledge extends Variable, Requirements {
  readonly id: string;
  readonly logic: FunctionExpression;
}

/** Decisions asked together, as a function of input data and then of input decisions. */
export interface DecisionService extends Variable {
  readonly id: string;
  readonly outputs: readonly string[];
  readonly encapsulated: readonly string[];
  readonly inputDecisions: readonly string[];
  readonly inputData: readonly string[];
}

interface Boxed {
  readonly id: string;
  /** Of its value. */
  readonly type?: string;
}

export interface LiteralExpression extends Boxed {
  readonly kind: 'literal';
  readonly text: string;
}

export interface FunctionExpression extends Boxed {
  readonly kind: 'function';
  readonly parameters: readonly Variable[];
  readonly body: Expression;
}

/** A boxed expression (DMN 1.5, chapters 7.3 and 10.2). */
export type Expression =
  | LiteralExpression
  | DecisionTable
  | FunctionExpression
  /** An entry without a variable is the result, and the last one. */
  | (Boxed & { readonly kind: 'context'; readonly entries: readonly { readonly variable?: Variable; readonly value: Expression }[] })
  | (Boxed & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | (Boxed & { readonly kind: 'relation'; readonly columns: readonly Variable[]; readonly rows: readonly (readonly Expression[])[] })
  | (Boxed & { readonly kind: 'invocation'; readonly called: Expression; readonly bindings: readonly { readonly name: string; readonly value: Expression }[] })
  | (Boxed & { readonly kind: 'conditional'; readonly condition: Expression; readonly whenTrue: Expression; readonly otherwise: Expression })
  | (Boxed & { readonly kind: 'filter'; readonly list: Expression; readonly match: Expression })
  | (Boxed & { readonly kind: 'for' | 'some' | 'every'; readonly variable: string; readonly list: Expression; readonly body: Expression });

export type HitPolicy = 'unique' | 'any' | 'priority' | 'first' | 'rule order' | 'output order' | 'collect';
export type Aggregation = 'sum' | 'count' | 'min' | 'max';

export interface DecisionTable extends Boxed {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly { readonly id: string; readonly expression: LiteralExpression; readonly allowedValues?: string }[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
}

export interface TableOutput extends Boxed {
  /** Needed where there are several. */
  readonly name?: string;
  readonly allowedValues?: string;
  readonly byDefault?: LiteralExpression;
}

export interface TableRule {
  readonly id: string;
  /** Unary tests, one for each input. */
  readonly tests: readonly LiteralExpression[];
  /** One for each output. */
  readonly results: readonly LiteralExpression[];
}
