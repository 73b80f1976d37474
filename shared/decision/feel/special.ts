import { FeelObject } from './feel-object.ts';
import type { FeelType, Parameter } from './syntax.ts';
import type { FeelValue, Meter } from './values.ts';

/** All values between two ends; an end that is null is open. */
export class FeelRange extends FeelObject {
  readonly kind = 'range';
  readonly start: FeelValue;
  readonly end: FeelValue;
  readonly isStartIncluded: boolean;
  readonly isEndIncluded: boolean;
  constructor(start: FeelValue, end: FeelValue, isStartIncluded: boolean, isEndIncluded: boolean) {
    super();
    this.start = start;
    this.end = end;
    this.isStartIncluded = isStartIncluded;
    this.isEndIncluded = isEndIncluded;
  }
}

/** A function as a value. `call` takes as many arguments as there are parameters and charges the meter for its body. */
export class FeelFunction extends FeelObject {
  readonly kind = 'function';
  readonly parameters: readonly Parameter[];
  readonly result: FeelType | null;
  readonly call: (args: readonly FeelValue[], meter: Meter) => FeelValue;
  constructor(parameters: readonly Parameter[], call: (args: readonly FeelValue[], meter: Meter) => FeelValue, result: FeelType | null = null) {
    super();
    this.parameters = parameters;
    this.call = call;
    this.result = result;
  }
}
