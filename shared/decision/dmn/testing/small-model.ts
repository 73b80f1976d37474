import { compileModel, type CompiledModel } from '../compile-model.ts';
import { decide, evaluate } from '../decide.ts';
import type { Decision, DecisionTable, DmnModel, Expression, HitPolicy, LiteralExpression, Requirements } from '../model.ts';
import { feelText } from '../../feel/text-of.ts';

const noRequirements: Requirements = { requires: [] };

export const literal = (text: string, id = 'e', type?: string): LiteralExpression => ({ kind: 'literal', id, text, ...(type === undefined ? {} : { type }) });

/** A file of decisions, of the parts that matter. */
export function modelOf(parts: Partial<DmnModel>): DmnModel {
  return { id: 'm', name: 'm', namespace: 'urn:m', imports: [], types: [], inputs: [], decisions: [], knowledge: [], services: [], ...parts };
}

export function decision(name: string, logic: Expression | string, requires: readonly string[] = noRequirements.requires, type?: string): Decision {
  return { id: name, name, logic: typeof logic === 'string' ? literal(logic, `${name}-logic`) : logic, requires, ...(type === undefined ? {} : { type }) };
}

/**
 * A table as people draw it: `'a | b || x | y'` in the first line names inputs and outputs, each further line is a rule with the ids r1, r2 …
 */
export function table(hitPolicy: HitPolicy, lines: readonly string[], more: Partial<DecisionTable> = {}): DecisionTable {
  const [head = '', ...rules] = lines.map((line) => line.split('||').map((side) => side.split('|').map((cell) => cell.trim())));
  const [inputs = [], outputs = []] = head === '' ? [] : head;
  return {
    kind: 'table', id: 'table', hitPolicy,
    inputs: inputs.filter((text) => text !== '').map((text, i) => ({ id: `in${String(i + 1)}`, expression: literal(text, `in${String(i + 1)}`) })),
    outputs: outputs.map((name, i) => ({ id: `out${String(i + 1)}`, name })),
    rules: rules.map(([tests = [], results = []], i) => ({
      id: `r${String(i + 1)}`,
      tests: tests.filter((_, at) => at < inputs.filter((text) => text !== '').length).map((text, at) => literal(text, `r${String(i + 1)}in${String(at + 1)}`)),
      results: results.map((text, at) => literal(text, `r${String(i + 1)}out${String(at + 1)}`)),
    })),
    ...more,
  };
}

export function compiled(parts: Partial<DmnModel>): CompiledModel {
  const model = compileModel(modelOf(parts));
  if (!model.ok) throw new Error(JSON.stringify(model.defects));
  return model;
}

/** What is wrong with a file: `code element`. */
export function defectsOf(parts: Partial<DmnModel>): readonly string[] {
  const model = compileModel(modelOf(parts));
  return model.ok ? [] : model.defects.map(({ code, element }) => `${code} ${element}`);
}

/** A table alone, over input data of these names. */
export function tableOver(logic: DecisionTable, names: readonly string[], types: Partial<DmnModel> = {}): CompiledModel {
  return compiled({ inputs: names.map((name) => ({ id: name, name })), decisions: [decision('d', logic, names)], ...types });
}

/** The value as JSON; what failed as `code` with its rule and reason. */
export function answer(model: CompiledModel, inputs: Readonly<Record<string, unknown>> = {}, name = 'd'): unknown {
  const made = decide(model, name, inputs, 0);
  return made.ok ? made.value : [made.code, made.rule, made.because].filter((part) => part !== undefined).join(' ');
}

/** As DMN has it, as FEEL writes it. */
export function valueOf(model: CompiledModel, inputs: Readonly<Record<string, unknown>> = {}, name = 'd'): string {
  const evaluation = evaluate(model, name, inputs, 0);
  return evaluation.ok ? (feelText(evaluation.value, { left: 100_000, calls: 0, depth: 0, input: null, now: null }) ?? 'null') : evaluation.code;
}
