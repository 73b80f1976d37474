import { must } from '../../assert.ts';
import { refuse, type FeelRefusal, type Token } from './tokens.ts';

export const DEPTH_LIMIT = 64;

/** What is FEEL, but not built, by the token that gives it away. */
const UNSUPPORTED: ReadonlyMap<string, string> = new Map([['external', 'external_function'], ['?', 'input']]);

/** Reads tokens forward. The first failure is kept and moves to the end token, at which every loop stops; nothing is thrown. */
export class TokenStream {
  refusal: FeelRefusal | null = null;
  position = 0;
  readonly #tokens: readonly Token[];
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token {
    return this.peek(0);
  }

  peek(ahead: number): Token {
    const last = this.#tokens.length - 1;
    return must(this.#tokens[Math.min(this.position + ahead, last)], 'the tokens end with one of kind end');
  }

  is(text: string): boolean {
    return isText(this.token, text);
  }

  /** Whether the token `ahead` is this symbol or keyword. */
  isAt(ahead: number, text: string): boolean {
    return isText(this.peek(ahead), text);
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.position += 1;
    return true;
  }

  takeAny<T extends string>(texts: readonly T[]): T | null {
    for (const text of texts) if (this.take(text)) return text;
    return null;
  }

  expect(text: string): void {
    if (!this.take(text)) this.unexpected();
  }

  fail(refusal: FeelRefusal): void {
    this.refusal ??= refusal;
    this.position = this.#tokens.length - 1;
  }

  unexpected(): void {
    const { kind, text, at } = this.token;
    const rule = kind === 'end' ? undefined : UNSUPPORTED.get(text);
    if (rule !== undefined) this.fail(refuse('feel_unsupported', at, text, rule));
    else this.fail(refuse('feel_syntax', at, kind === 'end' ? 'end of expression' : text));
  }

  /** Runs `parse` one level deeper; null and `feel_too_deep` over 64 levels. */
  nested<T>(parse: () => T): T | null {
    if (this.#depth >= DEPTH_LIMIT) {
      this.tooDeep();
      return null;
    }
    this.#depth += 1;
    const node = parse();
    this.#depth -= 1;
    return node;
  }

  tooDeep(): void {
    const { text, at } = this.token;
    this.fail(refuse('feel_too_deep', at, text));
  }
}

function isText(token: Token, text: string): boolean {
  return token.text === text && (token.kind === 'symbol' || token.kind === 'keyword');
}
