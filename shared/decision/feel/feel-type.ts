/** A parameter of a function; without a type it takes any value. */
export interface Parameter {
  readonly name: string;
  readonly type: FeelType | null;
}

/** A type as `instance of` and parameters name it (DMN 1.5, 10.3.2.1); those that begin with `any` are without their elements' types. */
export type FeelType =
  | { readonly type: SimpleType }
  | { readonly type: 'list' | 'range'; readonly element: FeelType }
  | { readonly type: 'context'; readonly entries: readonly { readonly name: string; readonly type: FeelType }[] }
  | { readonly type: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType };

export type SimpleType =
  | 'Any' | 'Null' | 'number' | 'string' | 'boolean' | 'date' | 'time' | 'date and time'
  | 'days and time duration' | 'years and months duration' | 'any list' | 'any context' | 'any function' | 'any range';
