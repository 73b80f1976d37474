import { must } from '../../assert.ts';
import type { FeelNumber } from './decimal.ts';
import { refuse, tokenize, type FeelRefusal, type Token } from './tokens.ts';

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type FunctionName = 'not' | 'starts with' | 'ends with' | 'contains';

export type Node =
  | { kind: 'literal'; value: null | boolean | string | FeelNumber }
  | { kind: 'path'; names: readonly string[]; at: number }
  | { kind: 'list'; items: readonly Node[] }
  | { kind: 'range'; start: Node; end: Node; isStartIncluded: boolean; isEndIncluded: boolean; at: number }
  | { kind: 'call'; name: FunctionName; args: readonly Node[] }
  | { kind: 'negate'; operand: Node }
  // Chains of one precedence are flat, so that a long sum is not a deep tree.
  | { kind: 'arithmetic'; first: Node; rest: readonly { operator: ArithmeticOperator; operand: Node }[] }
  | { kind: 'logic'; operator: 'and' | 'or'; operands: readonly Node[] }
  | { kind: 'compare'; operator: CompareOperator; left: Node; right: Node }
  | { kind: 'between'; value: Node; low: Node; high: Node }
  | { kind: 'in'; value: Node; tests: readonly Test[] }
  | { kind: 'if'; condition: Node; whenTrue: Node; otherwise: Node };

/** One test to the right of `in`: a comparison, or a value, list or range to be equal to or inside of. */
export type Test = { operator: CompareOperator | null; operand: Node };

export const DEPTH_LIMIT = 64;

const ARGUMENTS: Readonly<Record<FunctionName, number>> = { not: 1, 'starts with': 2, 'ends with': 2, contains: 2 };
const NOTHING: Node = { kind: 'literal', value: null };
/** What is FEEL, but not of the small part that is built, by the token that gives it away. */
const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['for', 'loop'], ['some', 'quantifier'], ['every', 'quantifier'], ['function', 'function_literal'],
  ['instance', 'instance_of'], ['[', 'filter'], ['{', 'context'], ['@', 'temporal'], ['?', 'input'],
  ['**', 'power'], ['.', 'path'], [':', 'named_argument'], ['->', 'function_type'],
]);

/** The tree of an expression, or why there is none: `feel_syntax`, `feel_unsupported`, `feel_too_deep` (over 64), `feel_too_long`. */
export function parseFeel(source: string): { ok: true; node: Node } | FeelRefusal {
  const read = tokenize(source);
  if (!read.ok) return read;
  const parser = new Parser(read.tokens);
  const node = parser.expression();
  parser.expectEnd();
  return parser.refusal ?? { ok: true, node };
}

/**
 * Recursive descent without going back, one function per precedence.
 * The first failure is kept and moves to the end token, at which every loop stops; nothing is thrown.
 */
class Parser {
  refusal: FeelRefusal | null = null;
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(): Node {
    return this.#nested(() => (this.#take('if') ? this.#conditional() : this.#logic('or')));
  }

  expectEnd(): void {
    if (this.#token.kind !== 'end') this.#unexpected();
  }

  get #token(): Token {
    return this.#peek(0);
  }

  #peek(ahead: number): Token {
    const last = this.#tokens.length - 1;
    return must(this.#tokens[Math.min(this.#position + ahead, last)], 'the tokens end with one of kind end');
  }

  #is(text: string): boolean {
    const token = this.#token;
    return token.text === text && (token.kind === 'symbol' || token.kind === 'keyword');
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#position += 1;
    return true;
  }

  #takeAny<T extends string>(texts: readonly T[]): T | null {
    for (const text of texts) if (this.#take(text)) return text;
    return null;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#unexpected();
  }

  #fail(refusal: FeelRefusal): Node {
    this.refusal ??= refusal;
    this.#position = this.#tokens.length - 1;
    return NOTHING;
  }

  #unexpected(): Node {
    const { kind, text, at } = this.#token;
    const rule = kind === 'symbol' || kind === 'keyword' ? UNSUPPORTED.get(text) : undefined;
    if (rule !== undefined) return this.#fail(refuse('feel_unsupported', at, text, rule));
    return this.#fail(refuse('feel_syntax', at, kind === 'end' ? 'end of expression' : text));
  }

  #nested(parse: () => Node): Node {
    const { text, at } = this.#token;
    if (this.#depth >= DEPTH_LIMIT) return this.#fail(refuse('feel_too_deep', at, text));
    this.#depth += 1;
    const node = parse();
    this.#depth -= 1;
    return node;
  }

  #conditional(): Node {
    const condition = this.expression();
    this.#expect('then');
    const whenTrue = this.expression();
    this.#expect('else');
    return { kind: 'if', condition, whenTrue, otherwise: this.expression() };
  }

  #logic(operator: 'and' | 'or'): Node {
    const operand = (): Node => (operator === 'or' ? this.#logic('and') : this.#comparison());
    const first = operand();
    const operands = [first];
    while (this.#take(operator)) operands.push(operand());
    return operands.length === 1 ? first : { kind: 'logic', operator, operands };
  }

  #comparison(): Node {
    const left = this.#sum();
    const node = this.#compared(left);
    if (node === left) return left;
    const isChained = ['=', '!=', '<', '<=', '>', '>=', 'between', 'in'].some((text) => this.#is(text));
    if (isChained) this.#fail(refuse('feel_unsupported', this.#token.at, this.#token.text, 'chained_comparison'));
    return node;
  }

  #compared(left: Node): Node {
    if (this.#take('in')) return { kind: 'in', value: left, tests: this.#tests() };
    if (this.#take('between')) {
      const low = this.#sum();
      this.#expect('and');
      return { kind: 'between', value: left, low, high: this.#sum() };
    }
    const operator = this.#takeAny(['=', '!=', '<', '<=', '>', '>=']);
    return operator === null ? left : { kind: 'compare', operator, left, right: this.#sum() };
  }

  #tests(): readonly Test[] {
    const { at } = this.#token;
    if (!this.#take('(')) return [this.#test()];
    const first = this.#test();
    if (first.operator === null && this.#is('..')) return [{ operator: null, operand: this.#range(first.operand, false, at) }];
    const tests = [first];
    while (this.#take(',')) tests.push(this.#test());
    this.#expect(')');
    return tests;
  }

  #test(): Test {
    const operator = this.#takeAny(['<', '<=', '>', '>=']);
    return { operator, operand: this.#sum() };
  }

  #sum(): Node {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#unary()));
  }

  #chain(operators: readonly ArithmeticOperator[], parse: () => Node): Node {
    const first = parse();
    const rest: { operator: ArithmeticOperator; operand: Node }[] = [];
    for (let operator = this.#takeAny(operators); operator !== null; operator = this.#takeAny(operators)) {
      rest.push({ operator, operand: parse() });
    }
    return rest.length === 0 ? first : { kind: 'arithmetic', first, rest };
  }

  #unary(): Node {
    if (!this.#take('-')) return this.#primary();
    return { kind: 'negate', operand: this.#nested(() => this.#unary()) };
  }

  #primary(): Node {
    const token = this.#token;
    switch (token.kind) {
      case 'number':
        this.#position += 1;
        return { kind: 'literal', value: token.number ?? null };
      case 'string':
        this.#position += 1;
        return { kind: 'literal', value: token.text };
      case 'name':
        return this.#name();
      default:
        return this.#bracketed(token.at);
    }
  }

  #bracketed(at: number): Node {
    if (this.#take('true')) return { kind: 'literal', value: true };
    if (this.#take('false')) return { kind: 'literal', value: false };
    if (this.#take('null')) return { kind: 'literal', value: null };
    if (this.#take('(')) {
      const inner = this.expression();
      if (this.#is('..')) return this.#range(inner, false, at);
      this.#expect(')');
      return inner;
    }
    if (this.#take(']')) return this.#range(this.expression(), false, at);
    if (this.#is('[')) return this.#list(at);
    return this.#unexpected();
  }

  #list(at: number): Node {
    this.#expect('[');
    if (this.#take(']')) return { kind: 'list', items: [] };
    const first = this.expression();
    if (this.#is('..')) return this.#range(first, true, at);
    const items = [first];
    while (this.#take(',')) items.push(this.expression());
    this.#expect(']');
    return { kind: 'list', items };
  }

  /** From the `..` on; `(1..5[` and `[1..5)` leave the end out, as FEEL has both. */
  #range(start: Node, isStartIncluded: boolean, at: number): Node {
    this.#expect('..');
    const end = this.expression();
    const close = this.#takeAny([']', ')', '[']);
    if (close === null) this.#unexpected();
    return { kind: 'range', start, end, isStartIncluded, isEndIncluded: close === ']', at };
  }

  #name(): Node {
    const { text, at } = this.#token;
    let words = 1;
    while (this.#peek(words).kind === 'name') words += 1;
    const after = this.#peek(words);
    if (after.kind === 'symbol' && after.text === '(') return this.#call(words);
    this.#position += 1;
    const names = [text];
    while (this.#take('.')) {
      const next = this.#token;
      // After a point a keyword is a name like any other.
      if (next.kind !== 'name' && next.kind !== 'keyword') return this.#unexpected();
      names.push(next.text);
      this.#position += 1;
    }
    return { kind: 'path', names, at };
  }

  #call(words: number): Node {
    const { at } = this.#token;
    const name = Array.from({ length: words }, (_, i) => this.#peek(i).text).join(' ');
    if (!isFunctionName(name)) return this.#fail(refuse('feel_unsupported', at, name, 'function'));
    this.#position += words + 1;
    const args: Node[] = [];
    if (!this.#is(')')) {
      do args.push(this.expression());
      while (this.#take(','));
    }
    this.#expect(')');
    if (args.length !== ARGUMENTS[name]) this.#fail(refuse('feel_syntax', at, name, 'arguments'));
    return { kind: 'call', name, args };
  }
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(ARGUMENTS, name);
}
