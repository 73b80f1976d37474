/** What a `${…}` of Camunda 7 says in FEEL; only values that can be read and compared, nothing that calls code. */
export function feelOfJuel(source: string): string | undefined {
  const tokens = tokensOf(source);
  if (!tokens) return undefined;
  const parser = new Parser(tokens);
  return parser.whole();
}

const MOST_NESTING = 32;
const pattern = /\s+|(\d+(?:\.\d+)?)|'((?:[^'\\]|\\['"\\])*)'|"((?:[^"\\]|\\['"\\])*)"|([A-Za-z_$][\w$]*)|(==|!=|<=|>=|&&|\|\||[<>!+\-*/%().?:[\]])/y;
const words: Readonly<Record<string, string>> = { eq: '==', ne: '!=', lt: '<', gt: '>', le: '<=', ge: '>=', and: '&&', or: '||', not: '!', div: '/', mod: '%' };
const comparisons: Readonly<Record<string, string>> = { '==': '=', '!=': '!=', '<': '<', '>': '>', '<=': '<=', '>=': '>=' };

interface Token {
  readonly kind: 'literal' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < source.length) {
    const match = pattern.exec(source);
    if (!match) return undefined;
    const [, number, single, double, name, sign] = match;
    const text = single ?? double;
    if (number !== undefined) tokens.push({ kind: 'literal', text: number });
    else if (text !== undefined) tokens.push({ kind: 'literal', text: JSON.stringify(text.replace(/\\(['"\\])/g, '$1')) });
    else if (name !== undefined) tokens.push(tokenOfName(name));
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

function tokenOfName(name: string): Token {
  const sign = Object.hasOwn(words, name) ? words[name] : undefined;
  if (sign !== undefined) return { kind: 'sign', text: sign };
  return { kind: name === 'true' || name === 'false' || name === 'null' ? 'literal' : 'name', text: name };
}

/** Recursive descent; undefined wherever something else stands than expected. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): string | undefined {
    const feel = this.#choice();
    return this.#at === this.#tokens.length ? feel : undefined;
  }

  #sign(...signs: string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined;
    this.#at += 1;
    return token.text;
  }

  #choice(): string | undefined {
    if (++this.#depth > MOST_NESTING) return undefined;
    const condition = this.#chain(['||'], () => this.#chain(['&&'], () => this.#comparison()));
    this.#depth -= 1;
    if (condition === undefined || !this.#sign('?')) return condition;
    const yes = this.#choice();
    if (yes === undefined || !this.#sign(':')) return undefined;
    const no = this.#choice();
    return no === undefined ? undefined : `(if ${condition} then ${yes} else ${no})`;
  }

  #chain(signs: string[], next: () => string | undefined): string | undefined {
    const names: Readonly<Record<string, string>> = { '||': 'or', '&&': 'and' };
    let left = next();
    for (let sign = this.#sign(...signs); sign && left !== undefined; sign = this.#sign(...signs)) {
      const right = next();
      if (right === undefined) return undefined;
      left = sign === '%' ? `modulo(${left}, ${right})` : `${left} ${names[sign] ?? sign} ${right}`;
    }
    return left;
  }

  #comparison(): string | undefined {
    const left = this.#sum();
    const sign = this.#sign(...Object.keys(comparisons));
    if (!sign || left === undefined) return left;
    const right = this.#sum();
    return right === undefined ? undefined : `${left} ${comparisons[sign]} ${right}`;
  }

  #sum(): string | undefined {
    return this.#chain(['+', '-'], () => this.#chain(['*', '/', '%'], () => this.#unary()));
  }

  #unary(): string | undefined {
    if (++this.#depth > MOST_NESTING) return undefined;
    const feel = this.#unaryInside();
    this.#depth -= 1;
    return feel;
  }

  #unaryInside(): string | undefined {
    const sign = this.#sign('!', '-');
    if (sign) {
      const inner = this.#unary();
      return inner === undefined ? undefined : sign === '!' ? `not(${inner})` : `-${inner}`;
    }
    if (this.#sign('(')) {
      const inner = this.#choice();
      return inner !== undefined && this.#sign(')') ? `(${inner})` : undefined;
    }
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'sign') return undefined;
    this.#at += 1;
    if (token.kind === 'literal') return token.text;
    if (token.text !== 'empty') return this.#path(token.text);
    const inner = this.#unary();
    return inner === undefined ? undefined : `(${inner} = null or ${inner} = "")`;
  }

  #path(first: string): string | undefined {
    let path = first;
    for (let sign = this.#sign('.', '['); sign; sign = this.#sign('.', '[')) {
      const token = this.#tokens[this.#at];
      this.#at += 1;
      if (sign === '.' && token?.kind === 'name') path += `.${token.text}`;
      else if (sign === '[' && token?.kind === 'literal' && this.#sign(']')) {
        if (/^\d+$/.test(token.text)) path += `[${Number(token.text) + 1}]`;
        else if (/^"[A-Za-z_]\w*"$/.test(token.text)) path += `.${token.text.slice(1, -1)}`;
        else return undefined;
      } else return undefined;
    }
    // A call: of a method, or of a function.
    return this.#tokens[this.#at]?.text === '(' ? undefined : path;
  }
}
