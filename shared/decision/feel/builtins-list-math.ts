import { valuesOf, type BuiltinTable } from './builtin.ts';
import { equal, orderOf } from './compare.ts';
import { add, compareNumbers, divide, multiply, subtract, type FeelNumber } from './decimal.ts';
import { squareRoot } from './decimal-math.ts';
import { charge, isNumber, type FeelValue, type Meter } from './values.ts';

/** Functions that take a list, or its elements as arguments, to one value (DMN 1.5, table 76). An empty list makes null. */
export const listMathBuiltins: BuiltinTable = {
  'min(list)|(...)': (meter, ...args) => extreme(args, -1, meter),
  'max(list)|(...)': (meter, ...args) => extreme(args, 1, meter),
  'sum(list)|(...)': (meter, ...args) => folded(args, add, meter),
  'product(list)|(...)': (meter, ...args) => folded(args, multiply, meter),
  'mean(list)|(...)': (meter, ...args) => withNumbers(args, meter, mean),
  'median(list)|(...)': (meter, ...args) => withNumbers(args, meter, median),
  'stddev(list)|(...)': (meter, ...args) => withNumbers(args, meter, (numbers) => deviation(numbers, meter)),
  'mode(list)|(...)': (meter, ...args) => mode(args, meter),
};

function extreme(args: readonly FeelValue[], direction: number, meter: Meter): FeelValue {
  const all = valuesOf(args, meter);
  if (all === null || all.length === 0) return null;
  let best: FeelValue = all[0] ?? null;
  for (const value of all) {
    const order = orderOf(value, best);
    if (order === null) return null;
    if (order * direction > 0) best = value;
  }
  return best;
}

function withNumbers(args: readonly FeelValue[], meter: Meter, apply: (numbers: readonly FeelNumber[]) => FeelValue): FeelValue {
  const all = valuesOf(args, meter);
  return all !== null && all.length > 0 && all.every(isNumber) ? apply(all) : null;
}

function folded(args: readonly FeelValue[], combine: (a: FeelNumber, b: FeelNumber) => FeelNumber | null, meter: Meter): FeelValue {
  return withNumbers(args, meter, ([first = 0, ...rest]) => rest.reduce<FeelNumber | null>((result, number) => (result === null ? null : combine(result, number)), first));
}

function total(numbers: readonly FeelNumber[]): FeelNumber | null {
  return numbers.reduce<FeelNumber | null>((sum, number) => (sum === null ? null : add(sum, number)), 0);
}

function mean(numbers: readonly FeelNumber[]): FeelNumber | null {
  const sum = total(numbers);
  return sum === null ? null : divide(sum, numbers.length);
}

function median(numbers: readonly FeelNumber[]): FeelNumber | null {
  const inOrder = numbers.toSorted(compareNumbers);
  const half = inOrder.length / 2;
  return mean(Number.isInteger(half) ? inOrder.slice(half - 1, half + 1) : inOrder.slice(Math.floor(half), Math.floor(half) + 1));
}

/** Of a sample, so of two numbers at least. */
function deviation(numbers: readonly FeelNumber[], meter: Meter): FeelNumber | null {
  const middle = mean(numbers);
  if (middle === null || numbers.length < 2 || !charge(meter, numbers.length + 100)) return null;
  const squares: FeelNumber[] = [];
  for (const number of numbers) {
    const difference = subtract(number, middle);
    const square = difference === null ? null : multiply(difference, difference);
    if (square === null) return null;
    squares.push(square);
  }
  const sum = total(squares);
  const variance = sum === null ? null : divide(sum, numbers.length - 1);
  return variance === null ? null : squareRoot(variance);
}

/** The most frequent numbers, in order. */
function mode(args: readonly FeelValue[], meter: Meter): FeelValue {
  const all = valuesOf(args, meter);
  if (all === null || !all.every(isNumber)) return null;
  const inOrder = all.toSorted(compareNumbers);
  let [most, count] = [0, 0];
  let modes: FeelNumber[] = [];
  inOrder.forEach((number, i) => {
    count = i > 0 && equal(number, inOrder[i - 1] ?? null, meter) === true ? count + 1 : 1;
    if (count > most) [most, modes] = [count, [number]];
    else if (count === most) modes.push(number);
  });
  return modes;
}
