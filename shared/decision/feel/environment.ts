import type { FeelValue, Frame } from './values.ts';

/**
 * What is bound where an expression stands, innermost first; one runtime `Frame` each.
 * `variable` is a name; `context` a context that is being made, with the names that it has so far; `item` the element of a
 * filter, whose own entries are names too, which only the run can tell.
 */
export type Environment =
  | { kind: 'variable'; name: string; parent: Environment | null }
  | { kind: 'context'; names: ReadonlySet<string>; parent: Environment | null }
  | { kind: 'item'; parent: Environment | null };

/** Where a name may be found: frames whose elements may have it, then the frame that does, or none (the scope's, if anybody's). */
export interface Resolved {
  readonly items: readonly number[];
  readonly frame: { readonly depth: number; readonly isContext: boolean } | null;
}

export function resolve(name: string, environment: Environment | null): Resolved {
  const items: number[] = [];
  let depth = 0;
  for (let at = environment; at !== null; at = at.parent) {
    if (at.kind === 'item') {
      items.push(depth);
      // The element itself, unless it has an entry of that name.
      if (name === 'item') return { items, frame: { depth, isContext: false } };
    } else if (at.kind === 'variable' && at.name === name) {
      return { items, frame: { depth, isContext: false } };
    } else if (at.kind === 'context' && at.names.has(name)) {
      return { items, frame: { depth, isContext: true } };
    }
    depth += 1;
  }
  return { items, frame: null };
}

export function frameValue(frame: Frame | null, depth: number): FeelValue {
  let at = frame;
  for (let i = 0; i < depth && at !== null; i += 1) at = at.parent;
  return at === null ? null : at.value;
}
