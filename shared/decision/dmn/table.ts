import type { KnownNames } from '../feel/names.ts';
import type { Environment } from '../feel/environment.ts';
import type { BoxCompiler, Node } from '../feel/syntax.ts';
import { charge, type FeelValue, type Frame, type Run, type Scope } from '../feel/values.ts';
import { composed, valueOfHits, valueOfNoHit, type Taken } from './hit-policy.ts';
import type { DecisionTable, TableOutput } from './model.ts';
import { tableIndex } from './table-index.ts';
import type { DmnType, TypeTable } from './types.ts';
import { blame, literalNode, testsNode, type Unit } from './unit.ts';

interface Column {
  readonly run: Run;
  readonly type: DmnType;
  readonly id: string;
  readonly name: string;
  readonly isAllowed: ((value: FeelValue) => boolean) | null;
  /** Says of some rule what to do with null, so that the others need not. */
  readonly expectsNull: boolean;
}

/** A cell that is not always met. */
interface Cell {
  readonly at: number;
  readonly run: Run;
  readonly nodes: number;
}

interface Result {
  readonly run: Run;
  readonly nodes: number;
  readonly mayBeNull: boolean;
}

interface Row {
  readonly id: string;
  readonly cells: readonly Cell[];
  readonly results: readonly Result[];
}

interface Output {
  readonly id: string;
  readonly name: string;
  readonly type: DmnType;
  readonly typeName: string | undefined;
  readonly isAllowed: ((value: FeelValue) => boolean) | null;
  /** One for each allowed value, in order. */
  readonly ranks: readonly ((value: FeelValue) => boolean)[];
}

const NULL = /(?:^|[,(])\s*null\s*(?:$|[,)])/;

/**
 * A decision table (DMN 1.5, chapter 8) as a node: rules are tried in order, each until a cell says no. A rule that nobody can tell
 * of (its cell compares null or another type) is not taken, with the warning `decision_unclear`.
 */
export function tableNode(table: DecisionTable, known: KnownNames, types: TypeTable, unit: Unit): Node {
  shapeDefects(table, unit);
  const { meter, trace } = unit;
  const inputs = table.inputs.map(({ id, expression, allowedValues }, at) => ({
    id, node: literalNode(expression, known, unit), name: expression.text.trim(), type: types.find(expression.type, id),
    allowed: allowedValues === undefined ? null : testsNode({ id, text: allowedValues }, known, unit),
    expectsNull: table.rules.some(({ tests }) => NULL.test(tests[at]?.text ?? '')),
  }));
  const rules = table.rules.map(({ id, tests, results }) => ({
    id, tests: tests.map((test) => ({ id: test.id, node: testsNode(test, known, unit) })),
    results: results.map((result) => ({ node: literalNode(result, known, unit), mayBeNull: result.text.trim() === 'null' })),
  }));
  const index = tableIndex(rules.map(({ tests }) => tests.map(({ node }) => node)), inputs.length);
  const outputs = table.outputs.map((output) => outputOf(output, known, types, unit));
  const isOrdered = table.hitPolicy === 'priority' || table.hitPolicy === 'output order';
  if (isOrdered && outputs.every(({ ranks }) => ranks.length === 0)) unit.defects.add('dmn_table', table.id, { what: 'order' });
  const defaults = table.outputs.some(({ byDefault }) => byDefault !== undefined)
    ? table.outputs.map(({ byDefault }) => (byDefault === undefined ? null : literalNode(byDefault, known, unit)))
    : null;

  const compile = (environment: Environment | null, compiler: BoxCompiler): Run => {
    const columns: Column[] = inputs.map(({ node, allowed, ...rest }) => ({ ...rest, run: compiler.compile(node, environment), isAllowed: allowed === null ? null : types.test(allowed, rest.id) }));
    const rows: Row[] = rules.map(({ id, tests, results }) => ({
      id,
      cells: tests.flatMap(({ id: cell, node }, at) => {
        if (node === null) return [];
        const repeated = compiler.repeated(node, environment);
        blame(compiler, cell, unit);
        return [{ at, ...repeated }];
      }),
      results: results.map(({ node, mayBeNull }) => ({ mayBeNull, ...compiler.repeated(node, environment) })),
    }));
    const byDefault = defaults?.map((node) => (node === null ? null : compiler.repeated(node, environment))) ?? null;

    const valuesOf = (results: readonly (Omit<Result, 'mayBeNull'> & { readonly mayBeNull?: boolean } | null)[], scope: Scope, frame: Frame | null, rule: string | undefined): readonly FeelValue[] =>
      outputs.map((output, i) => {
        const result = results[i];
        if (result === null || result === undefined || !charge(meter, result.nodes)) return null;
        const value = result.run(scope, frame);
        if (value === null) return result.mayBeNull === false ? trace.warn('decision_null', output.id, output.name, rule) : null;
        const checked = output.type.check(value, false, 0);
        if (checked === undefined) return trace.warn('decision_type', output.id, output.typeName, rule);
        return output.isAllowed?.(checked) === false ? trace.warn('decision_not_allowed', output.id, output.name, rule) : checked;
      });

    return (scope, frame) => {
      const values: FeelValue[] = [];
      for (const column of columns) {
        const value = column.type.check(column.run(scope, frame), false, 0);
        if (value === undefined) return trace.warn('decision_type', column.id, column.name);
        if (value !== null && column.isAllowed?.(value) === false) return trace.warn('decision_not_allowed', column.id, column.name);
        values.push(value);
      }
      const outer = meter.input;
      const hits: Row[] = [];
      const likely = index?.(values) ?? null;
      for (let i = 0, count = likely?.length ?? rows.length; i < count && meter.left >= 0; i += 1) {
        const row = rows[likely?.[i] ?? i];
        if (row === undefined || !isMet(row, values, scope, frame)) continue;
        hits.push(row);
        if (table.hitPolicy === 'first') break;
      }
      meter.input = outer;
      if (hits.length === 0) {
        trace.hit(table.id, []);
        return byDefault === null ? valueOfNoHit(table, trace) : composed(table, valuesOf(byDefault, scope, frame, undefined));
      }
      const taken: Taken[] = hits.map(({ id, results }) => {
        const given = valuesOf(results, scope, frame, id);
        return { rule: id, values: given, ranks: given.map((value, i) => rankOf(outputs[i], value)) };
      });
      trace.hit(table.id, hits.map(({ id }) => id));
      return valueOfHits(table, taken, meter, trace);
    };

    function isMet({ id, cells }: Row, values: readonly FeelValue[], scope: Scope, frame: Frame | null): boolean {
      let unclear = -1;
      for (const { at, run, nodes } of cells) {
        meter.left -= nodes;
        const value = values[at] ?? null;
        meter.input = value;
        const answer = run(scope, frame);
        if (answer === true) continue;
        if (answer === false || (value === null && columns[at]?.expectsNull === true)) return false;
        unclear = at;
      }
      if (unclear >= 0) trace.warn('decision_unclear', table.id, columns[unclear]?.name, id);
      return unclear < 0;
    }
  };
  return { kind: 'boxed', compile };
}

function outputOf({ id, name, type, allowedValues }: TableOutput, known: KnownNames, types: TypeTable, unit: Unit): Output {
  const found = types.find(type, id);
  const own = allowedValues === undefined ? null : testsNode({ id, text: allowedValues }, known, unit);
  const ordered = own ?? found.allowed;
  const tests = ordered?.kind === 'in' ? ordered.tests : [];
  return {
    id, name: name ?? '', type: found, typeName: type,
    isAllowed: own === null ? null : types.test(own, id),
    ranks: tests.map((test) => types.test({ kind: 'in', value: { kind: 'input' }, tests: [test] }, id)),
  };
}

function rankOf(output: Output | undefined, value: FeelValue): number {
  const rank = output?.ranks.findIndex((isIt) => isIt(value)) ?? -1;
  return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
}

/** What makes a table no table (DMN 1.5, 8.2.8 to 8.2.10). */
function shapeDefects({ id, hitPolicy, aggregation, inputs, outputs, rules }: DecisionTable, { defects }: Unit): void {
  if (outputs.length === 0) defects.add('dmn_table', id, { what: 'output' });
  if (outputs.length > 1 && outputs.some(({ name }) => name === undefined)) defects.add('dmn_table', id, { what: 'name' });
  if (outputs.length > 1 && new Set(outputs.map(({ name }) => name)).size < outputs.length) defects.add('dmn_table', id, { what: 'names' });
  if (aggregation !== undefined && hitPolicy !== 'collect') defects.add('dmn_table', id, { what: 'aggregation' });
  if (aggregation !== undefined && aggregation !== 'count' && outputs.length > 1) defects.add('dmn_table', id, { what: 'aggregation' });
  for (const rule of rules) if (rule.tests.length !== inputs.length || rule.results.length !== outputs.length) defects.add('dmn_table', rule.id, { what: 'cells' });
}
