import { conformed } from './types.ts';
import { spend, type FeelFunction, type FeelValue, type Meter } from './values.ts';

const CALLS_LIMIT = 64;
/** How deep the expressions of all functions that have not returned may be in sum, so that the machine's stack is never used up. */
const STACK_LIMIT = 1200;

/** Null where the number of arguments or a type does not fit. */
export function invoke(called: FeelFunction, args: readonly FeelValue[], meter: Meter): FeelValue {
  const { parameters } = called;
  if (args.length !== parameters.length) return null;
  const given: FeelValue[] = [];
  for (const [i, parameter] of parameters.entries()) {
    const value = conformed(args[i] ?? null, parameter.type, meter);
    if (value === undefined) return null;
    given.push(value);
  }
  return called.call(given, meter);
}

/** Runs a function's body with its nodes charged; more than 64 calls inside each other, or too deep ones, end the run. */
export function callBody(body: () => FeelValue, nodes: number, depth: number, meter: Meter): FeelValue {
  if (meter.left < nodes || meter.calls >= CALLS_LIMIT || meter.depth + depth > STACK_LIMIT) return spend(meter);
  meter.left -= nodes;
  meter.calls += 1;
  meter.depth += depth;
  const value = body();
  meter.calls -= 1;
  meter.depth -= depth;
  return value;
}
