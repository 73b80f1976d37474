import { unreachable } from '../../assert.ts';
import { KnownNames } from '../feel/names.ts';
import type { Node } from '../feel/syntax.ts';
import { isList, type FeelValue } from '../feel/values.ts';
import type { Expression, FunctionExpression, Variable } from './model.ts';
import { tableNode } from './table.ts';
import type { DmnType, TypeTable } from './types.ts';
import { blamed, checkedNode, literalNode, type Unit } from './unit.ts';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** What stands for the last entry of a context that has no variable. No name is empty. */
const RESULT = '';
const DEPTH_LIMIT = 64;

/** Turns boxed expressions into the tree that FEEL compiles, with the names that each part may use. */
export class BoxedReader {
  readonly #unit: Unit;
  readonly #types: TypeTable;
  #depth = 0;

  constructor(unit: Unit, types: TypeTable) {
    this.#unit = unit;
    this.#types = types;
  }

  /** A value that is of none of the expression's type is null, with a warning. */
  node(expression: Expression, known: KnownNames): Node {
    if (this.#depth >= DEPTH_LIMIT) {
      this.#unit.defects.add('dmn_feel_refused', expression.id, { code: 'feel_too_deep', found: '', at: 0 });
      return { kind: 'literal', value: null };
    }
    this.#depth += 1;
    const node = this.#untyped(expression, known);
    this.#depth -= 1;
    return expression.kind === 'function' ? node : this.typed(node, expression.type, expression.id);
  }

  typed(node: Node, name: string | undefined, element: string): Node {
    if (name === undefined || node.kind === 'function') return node;
    return this.#as(node, this.#types.find(name, element), element, name);
  }

  #as(node: Node, type: DmnType, element: string, because: string = type.name): Node {
    if (node.kind === 'function' || (type.feel.type === 'Any' && type.allowed === null)) return node;
    return checkedNode(node, this.#coercion(type, element, because));
  }

  /** `result` is a type besides its own that what it gives must be of. */
  function({ parameters, body, id, type }: FunctionExpression, known: KnownNames, result?: DmnType): Node {
    const inner = new KnownNames(known);
    for (const { name } of parameters) inner.add(name);
    const own = this.typed(this.node(body, inner), type, id);
    const logic = result === undefined ? own : this.#as(own, result, id);
    return { kind: 'function', parameters: parameters.map(({ name }) => ({ name, type: null })), body: this.#withArguments(parameters, logic, id) };
  }

  /** A function's body, with arguments as the types of its parameters want them; one of another type is null, with a warning (DMN 10.3.2.9.4). */
  #withArguments(parameters: readonly Variable[], body: Node, id: string): Node {
    if (parameters.every(({ type }) => type === undefined)) return body;
    const types = parameters.map(({ type }) => this.#types.find(type, id));
    const { trace } = this.#unit;
    return {
      kind: 'boxed',
      compile: (environment, compiler) => {
        const run = compiler.compile(body, environment);
        return (scope, frame) => {
          const given: FeelValue[] = [];
          let own = frame;
          for (let i = 0; i < types.length && own !== null; i += 1) {
            given.unshift(own.value);
            own = own.parent;
          }
          for (const [i, value] of given.entries()) {
            const argument = types[i]?.check(value, false, 0);
            own = { value: argument === undefined ? trace.warn('decision_type', id, parameters[i]?.name) : argument, parent: own };
          }
          return run(scope, own);
        };
      },
    };
  }

  /** A value as one of the type, or null with a warning. */
  coercion(name: string | undefined, element: string, because = name): (value: FeelValue) => FeelValue {
    return this.#coercion(this.#types.find(name, element), element, because);
  }

  #coercion(type: DmnType, element: string, because: string | undefined): (value: FeelValue) => FeelValue {
    const { trace } = this.#unit;
    return (value) => {
      const checked = type.check(value, false, 0);
      return checked === undefined ? trace.warn('decision_type', element, because) : checked;
    };
  }

  #untyped(expression: Expression, known: KnownNames): Node {
    const node = (one: Expression): Node => this.node(one, known);
    switch (expression.kind) {
      case 'literal':
        return literalNode(expression, known, this.#unit);
      case 'table':
        return tableNode(expression, known, this.#types, this.#unit);
      case 'function':
        return this.function(expression, known);
      case 'context':
        return this.#context(expression, known);
      case 'list':
        return { kind: 'list', items: expression.items.map(node) };
      case 'relation':
        return { kind: 'list', items: expression.rows.map((row) => this.#row(expression, row, known)) };
      case 'invocation':
        return this.#invocation(expression, known);
      case 'conditional':
        return { kind: 'if', condition: node(expression.condition), whenTrue: node(expression.whenTrue), otherwise: node(expression.otherwise) };
      case 'filter':
        return this.#filter(expression, known);
      case 'for':
      case 'some':
      case 'every':
        return this.#loop(expression, known);
      default:
        return unreachable(expression);
    }
  }

  #context({ entries }: Of<'context'>, outer: KnownNames): Node {
    const known = new KnownNames(outer);
    const nodes = entries.map(({ variable, value }) => {
      // A function may call itself.
      if (variable !== undefined && value.kind === 'function') known.add(variable.name);
      const node = this.typed(this.node(value, known), variable?.type, value.id);
      if (variable !== undefined) known.add(variable.name);
      return { name: variable?.name ?? RESULT, value: node };
    });
    const context: Node = { kind: 'context', entries: nodes };
    return entries.some(({ variable }) => variable === undefined) ? { kind: 'path', target: context, name: RESULT } : context;
  }

  #row({ columns }: Of<'relation'>, row: readonly Expression[], known: KnownNames): Node {
    return { kind: 'context', entries: columns.map(({ name, type }, i) => {
      const cell = row[i];
      return { name, value: cell === undefined ? { kind: 'literal', value: null } : this.typed(this.node(cell, known), type, cell.id) };
    }) };
  }

  #invocation({ id, called, bindings }: Of<'invocation'>, known: KnownNames): Node {
    // The name of a function, which may be one of FEEL's own.
    const callee = called.kind === 'literal' ? this.#named(called.text.trim()) : this.node(called, known);
    return blamed({ kind: 'call', callee, args: bindings.map(({ value }) => this.node(value, known)), names: bindings.length === 0 ? null : bindings.map(({ name }) => name), at: 0 }, id, this.#unit);
  }

  #named(text: string): Node {
    return { kind: 'name', name: text.replace(/\s+/g, ' '), at: 0 };
  }

  #filter({ list, match }: Of<'filter'>, known: KnownNames): Node {
    const inner = new KnownNames(known);
    inner.add('item');
    return { kind: 'filter', target: this.node(list, known), condition: this.node(match, inner) };
  }

  #loop({ kind, id, variable, list, body }: Of<'for' | 'some' | 'every'>, known: KnownNames): Node {
    const inner = new KnownNames(known);
    inner.add(variable);
    const { trace } = this.#unit;
    const source = checkedNode(this.node(list, known), (value: FeelValue) => (isList(value) || value === null || typeof value === 'object' ? value : trace.warn('decision_type', id, 'list')));
    const iterators = [{ name: variable, source, end: null }];
    return kind === 'for' ? { kind, iterators, body: this.node(body, inner) } : { kind: 'quantifier', isEvery: kind === 'every', iterators, condition: this.node(body, inner) };
  }
}
