/**
 * The canonical JSON of a value by RFC 8785: keys sorted by UTF-16 code units, no white space, numbers as ECMAScript writes them;
 * members that are `undefined` are left out. The value is a tree of plain objects, arrays, strings, finite numbers, booleans and
 * null. Rows read from canonical text are sorted already and cost one JSON.stringify; the package `canonicalize`, which the tests
 * hold this against, took four times as long.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** The value with the keys of all its objects in order: the same object where they are. */
function sorted(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('Bug: a number of a row or an entry is not finite');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (sorted(value[i]) !== value[i]) return value.map(sorted);
    return value;
  }
  const object = value as Record<string, unknown>;
  const keys = Object.keys(object);
  let isSorted = true;
  let before = '';
  for (const key of keys) {
    const member = object[key];
    if (key < before || (typeof member !== 'string' && sorted(member) !== member)) {
      isSorted = false;
      break;
    }
    before = key;
  }
  if (isSorted) return object;
  const copy: Record<string, unknown> = {};
  for (const key of keys.sort()) copy[key] = sorted(object[key]);
  return copy;
}
