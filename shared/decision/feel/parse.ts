import type { KnownNames } from './names.ts';
import { parseType } from './parse-type.ts';
import type { FeelType, Parameter } from './feel-type.ts';
import type { ArithmeticOperator, Iterator, Node, RangeNode, Test } from './syntax.ts';
import { parseTemporal } from './temporal-text.ts';
import { DEPTH_LIMIT, TokenStream } from './token-stream.ts';
import { refuse, tokenize, type FeelRefusal, type Token } from './tokens.ts';

const NOTHING: Node = { kind: 'literal', value: null };
const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
/** After `[` these say that it closed a range, as in `x in [1..y[ and z`. */
const AFTER_RANGE = new Set([')', ']', ',', '}', 'and', 'or', 'then', 'else', 'return', 'satisfies', '']);

/**
 * The tree of an expression, or why there is none: `feel_syntax`, `feel_unsupported`, `feel_too_deep` (over 64), `feel_too_long`.
 * `known` are the names of several words that it may use; it adds its own.
 */
export function parseFeel(source: string, known: KnownNames): { ok: true; node: Node } | FeelRefusal {
  return parseWith(source, known, false, (parser) => parser.expression());
}

/** Unary tests as in a cell of a decision table: one condition on `?`; null for `-`, which is always met. */
export function parseUnaryTests(source: string, known: KnownNames): { ok: true; node: Node } | FeelRefusal {
  return parseWith(source, known, true, (parser) => parser.unaryTests());
}

function parseWith(source: string, known: KnownNames, hasInput: boolean, parse: (parser: Parser) => Node): { ok: true; node: Node } | FeelRefusal {
  const read = tokenize(source);
  if (!read.ok) return read;
  const stream = new TokenStream(read.tokens);
  const node = parse(new Parser(source, stream, known, hasInput));
  if (stream.token.kind !== 'end') stream.unexpected();
  return stream.refusal ?? { ok: true, node };
}

/** Recursive descent without going back, one function per precedence. */
class Parser {
  readonly #source: string;
  readonly #stream: TokenStream;
  readonly #known: KnownNames;
  /** Inside the end of a range, where `[` may close it. */
  #isRangeEnd = false;
  /** Whether `?` was read since it was last set to false. */
  #namesInput = false;
  #hasInput: boolean;
  readonly #typeNamed = (name: string): FeelType | undefined => this.#known.typeNamed(name);

  constructor(source: string, stream: TokenStream, known: KnownNames, hasInput: boolean) {
    this.#hasInput = hasInput;
    this.#source = source;
    this.#stream = stream;
    this.#known = known;
  }

  expression(isRangeEnd = false): Node {
    const outer = this.#isRangeEnd;
    this.#isRangeEnd = isRangeEnd;
    const node = this.#stream.nested(() => this.#textual()) ?? NOTHING;
    this.#isRangeEnd = outer;
    return node;
  }

  unaryTests(): Node {
    const stream = this.#stream;
    if (stream.is('-') && stream.peek(1).kind === 'end') {
      stream.position += 1;
      return { kind: 'literal', value: true };
    }
    const value: Node = { kind: 'input' };
    const isNegated = stream.token.text === 'not' && stream.isAt(1, '(');
    if (!isNegated) return { kind: 'in', value, tests: this.#unaryList() };
    const { at } = stream.token;
    stream.position += 2;
    const tests = this.#unaryList();
    stream.expect(')');
    return { kind: 'call', callee: { kind: 'name', name: 'not', at }, args: [{ kind: 'in', value, tests }], names: null, at };
  }

  #unaryList(): readonly Test[] {
    const tests: Test[] = [];
    do tests.push(this.#test(() => this.expression()));
    while (this.#stream.take(','));
    return tests;
  }

  #textual(): Node {
    const stream = this.#stream;
    if (stream.take('if')) return this.#conditional();
    if (stream.take('for')) {
      const iterators = this.#iterators();
      stream.expect('return');
      return { kind: 'for', iterators, body: this.expression() };
    }
    const quantifier = stream.takeAny(['some', 'every']);
    if (quantifier !== null) {
      const iterators = this.#iterators();
      stream.expect('satisfies');
      return { kind: 'quantifier', isEvery: quantifier === 'every', iterators, condition: this.expression() };
    }
    if (stream.is('function') && stream.isAt(1, '(')) return this.#function();
    return this.#logic('or');
  }

  #conditional(): Node {
    const condition = this.expression();
    this.#stream.expect('then');
    const whenTrue = this.expression();
    this.#stream.expect('else');
    return { kind: 'if', condition, whenTrue, otherwise: this.expression() };
  }

  #iterators(): readonly Iterator[] {
    const iterators: Iterator[] = [];
    do {
      const name = this.#newName('in');
      this.#stream.expect('in');
      const source = this.expression();
      iterators.push({ name, source, end: this.#stream.take('..') ? this.expression() : null });
    } while (this.#stream.take(','));
    return iterators;
  }

  #function(): Node {
    const stream = this.#stream;
    stream.position += 2;
    const parameters: Parameter[] = [];
    if (!stream.is(')')) {
      do {
        const name = this.#newName(',', ')', ':');
        const type: FeelType | null = stream.take(':') ? parseType(stream, this.#typeNamed) : null;
        parameters.push({ name, type });
      } while (stream.take(','));
    }
    stream.expect(')');
    if (stream.token.text === 'external') stream.unexpected();
    return { kind: 'function', parameters, body: this.expression() };
  }

  #logic(operator: 'and' | 'or'): Node {
    const operand = (): Node => (operator === 'or' ? this.#logic('and') : this.#comparison());
    const first = operand();
    const operands = [first];
    while (this.#stream.take(operator)) operands.push(operand());
    return operands.length === 1 ? first : { kind: 'logic', operator, operands };
  }

  #comparison(): Node {
    const left = this.#operand();
    const node = this.#compared(left);
    if (node === left) return left;
    const { token } = this.#stream;
    const isChained = [...COMPARISONS, 'between', 'in'].some((text) => this.#stream.is(text));
    if (isChained) this.#stream.fail(refuse('feel_unsupported', token.at, token.text, 'chained_comparison'));
    return node;
  }

  #compared(left: Node): Node {
    if (this.#stream.take('in')) return { kind: 'in', value: left, tests: this.#membership() };
    if (this.#stream.take('between')) {
      const low = this.#sum();
      this.#stream.expect('and');
      return { kind: 'between', value: left, low, high: this.#sum() };
    }
    const operator = this.#stream.takeAny(COMPARISONS);
    return operator === null ? left : { kind: 'compare', operator, left, right: this.#operand() };
  }

  /** `>= 5` where a value should stand is the range of all that are. */
  #operand(): Node {
    const operator = this.#stream.takeAny(['<', '<=', '>', '>=']);
    return operator === null ? this.#sum() : openRange(operator, this.#sum());
  }

  /** To the right of `in`, where `?` is what stands to its left. */
  #membership(): readonly Test[] {
    const [hadInput, namedInput, wasRangeEnd] = [this.#hasInput, this.#namesInput, this.#isRangeEnd];
    this.#hasInput = true;
    const tests = this.#stream.take('(') ? this.#listed() : [this.#test(() => this.#sum())];
    this.#hasInput = hadInput;
    this.#namesInput = namedInput;
    this.#isRangeEnd = wasRangeEnd;
    return tests;
  }

  #listed(): readonly Test[] {
    const stream = this.#stream;
    const first = this.#test(() => this.expression());
    if (first.operator === null && stream.is('..')) return [{ operator: null, operand: this.#range(first.operand, false) }];
    const tests = [first];
    while (stream.take(',')) tests.push(this.#test(() => this.expression()));
    stream.expect(')');
    return tests;
  }

  #test(parse: () => Node): Test {
    this.#namesInput = false;
    const operator = this.#stream.takeAny(COMPARISONS);
    const operand = parse();
    return this.#namesInput && operator === null ? { operator, operand, isCondition: true } : { operator, operand };
  }

  #sum(): Node {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/'], () => this.#chain(['**'], () => this.#unary())));
  }

  #chain(operators: readonly ArithmeticOperator[], parse: () => Node): Node {
    const first = parse();
    const rest: { operator: ArithmeticOperator; operand: Node }[] = [];
    for (let operator = this.#stream.takeAny(operators); operator !== null; operator = this.#stream.takeAny(operators)) {
      rest.push({ operator, operand: parse() });
    }
    return rest.length === 0 ? first : { kind: 'arithmetic', first, rest };
  }

  #unary(): Node {
    if (!this.#stream.take('-')) return this.#instance();
    return { kind: 'negate', operand: this.#stream.nested(() => this.#unary()) ?? NOTHING };
  }

  #instance(): Node {
    let value = this.#postfix();
    if (this.#stream.take('instance')) {
      if (this.#stream.token.text !== 'of') this.#stream.unexpected();
      this.#stream.position += 1;
      value = { kind: 'instance', value, type: parseType(this.#stream, this.#typeNamed) };
    }
    return value;
  }

  /** Paths, filters and calls behind a value. */
  #postfix(): Node {
    const stream = this.#stream;
    let node = this.#primary();
    for (let count = 0; stream.refusal === null; count += 1) {
      const { at } = stream.token;
      if (stream.take('.')) node = { kind: 'path', target: node, name: this.#entryName() };
      else if (stream.is('[') && !this.#isClosing(node)) node = this.#filter(node);
      else if (stream.take('(')) node = this.#call(node, at);
      else break;
      // Long chains are deep trees, except for paths over names.
      if (count >= DEPTH_LIMIT) stream.tooDeep();
    }
    return node;
  }

  #isClosing(node: Node): boolean {
    if (!this.#isRangeEnd) return false;
    const next = this.#stream.peek(1);
    return node.kind === 'literal' || next.kind === 'end' || (next.kind !== 'string' && AFTER_RANGE.has(next.text));
  }

  #filter(target: Node): Node {
    this.#stream.expect('[');
    const condition = this.expression();
    this.#stream.expect(']');
    return { kind: 'filter', target, condition };
  }

  #call(callee: Node, at: number): Node {
    const stream = this.#stream;
    const args: Node[] = [];
    const names: string[] = [];
    if (!stream.is(')')) {
      do {
        const words = this.#argumentName();
        if (words > 0) {
          names.push(this.#sourceText(words));
          stream.position += words + 1;
        }
        args.push(this.expression());
      } while (stream.take(','));
    }
    stream.expect(')');
    if (names.length > 0 && names.length !== args.length) stream.fail(refuse('feel_syntax', at, '(', 'arguments'));
    return { kind: 'call', callee, args, names: names.length > 0 ? names : null, at: callee.kind === 'name' ? callee.at : at };
  }

  /** How many words a named argument's name has; those of services may be of another file (`other.name`). 0 where it has none. */
  #argumentName(): number {
    const stream = this.#stream;
    const isWord = (at: number): boolean => ['name', 'keyword'].includes(stream.peek(at).kind);
    let words = 0;
    while (isWord(words) || (words > 0 && stream.isAt(words, '.') && isWord(words + 1))) words += 1;
    return words > 0 && stream.isAt(words, ':') ? words : 0;
  }

  /** How many words in a row stand before this symbol; 0 where it is not behind them. */
  #wordsBefore(symbol: string, kinds: readonly Token['kind'][]): number {
    let words = 0;
    while (kinds.includes(this.#stream.peek(words).kind)) words += 1;
    return this.#stream.isAt(words, symbol) ? words : 0;
  }

  #primary(): Node {
    const stream = this.#stream;
    const { kind, text, at, number } = stream.token;
    switch (kind) {
      case 'number':
        stream.position += 1;
        return { kind: 'literal', value: number ?? null };
      case 'string':
        stream.position += 1;
        return { kind: 'literal', value: text };
      case 'name':
        return this.#name();
      default:
        return this.#bracketed(at);
    }
  }

  #bracketed(at: number): Node {
    const stream = this.#stream;
    // A known name may begin with a keyword.
    if (stream.token.kind === 'keyword' && this.#known.longest(stream) !== null) return this.#name();
    if (stream.take('true')) return { kind: 'literal', value: true };
    if (stream.take('false')) return { kind: 'literal', value: false };
    if (stream.take('null')) return NOTHING;
    if (this.#hasInput && stream.take('?')) {
      this.#namesInput = true;
      return { kind: 'input' };
    }
    if (stream.take('(')) return this.#parenthesis();
    if (stream.take(']')) return this.#range(this.expression(), false);
    if (stream.take('[')) return this.#list();
    if (stream.take('{')) return this.#context();
    if (stream.take('@')) return this.#temporal(at);
    stream.unexpected();
    return NOTHING;
  }

  #parenthesis(): Node {
    const stream = this.#stream;
    if (stream.take('=')) return this.#closed(openRange('=', this.expression()));
    const inner = this.expression();
    return stream.is('..') ? this.#range(inner, false) : this.#closed(inner);
  }

  #closed(node: Node): Node {
    this.#stream.expect(')');
    return node;
  }

  #list(): Node {
    const stream = this.#stream;
    if (stream.take(']')) return { kind: 'list', items: [] };
    const first = this.expression();
    if (stream.is('..')) return this.#range(first, true);
    const items = [first];
    while (stream.take(',')) items.push(this.expression());
    stream.expect(']');
    return { kind: 'list', items };
  }

  /** From the `..` on; `(1..5[` and `[1..5)` leave the end out, as FEEL has both. */
  #range(start: Node, isStartIncluded: boolean): RangeNode {
    this.#stream.expect('..');
    const end = this.expression(true);
    const close = this.#stream.takeAny([']', ')', '[']);
    if (close === null) this.#stream.unexpected();
    return { kind: 'range', start, end, isStartIncluded, isEndIncluded: close === ']' };
  }

  #context(): Node {
    const stream = this.#stream;
    const entries: { name: string; value: Node }[] = [];
    if (!stream.is('}')) {
      do {
        const { token } = stream;
        const name = token.kind === 'string' ? this.#key(token) : this.#newName(':');
        stream.expect(':');
        if (entries.some((entry) => entry.name === name)) stream.fail(refuse('feel_syntax', token.at, name, 'duplicate_key'));
        entries.push({ name, value: this.expression() });
      } while (stream.take(','));
    }
    stream.expect('}');
    return { kind: 'context', entries };
  }

  #key(token: Token): string {
    this.#stream.position += 1;
    this.#known.add(token.text);
    return token.text;
  }

  #temporal(at: number): Node {
    const { kind, text } = this.#stream.token;
    const value = kind === 'string' ? parseTemporal(text) : null;
    if (value === null) this.#stream.fail(refuse('feel_syntax', at, `@${text}`, 'temporal'));
    this.#stream.position += 1;
    return { kind: 'literal', value };
  }

  /** A name that the source makes up, of all tokens before one of the texts: words and, in keys, `+ - * / ' .` too. */
  #newName(...before: readonly string[]): string {
    const stream = this.#stream;
    let words = 0;
    while (!before.some((text) => stream.isAt(words, text)) && isNamePart(stream.peek(words), words)) words += 1;
    if (words === 0) {
      stream.unexpected();
      return '';
    }
    const name = this.#sourceText(words);
    stream.position += words;
    this.#known.add(name);
    return name;
  }

  #sourceText(words: number): string {
    if (words === 1) return this.#stream.token.text;
    const from = this.#stream.token.at;
    return this.#source.slice(from, this.#stream.peek(words - 1).end).replace(/\s+/g, ' ');
  }

  #entryName(): string {
    const stream = this.#stream;
    const known = this.#known.longest(stream);
    if (known !== null) {
      stream.position += known.count;
      return known.name;
    }
    // After a point a keyword is a name like any other.
    const { kind, text } = stream.token;
    if (kind !== 'name' && kind !== 'keyword') stream.unexpected();
    else stream.position += 1;
    return text;
  }

  #name(): Node {
    const stream = this.#stream;
    const { text, at } = stream.token;
    const known = this.#known.longest(stream);
    if (known !== null) {
      stream.position += known.count;
      return { kind: 'name', name: known.name, at };
    }
    const words = this.#wordsBefore('(', ['name']);
    if (words > 1) {
      stream.fail(refuse('feel_unsupported', at, this.#sourceText(words), 'function'));
      return NOTHING;
    }
    stream.position += 1;
    return { kind: 'name', name: text, at };
  }
}

function isNamePart({ kind, text }: Token, index: number): boolean {
  if (kind === 'name' || kind === 'keyword') return true;
  return index > 0 && (kind === 'number' || (kind === 'symbol' && ['+', '-', '*', '/', '**', '.', "'", '\u2019'].includes(text)));
}

/** A range with one end, or with two that are the same. */
function openRange(operator: '<' | '<=' | '>' | '>=' | '=', bound: Node): RangeNode {
  const [isStart, isEnd] = [!operator.startsWith('<'), !operator.startsWith('>')];
  const isIncluded = operator.endsWith('=');
  return { kind: 'range', start: isStart ? bound : null, end: isEnd ? bound : null, isStartIncluded: isStart && isIncluded, isEndIncluded: isEnd && isIncluded };
}
