/**
 * The canonical JSON of a value by RFC 8785: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them;
 * members that are `undefined` are left out. The value is a tree of plain objects, arrays, strings, finite numbers, booleans and
 * null. Written at once, without a sorted copy: every row and every entry of the log passes here (the package `canonicalize`, which
 * the tests hold this against, takes several times as long).
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return isPlain.test(value) ? `"${value}"` : JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new Error('Bug: a number of a row or an entry is not finite');
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? list(value) : object(value as Record<string, unknown>);
    default:
      return 'null';
  }
}

/** Printable ASCII without the two that are escaped. */
const isPlain = /^[ !#-[\]-~]*$/;

function list(values: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < values.length; i += 1) text += i === 0 ? canonicalJson(values[i]) : `,${canonicalJson(values[i])}`;
  return `${text}]`;
}

function object(of: Record<string, unknown>): string {
  let text = '';
  for (const { key, quoted } of inOrder(Object.keys(of))) {
    const member = of[key];
    if (member === undefined) continue;
    text += text === '' ? quoted : `,${quoted}`;
    text += canonicalJson(member);
  }
  return `{${text}}`;
}

interface Key {
  readonly key: string;
  /** As it stands before its member. */
  readonly quoted: string;
}

/** Orders of keys that were found already; rows and entries have few, and sorting one costs more than writing it. */
const orders = new Map<string, readonly Key[]>();
const ordersKept = 1000;
const keysKept = 50;

function inOrder(keys: string[]): readonly Key[] {
  if (keys.length === 0 || keys.length > keysKept) return sorted(keys);
  const names = keys.join('\n');
  let order = orders.get(names);
  if (order === undefined) {
    order = sorted(keys);
    // A key with a line break in it would read as two.
    if (orders.size < ordersKept && !keys.some((key) => key.includes('\n'))) orders.set(names, order);
  }
  return order;
}

const sorted = (keys: string[]): Key[] => keys.sort().map((key) => ({ key, quoted: `${JSON.stringify(key)}:` }));
