import { functionArgument, integerArgument, listArgument, textArgument, valuesOf, type BuiltinTable } from './builtin.ts';
import { equal, isElement, orderOf } from './compare.ts';
import { invoke } from './invoke.ts';
import { charge, elementsOf, fromJson, isList, listOf, NESTING_LIMIT, spend, SIZE_LIMIT, textOf, type FeelList, type FeelValue, type Meter } from './values.ts';

/** Functions on lists (DMN 1.5, table 76, without the mathematical ones). Positions count from 1, or from the end if negative. */
export const listBuiltins: BuiltinTable = {
  'list contains(list, element)': (meter, list, element) => withList(list, (all) => isElement(element ?? null, all, meter)),
  'count(list)': (_, list) => withList(list, (all) => all.length),
  'append(list, item, ...)': (meter, list, ...items) => withElements(list, meter, (all) => listOf([...all, ...items], meter)),
  'concatenate(list, ...)': (meter, ...lists) => joined(lists, meter),
  'union(list, ...)': (meter, ...lists) => withElements(joined(lists, meter), meter, (all) => distinct(all, meter)),
  'distinct values(list)': (meter, list) => withElements(list, meter, (all) => distinct(all, meter)),
  'duplicate values(list)': (meter, list) => withElements(list, meter, (all) => duplicates(all, meter)),
  'flatten(list)': (meter, list) => withList(list, (all) => {
    const flat: FeelValue[] = [];
    flattenInto(flat, all, meter, 0);
    return flat;
  }),
  'reverse(list)': (meter, list) => withElements(list, meter, (all) => all.reverse()),
  'sublist(list, start position, length?)': (meter, list, start, length) => withElements(list, meter, (all) => sublist(all, start, length)),
  'insert before(list, position, newItem)': (meter, list, position, item) => withElements(list, meter, (all) => {
    const index = indexOf(position, all.length);
    return index === null ? null : listOf(all.toSpliced(index, 0, item ?? null), meter);
  }),
  'remove(list, position)': (meter, list, position) => withElements(list, meter, (all) => {
    const index = indexOf(position, all.length);
    return index === null ? null : all.toSpliced(index, 1);
  }),
  'list replace(list, position, newItem)|(list, match, newItem)': (meter, list, position, item) => withElements(list, meter, (all) => replaced(all, position ?? null, item ?? null, meter)),
  'index of(list, match)': (meter, list, match) => withElements(list, meter, (all) => all.flatMap((element, i) => (equal(element, match ?? null, meter) === true ? [i + 1] : []))),
  'string join(list, delimiter?)': (meter, list, delimiter) => withElements(list, meter, (all) => joinedText(all, delimiter ?? null, meter)),
  'sort(list, precedes?)': (meter, list, precedes) => withElements(list, meter, (all) => sorted(all, precedes, meter)),
  'all(list)|(...)': (meter, ...args) => decided(valuesOf(args, meter), false),
  'any(list)|(...)': (meter, ...args) => decided(valuesOf(args, meter), true),
};

function withList(value: FeelValue | undefined, apply: (list: FeelList) => FeelValue): FeelValue {
  const list = listArgument(value);
  return list === null ? null : apply(list);
}

/** A copy of the list, which `apply` may change. */
function withElements(value: FeelValue | undefined, meter: Meter, apply: (elements: FeelValue[]) => FeelValue): FeelValue {
  const list = listArgument(value);
  const elements = list === null ? null : elementsOf(list, meter);
  return elements === null ? null : apply(elements);
}

function joined(lists: readonly FeelValue[], meter: Meter): FeelValue {
  const all: FeelValue[] = [];
  for (const value of lists) {
    const list = listArgument(value);
    const elements = list === null ? null : elementsOf(list, meter);
    if (elements === null) return null;
    all.push(...elements);
    if (all.length > SIZE_LIMIT) return spend(meter);
  }
  return all;
}

function distinct(all: readonly FeelValue[], meter: Meter): FeelValue {
  if (all.every((value) => typeof value === 'string' || typeof value === 'number')) return [...new Set(all)];
  const kept: FeelValue[] = [];
  for (const value of all) if (!isElement(value, kept, meter)) kept.push(value);
  return kept;
}

function duplicates(all: readonly FeelValue[], meter: Meter): FeelValue {
  const found: FeelValue[] = [];
  all.forEach((value, i) => {
    if (meter.left >= 0 && isElement(value, all.slice(i + 1), meter) && !isElement(value, found, meter)) found.push(value);
  });
  return found;
}

function flattenInto(flat: FeelValue[], list: FeelList, meter: Meter, depth: number): void {
  if (depth > NESTING_LIMIT) spend(meter);
  for (const element of list) {
    if (!charge(meter, 1)) return;
    const value = fromJson(element, meter);
    if (isList(value)) flattenInto(flat, value, meter, depth + 1);
    else if (flat.push(value) > SIZE_LIMIT) spend(meter);
  }
}

function sublist(all: readonly FeelValue[], start: FeelValue | undefined, length: FeelValue | undefined): FeelValue {
  const from = indexOf(start, all.length);
  if (from === null) return null;
  if (length === undefined) return all.slice(from);
  const count = integerArgument(length);
  return count === null || count < 1 || from + count > all.length ? null : all.slice(from, from + count);
}

function replaced(all: FeelValue[], position: FeelValue, item: FeelValue, meter: Meter): FeelValue {
  const matches = functionArgument(position);
  if (matches !== null) {
    const results = all.map((element) => ({ element, isMatch: invoke(matches, [element, item], meter) }));
    return results.every(({ isMatch }) => typeof isMatch === 'boolean') ? results.map(({ element, isMatch }) => (isMatch === true ? item : element)) : null;
  }
  const index = indexOf(position, all.length);
  return index === null ? null : all.with(index, item);
}

/** Null where there is no such position. */
function indexOf(position: FeelValue | undefined, length: number): number | null {
  const given = integerArgument(position);
  if (given === null || given === 0 || Math.abs(given) > length) return null;
  return given > 0 ? given - 1 : length + given;
}

/** Nulls are left out. */
function joinedText(all: readonly FeelValue[], delimiter: FeelValue, meter: Meter): FeelValue {
  const between = delimiter === null ? '' : textArgument(delimiter);
  const texts = all.filter((value) => value !== null);
  if (between === null || !texts.every((value) => typeof value === 'string')) return null;
  const length = texts.reduce((sum, text) => sum + text.length + between.length, 0);
  return length > SIZE_LIMIT + between.length ? spend(meter) : textOf(texts.join(between), meter);
}

/** Stable. Without a function in the order of `<`, if all compare. */
function sorted(all: FeelValue[], precedes: FeelValue | undefined, meter: Meter): FeelValue {
  let isComparable = true;
  const order = (a: FeelValue, b: FeelValue): number => {
    if (!charge(meter, 1)) return 0;
    const compared = orderOf(a, b);
    if (compared === null) isComparable = false;
    return compared ?? 0;
  };
  if (precedes === undefined) {
    if (all.length === 1) return all;
    const result = all.sort(order);
    return isComparable ? result : null;
  }
  const before = functionArgument(precedes);
  if (before === null) return null;
  const isBefore = (a: FeelValue, b: FeelValue): boolean => charge(meter, 1) && invoke(before, [a, b], meter) === true;
  return all.sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
}

/** `deciding` if one is; else the opposite if all are; else null. */
function decided(all: readonly FeelValue[] | null, deciding: boolean): FeelValue {
  if (all === null) return null;
  if (all.includes(deciding)) return deciding;
  return all.every((value) => value === !deciding) ? !deciding : null;
}
