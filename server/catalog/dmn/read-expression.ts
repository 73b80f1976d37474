import type { DmnDefects } from '../../../shared/decision/dmn/defects.ts';
import type { Expression, FunctionExpression, LiteralExpression, Variable } from '../../../shared/decision/dmn/model.ts';
import { idOf, languageOf, nameOf, partOf, partsOf, textOf, typeOf, type Part } from './parts.ts';
import { readTable } from './read-table.ts';

const NOTHING = (id: string): LiteralExpression => ({ kind: 'literal', id, text: '' });

/** A boxed expression; where there is none, or one that is not carried out, a defect of the element that should have it. */
export function readExpression(part: Part | undefined, owner: Part, defects: DmnDefects): Expression {
  if (part === undefined) {
    defects.add('dmn_logic_missing', idOf(owner));
    return NOTHING(idOf(owner));
  }
  const base = { id: idOf(part), ...typeOf(part) };
  const inside = (name: string): Expression => {
    const child = partOf(part, name);
    return readExpression(child?.$type === 'dmn:ChildExpression' ? partOf(child, 'expression') : child, part, defects);
  };
  switch (part.$type) {
    case 'dmn:LiteralExpression':
      return readLiteral(part, defects);
    case 'dmn:DecisionTable':
      return readTable(part, defects);
    case 'dmn:FunctionDefinition':
      return readFunction(part, defects);
    case 'dmn:Context':
      return { kind: 'context', ...base, entries: partsOf(part, 'contextEntry').map((entry) => {
        const variable = partOf(entry, 'variable');
        return { ...(variable === undefined ? {} : { variable: readVariable(variable) }), value: readExpression(partOf(entry, 'value'), entry, defects) };
      }) };
    case 'dmn:List':
      return { kind: 'list', ...base, items: partsOf(part, 'elements').map((one) => readExpression(one, part, defects)) };
    case 'dmn:Relation':
      return { kind: 'relation', ...base, columns: partsOf(part, 'column').map(readVariable), rows: partsOf(part, 'row').map((row) => partsOf(row, 'elements').map((cell) => readExpression(cell, row, defects))) };
    case 'dmn:Invocation':
      return { kind: 'invocation', ...base, called: inside('calledFunction'), bindings: partsOf(part, 'binding').map((binding) => {
        const parameter = partOf(binding, 'parameter');
        return { name: parameter === undefined ? '' : nameOf(parameter), value: readExpression(partOf(binding, 'bindingFormula'), binding, defects) };
      }) };
    case 'dmn:Conditional':
      return { kind: 'conditional', ...base, condition: inside('if'), whenTrue: inside('then'), otherwise: inside('else') };
    case 'dmn:Filter':
      return { kind: 'filter', ...base, list: inside('in'), match: inside('match') };
    case 'dmn:For':
      return { kind: 'for', ...base, variable: nameOf(part, 'iteratorVariable'), list: inside('in'), body: inside('return') };
    case 'dmn:Some':
      return { kind: 'some', ...base, variable: nameOf(part, 'iteratorVariable'), list: inside('in'), body: inside('satisfies') };
    case 'dmn:Every':
      return { kind: 'every', ...base, variable: nameOf(part, 'iteratorVariable'), list: inside('in'), body: inside('satisfies') };
    default:
      defects.add('dmn_not_carried_out', idOf(part), { what: part.$type });
      return NOTHING(base.id);
  }
}

export function readLiteral(part: Part, defects: DmnDefects): LiteralExpression {
  languageOf(part, 'expressionLanguage', defects);
  if (partOf(part, 'importedValues') !== undefined) defects.add('dmn_not_carried_out', idOf(part), { what: 'importedValues' });
  return { kind: 'literal', id: idOf(part), ...typeOf(part), text: textOf(part, 'text') ?? '' };
}

/** A function of FEEL; those of Java and PMML are not carried out. */
export function readFunction(part: Part, defects: DmnDefects): FunctionExpression {
  const kind = textOf(part, 'kind') ?? 'FEEL';
  const isFeel = kind === 'FEEL';
  if (!isFeel) defects.add('dmn_not_carried_out', idOf(part), { what: kind });
  return {
    kind: 'function', id: idOf(part), ...typeOf(part), parameters: partsOf(part, 'formalParameter').map(readVariable),
    body: isFeel ? readExpression(partOf(part, 'body'), part, defects) : NOTHING(idOf(part)),
  };
}

export function readVariable(part: Part): Variable {
  return { name: nameOf(part), ...typeOf(part) };
}
