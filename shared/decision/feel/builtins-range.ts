import { textArgument, type BuiltinTable } from './builtin.ts';
import { equal, orderOf } from './compare.ts';
import { parseRangeText } from './range-text.ts';
import { FeelRange, type FeelValue, type Meter } from './values.ts';

/**
 * How points and ranges lie to each other (DMN 1.5, table 83, after Allen). Null where the values do not compare; an open end
 * is before or after everything.
 */
export const rangeBuiltins: BuiltinTable = {
  'range(from)': (_, from) => {
    const text = textArgument(from);
    return text === null ? null : parseRangeText(text);
  },
  'before(a, b)|(point1, point2)|(point, range)|(range, point)|(range1, range2)': (_, a, b) => before(a, b),
  'after(a, b)|(point1, point2)|(point, range)|(range, point)|(range1, range2)': (_, a, b) => before(b, a),
  'meets(range1, range2)': (meter, a, b) => meets(a, b, meter),
  'met by(range1, range2)': (meter, a, b) => meets(b, a, meter),
  'overlaps(range1, range2)': (_, a, b) => ofRanges(a, b, (x, y) => and(isBeforeEnd(x, y), isBeforeEnd(y, x))),
  'overlaps before(range1, range2)': (_, a, b) => ofRanges(a, b, overlapsBefore),
  'overlaps after(range1, range2)': (_, a, b) => ofRanges(a, b, (x, y) => overlapsBefore(y, x)),
  'finishes(point, range)|(range1, range2)': (meter, a, b) => finishes(a, b, meter),
  'finished by(range, point)|(range1, range2)': (meter, a, b) => finishes(b, a, meter),
  'includes(range, point)|(range1, range2)': (_, a, b) => during(b, a),
  'during(point, range)|(range1, range2)': (_, a, b) => during(a, b),
  'starts(point, range)|(range1, range2)': (meter, a, b) => starts(a, b, meter),
  'started by(range, point)|(range1, range2)': (meter, a, b) => starts(b, a, meter),
  'coincides(point1, point2)|(range1, range2)': (meter, a, b) => coincides(a ?? null, b ?? null, meter),
};

type Answer = boolean | null;

/** A point is the range of itself. */
function asRange(value: FeelValue | undefined): FeelRange | null {
  if (value === undefined || value === null) return null;
  return value instanceof FeelRange ? value : new FeelRange(value, value, true, true);
}

function ofRanges(a: FeelValue | undefined, b: FeelValue | undefined, apply: (a: FeelRange, b: FeelRange) => Answer): Answer {
  return a instanceof FeelRange && b instanceof FeelRange ? apply(a, b) : null;
}

function and(a: Answer, b: Answer): Answer {
  return a === null || b === null ? null : a && b;
}

/** Below, at or above zero as the range's start comes before, with or after the other's; a start that is left out comes after one that is not. */
function compareStarts(a: FeelRange, b: FeelRange): number | null {
  if (a.start === null || b.start === null) return a.start === b.start ? 0 : a.start === null ? -1 : 1;
  const order = orderOf(a.start, b.start);
  return order === 0 ? Number(b.isStartIncluded) - Number(a.isStartIncluded) : order;
}

function compareEnds(a: FeelRange, b: FeelRange): number | null {
  if (a.end === null || b.end === null) return a.end === b.end ? 0 : a.end === null ? 1 : -1;
  const order = orderOf(a.end, b.end);
  return order === 0 ? Number(a.isEndIncluded) - Number(b.isEndIncluded) : order;
}

/** Whether some value of `a` could come before the end of `b`, which overlapping takes both ways. */
function isBeforeEnd(a: FeelRange, b: FeelRange): Answer {
  if (a.start === null || b.end === null) return true;
  const order = orderOf(a.start, b.end);
  return order === null ? null : order < 0 || (order === 0 && a.isStartIncluded && b.isEndIncluded);
}

function before(a: FeelValue | undefined, b: FeelValue | undefined): Answer {
  const [x, y] = [asRange(a), asRange(b)];
  if (x === null || y === null) return null;
  if (x.end === null || y.start === null) return false;
  const order = orderOf(x.end, y.start);
  return order === null ? null : order < 0 || (order === 0 && !(x.isEndIncluded && y.isStartIncluded));
}

function meets(a: FeelValue | undefined, b: FeelValue | undefined, meter: Meter): Answer {
  return ofRanges(a, b, (x, y) => {
    if (x.end === null || y.start === null) return false;
    const isSame = equal(x.end, y.start, meter);
    return isSame === null ? null : isSame && x.isEndIncluded && y.isStartIncluded;
  });
}

/** Begins first, and ends inside of the other or with it. */
function overlapsBefore(a: FeelRange, b: FeelRange): Answer {
  const [starts, ends] = [compareStarts(a, b), compareEnds(a, b)];
  if (starts === null || ends === null) return null;
  return and(isBeforeEnd(b, a), starts < 0 && ends <= 0);
}

function during(a: FeelValue | undefined, b: FeelValue | undefined): Answer {
  const inner = asRange(a);
  if (inner === null || !(b instanceof FeelRange)) return null;
  const [starts, ends] = [compareStarts(inner, b), compareEnds(inner, b)];
  return starts === null || ends === null ? null : starts >= 0 && ends <= 0;
}

function finishes(a: FeelValue | undefined, b: FeelValue | undefined, meter: Meter): Answer {
  if (!(b instanceof FeelRange) || a === undefined || a === null) return null;
  if (!(a instanceof FeelRange)) return b.end === null ? false : and(b.isEndIncluded, equal(a, b.end, meter));
  const [starts, ends] = [compareStarts(a, b), compareEnds(a, b)];
  return starts === null || ends === null ? null : ends === 0 && starts >= 0;
}

function starts(a: FeelValue | undefined, b: FeelValue | undefined, meter: Meter): Answer {
  if (!(b instanceof FeelRange) || a === undefined || a === null) return null;
  if (!(a instanceof FeelRange)) return b.start === null ? false : and(b.isStartIncluded, equal(a, b.start, meter));
  const [first, last] = [compareStarts(a, b), compareEnds(a, b)];
  return first === null || last === null ? null : first === 0 && last <= 0;
}

function coincides(a: FeelValue, b: FeelValue, meter: Meter): Answer {
  if (a === null || b === null || a instanceof FeelRange !== b instanceof FeelRange) return null;
  return equal(a, b, meter);
}
