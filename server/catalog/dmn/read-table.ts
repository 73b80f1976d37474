import type { DmnDefects } from '../../../shared/decision/dmn/defects.ts';
import type { Aggregation, DecisionTable, HitPolicy, LiteralExpression } from '../../../shared/decision/dmn/model.ts';
import { idOf, languageOf, nameOf, partOf, partsOf, textOf, typeOf, type Part } from './parts.ts';

const POLICIES: ReadonlyMap<string, HitPolicy> = new Map((['unique', 'any', 'priority', 'first', 'rule order', 'output order', 'collect'] as const).map((policy) => [policy.toUpperCase(), policy]));
const AGGREGATIONS: ReadonlyMap<string, Aggregation> = new Map((['sum', 'count', 'min', 'max'] as const).map((one) => [one.toUpperCase(), one]));

export function readTable(part: Part, defects: DmnDefects): DecisionTable {
  const id = idOf(part);
  const hitPolicy = POLICIES.get(textOf(part, 'hitPolicy') ?? 'UNIQUE');
  const aggregates = textOf(part, 'aggregation');
  const aggregation = AGGREGATIONS.get(aggregates ?? '');
  if (hitPolicy === undefined || (aggregates !== undefined && aggregation === undefined)) defects.add('dmn_table', id, { what: 'hitPolicy' });
  return {
    kind: 'table', id, ...typeOf(part), hitPolicy: hitPolicy ?? 'unique', ...(aggregation === undefined ? {} : { aggregation }),
    inputs: partsOf(part, 'input').map((input) => {
      const expression = partOf(input, 'inputExpression');
      if (textOf(expression, 'text') === undefined) defects.add('dmn_logic_missing', idOf(input));
      return { id: idOf(input), expression: cell(expression ?? input, defects), ...valuesOf(input, 'inputValues', defects) };
    }),
    outputs: partsOf(part, 'output').map((output) => {
      const name = nameOf(output);
      const byDefault = partOf(output, 'defaultOutputEntry');
      return { id: idOf(output), ...typeOf(output), ...(name === '' ? {} : { name }), ...valuesOf(output, 'outputValues', defects), ...(byDefault === undefined ? {} : { byDefault: cell(byDefault, defects) }) };
    }),
    rules: partsOf(part, 'rule').map((rule, i) => ({
      id: rule.id ?? `${id}.${String(i + 1)}`,
      tests: partsOf(rule, 'inputEntry').map((entry) => cell(entry, defects)),
      results: partsOf(rule, 'outputEntry').map((entry) => cell(entry, defects)),
    })),
  };
}

/** The table's own types hold for columns; a cell has none. */
function cell(part: Part, defects: DmnDefects): LiteralExpression {
  languageOf(part, 'expressionLanguage', defects);
  const isColumn = part.$type === 'dmn:LiteralExpression' && part.$parent?.$type === 'dmn:InputClause';
  return { kind: 'literal', id: idOf(part), ...(isColumn ? typeOf(part) : {}), text: part.$type === 'dmn:InputClause' ? '' : (textOf(part, 'text') ?? '') };
}

export function valuesOf(part: Part, name: string, defects: DmnDefects): { allowedValues?: string } {
  const values = partOf(part, name);
  if (values !== undefined) languageOf(values, 'expressionLanguage', defects);
  const text = textOf(values, 'text');
  return text === undefined ? {} : { allowedValues: text };
}
