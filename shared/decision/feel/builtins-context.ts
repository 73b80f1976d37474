import { firstOf, listArgument, textArgument, type BuiltinTable } from './builtin.ts';
import { charge, elementsOf, fromJson, isContext, isList, newContext, putEntry, type FeelContext, type FeelValue, type Meter } from './values.ts';

/** Functions on contexts (DMN 1.5, table 80). */
export const contextBuiltins: BuiltinTable = {
  'get value(m, key)|(context, key)': (meter, context, key) => {
    const name = textArgument(key);
    return isContext(context) && name !== null && Object.hasOwn(context, name) ? fromJson(context[name], meter) : null;
  },
  'get entries(m)|(context)': (meter, given) => {
    const context = firstOf(given, meter);
    if (!isContext(context)) return null;
    const names = Object.keys(context);
    return charge(meter, names.length) ? names.map((key) => ({ key, value: fromJson(context[key], meter) })) : null;
  },
  'context(entries)': (meter, entries) => {
    const list = listArgument(entries);
    return list === null ? null : fromEntries(elementsOf(list, meter), meter);
  },
  'context put(context, key, value)|(context, keys, value)': (meter, context, key, value) => {
    if (!isContext(context)) return null;
    const names = isList(key) ? elementsOf(key, meter) : [key ?? null];
    return names === null || names.length === 0 ? null : putAt(context, names, value ?? null, meter);
  },
  'context merge(contexts)': (meter, contexts) => {
    const list = listArgument(contexts);
    const all = list === null ? null : elementsOf(list, meter);
    if (all === null || !all.every(isContext)) return null;
    const merged = newContext();
    for (const context of all) if (!copyInto(merged, context, meter)) return null;
    return merged;
  },
};

function fromEntries(entries: readonly FeelValue[] | null, meter: Meter): FeelValue {
  if (entries === null) return null;
  const context = newContext();
  for (const entry of entries) {
    if (!isContext(entry) || !Object.hasOwn(entry, 'key') || !Object.hasOwn(entry, 'value')) return null;
    const { key } = entry;
    if (typeof key !== 'string' || Object.hasOwn(context, key)) return null;
    putEntry(context, key, fromJson(entry['value'], meter));
  }
  return context;
}

/** A copy with the value at the path; contexts on the way must be there. */
function putAt(context: FeelContext, names: readonly FeelValue[], value: FeelValue, meter: Meter): FeelValue {
  const [name, ...rest] = names;
  if (typeof name !== 'string') return null;
  const copy = newContext();
  if (!copyInto(copy, context, meter)) return null;
  if (rest.length === 0) {
    putEntry(copy, name, value);
    return copy;
  }
  const inner = Object.hasOwn(context, name) ? fromJson(context[name], meter) : null;
  const changed = isContext(inner) && names.length <= 64 ? putAt(inner, rest, value, meter) : null;
  if (changed === null) return null;
  putEntry(copy, name, changed);
  return copy;
}

function copyInto(target: Record<string, FeelValue>, context: FeelContext, meter: Meter): boolean {
  const names = Object.keys(context);
  if (!charge(meter, names.length)) return false;
  for (const name of names) putEntry(target, name, fromJson(context[name], meter));
  return true;
}
