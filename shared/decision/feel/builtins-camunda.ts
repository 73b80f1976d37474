import { integerArgument, listArgument, textArgument, type BuiltinTable } from './builtin.ts';
import { elementsOf } from './values.ts';

/** Functions beside the standard that Camunda 8 has, so that a bank's models run as they are. */
export const camundaBuiltins: BuiltinTable = {
  // A name that the scope has not is null here.
  'is defined(value)': (_, value) => value !== null,
  'get or else(value, default)': (_, value, otherwise) => value ?? otherwise ?? null,
  'is empty(list)': (_, list) => {
    const all = listArgument(list);
    return all === null ? null : all.length === 0;
  },
  'is blank(string)': (_, string) => {
    const text = textArgument(string);
    return text === null ? null : text.trim() === '';
  },
  'partition(list, size)': (meter, list, size) => {
    const [all, length] = [listArgument(list), integerArgument(size)];
    const elements = all === null ? null : elementsOf(all, meter);
    if (elements === null || length === null || length < 1) return null;
    return Array.from({ length: Math.ceil(elements.length / length) }, (_, i) => elements.slice(i * length, (i + 1) * length));
  },
};
