import type { FeelType } from './feel-type.ts';
import { charge, FeelFunction, FeelRange, fromJson, isContext, isList, kindOf, NESTING_LIMIT, type FeelValue, type Meter } from './values.ts';

/** `instance of`: null is of type Null only, and of Any; an open end of a range is of any type. */
export function hasType(value: FeelValue, type: FeelType, meter: Meter, depth = 0): boolean {
  if (!charge(meter, 1) || depth > NESTING_LIMIT) return false;
  switch (type.type) {
    case 'Any':
      return value !== null;
    case 'Null':
      return value === null;
    case 'any list':
      return isList(value);
    case 'any context':
      return isContext(value);
    case 'any function':
      return value instanceof FeelFunction;
    case 'any range':
      return value instanceof FeelRange;
    case 'list':
      return isList(value) && value.every((element) => isOrNull(fromJson(element, meter), type.element, meter, depth + 1));
    case 'range':
      return value instanceof FeelRange && [value.start, value.end].every((end) => isOrNull(end, type.element, meter, depth + 1));
    case 'context':
      return isContext(value) && type.entries.every(({ name, type: entry }) => Object.hasOwn(value, name) && isOrNull(fromJson(value[name], meter), entry, meter, depth + 1));
    case 'function':
      return value instanceof FeelFunction && value.parameters.length === type.parameters.length;
    default:
      return kindOf(value) === type.type;
  }
}

/** Null conforms to every type. */
function isOrNull(value: FeelValue, type: FeelType, meter: Meter, depth: number): boolean {
  return value === null || hasType(value, type, meter, depth);
}

/** A value for a parameter of that type: itself, the only element of a list, or a list of it (DMN 10.3.2.9.4); undefined if none fits. */
export function conformed(value: FeelValue, type: FeelType | null, meter: Meter): FeelValue | undefined {
  if (type === null || isOrNull(value, type, meter, 0)) return value;
  if (isList(value) && value.length === 1) {
    const only = fromJson(value[0], meter);
    if (isOrNull(only, type, meter, 0)) return only;
  }
  return isOrNull([value], type, meter, 0) && type.type === 'list' ? [value] : undefined;
}
