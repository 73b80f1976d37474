/** Throws with the message when a thing that must hold does not; for bugs, never for what can be expected. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${message}`);
}

/** Returns the value, or throws with why it should have been there. */
export function must<T>(value: T | null | undefined, message: string): T {
  if (value === null || value === undefined) throw new Error(`Bug: ${message}`);
  return value;
}

/** The end of every exhaustive switch. */
export function unreachable(value: never): never {
  throw new Error(`Bug: unexpected ${JSON.stringify(value)}`);
}
