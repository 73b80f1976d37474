import type { TokenStream } from './token-stream.ts';
import { tokenize } from './tokens.ts';

/**
 * Names of several tokens (`first name`, `order-id`), which a source can only be read with who knows them. The longest that
 * fits is meant (DMN 10.3.1.2).
 */
export class KnownNames {
  readonly #base: KnownNames | null;
  readonly #byFirst = new Map<string, { name: string; tokens: readonly string[]; isFunction: boolean }[]>();

  /** Knows all that `base` does, which is not changed. */
  constructor(base: KnownNames | null = null) {
    this.#base = base;
  }

  /** A function's name is meant only in front of a parenthesis. */
  add(name: string, isFunction = false): void {
    // A field with a point in it is a path.
    if (/^[\p{L}\p{Nd}_]*$/u.test(name) || name.includes('.')) return;
    const read = tokenize(name);
    if (!read.ok) return;
    const tokens = read.tokens.slice(0, -1).map((token) => token.text);
    const [first] = tokens;
    if (first === undefined || tokens.length < 2) return;
    const known = this.#byFirst.get(first) ?? [];
    if (known.some((other) => other.name === name && other.isFunction === isFunction)) return;
    known.push({ name, tokens, isFunction });
    known.sort((a, b) => b.tokens.length - a.tokens.length);
    this.#byFirst.set(first, known);
  }

  /** The longest known name that the stream is at, and its number of tokens. */
  longest(stream: TokenStream): { name: string; count: number } | null {
    const base = this.#base?.longest(stream) ?? null;
    for (const { name, tokens, isFunction } of this.#byFirst.get(stream.token.text) ?? []) {
      if (isFunction && !stream.isAt(tokens.length, '(')) continue;
      if (!tokens.every((text, i) => stream.peek(i).kind !== 'string' && stream.peek(i).text === text)) continue;
      return base !== null && base.count > tokens.length ? base : { name, count: tokens.length };
    }
    return base;
  }
}
