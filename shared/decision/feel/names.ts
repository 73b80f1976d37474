import type { FeelType } from './feel-type.ts';
import type { TokenStream } from './token-stream.ts';
import { tokenize } from './tokens.ts';

/** Names that begin with one token: by how many tokens they have, then by all of them. */
interface Beginning {
  /** The longest first. */
  readonly counts: number[];
  readonly names: Map<string, string>;
}

/**
 * Names of several tokens (`first name`, `order-id`), which a source can only be read with who knows them. The longest that
 * fits is meant (DMN 10.3.1.2). To look one up takes no longer where there are more.
 */
export class KnownNames {
  readonly #base: KnownNames | null;
  readonly #variables = new Map<string, Beginning>();
  readonly #functions = new Map<string, Beginning>();
  readonly #types = new Map<string, FeelType>();

  /** Knows all that `base` does, which is not changed. */
  constructor(base: KnownNames | null = null) {
    this.#base = base;
  }

  /** A function's name is meant only in front of a parenthesis. */
  add(name: string, isFunction = false): void {
    if (/^[\p{L}\p{Nd}_]*$/u.test(name)) return;
    const read = tokenize(name);
    if (!read.ok) return;
    const tokens = read.tokens.slice(0, -1).map((token) => token.text);
    const [first] = tokens;
    if (first === undefined || tokens.length < 2) return;
    const kind = isFunction ? this.#functions : this.#variables;
    const known = kind.get(first) ?? { counts: [], names: new Map<string, string>() };
    kind.set(first, known);
    if (!known.counts.includes(tokens.length)) known.counts.splice(known.counts.filter((count) => count > tokens.length).length, 0, tokens.length);
    const key = keyOf(tokens);
    if (!known.names.has(key)) known.names.set(key, name);
  }

  /** A type beside FEEL's own, as `instance of` may name it. */
  addType(name: string, type: FeelType): void {
    this.#types.set(name, type);
  }

  typeNamed(name: string): FeelType | undefined {
    return this.#types.get(name) ?? this.#base?.typeNamed(name);
  }

  /** The longest known name that the stream is at, and its number of tokens. */
  longest(stream: TokenStream): { name: string; count: number } | null {
    let best = this.#base?.longest(stream) ?? null;
    for (const isFunction of [false, true]) {
      const own = this.#longestOf(stream, isFunction);
      if (own !== null && (best === null || own.count >= best.count)) best = own;
    }
    return best;
  }

  #longestOf(stream: TokenStream, isFunction: boolean): { name: string; count: number } | null {
    const known = (isFunction ? this.#functions : this.#variables).get(stream.token.text);
    for (const count of known?.counts ?? []) {
      if (isFunction && !stream.isAt(count, '(')) continue;
      const tokens = Array.from({ length: count }, (_, i) => stream.peek(i));
      const name = tokens.some(({ kind }) => kind === 'string') ? undefined : known?.names.get(keyOf(tokens.map(({ text }) => text)));
      if (name !== undefined) return { name, count };
    }
    return null;
  }
}

const keyOf = (tokens: readonly string[]): string => tokens.join('\u0000');
