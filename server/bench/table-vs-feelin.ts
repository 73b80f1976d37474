import { unaryTest } from 'feelin';
import { compileModel, type CompiledModel } from '../../shared/decision/dmn/compile-model.ts';
import { decide } from '../../shared/decision/dmn/decide.ts';
import type { DmnModel, LiteralExpression } from '../../shared/decision/dmn/model.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atLeast } from './benchmark.ts';
import { figure } from './report.ts';

const rules = 30;
const bar = 100;
const rounds = 5;

/** Unary tests of the columns score, income, product and channel. */
type Row = readonly [string, string, string, string];

/** A table as banks have them: bands of numbers, a few words, and what does not matter; the last rule takes everything. */
const rows: readonly Row[] = Array.from({ length: rules }, (_, i): Row => {
  if (i === rules - 1) return ['-', '-', '-', '-'];
  const band = `[${String(300 + i * 20)}..${String(320 + i * 20)})`;
  return [band, `>= ${String(1000 + (i % 5) * 500)}`, i % 3 === 0 ? '"loan", "card"' : '"loan"', i % 4 === 0 ? 'not("branch")' : '-'];
});

const columns = ['score', 'income', 'product', 'channel'] as const;
type Asked = Readonly<Record<(typeof columns)[number], number | string>>;

const asked: readonly Asked[] = Array.from({ length: 64 }, (_, i) => ({ score: 290 + i * 9.5, income: 800 + (i % 9) * 400, product: i % 2 === 0 ? 'loan' : 'card', channel: i % 5 === 0 ? 'branch' : 'web' }));

const literal = (text: string, id: string): LiteralExpression => ({ kind: 'literal', id, text });

function compiled(): CompiledModel {
  const model: DmnModel = {
    id: 'bench', name: 'bench', namespace: 'urn:bench', imports: [], types: [], knowledge: [], services: [], inputs: columns.map((name) => ({ id: name, name })),
    decisions: [{
      id: 'rate', name: 'rate', requires: columns,
      logic: {
        kind: 'table', id: 'table', hitPolicy: 'first', outputs: [{ id: 'o', name: 'rate' }],
        inputs: columns.map((name) => ({ id: name, expression: literal(name, name) })),
        rules: rows.map((tests, i) => ({ id: `r${String(i)}`, tests: tests.map((text, at) => literal(text, `r${String(i)}.${String(at)}`)), results: [literal(String(i), `r${String(i)}.o`)] })),
      },
    }],
  };
  const made = compileModel(model);
  if (!made.ok) throw new Error(JSON.stringify(made.defects));
  return made;
}

/** The naive way: every cell of every rule is given to feelin as text, up to the first that says no. */
function byFeelin(inputs: Asked): number {
  return rows.findIndex((row) => row.every((test, at) => test === '-' || unaryTest(test, { ...inputs, '?': inputs[columns[at] ?? 'score'] }).value === true));
}

/** Tables a second: the best of several rounds of at least `ms`, so that others on the machine count little. */
function rate(ms: number, run: (inputs: Asked) => void): number {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    let count = 0;
    for (; performance.now() - start < ms; count += asked.length) for (const inputs of asked) run(inputs);
    best = Math.max(best, (count / (performance.now() - start)) * 1000);
  }
  return best;
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const model = compiled();
  const mismatches = asked.flatMap((inputs) => {
    const [ours, theirs] = [decide(model, 'rate', inputs), byFeelin(inputs)];
    return ours.ok && ours.value === theirs ? [] : [`${JSON.stringify(inputs)}: ${JSON.stringify(ours)}, feelin ${String(theirs)}`];
  });
  const own = rate(200, (inputs) => decide(model, 'rate', inputs)) * rules;
  const naive = rate(500, byFeelin) * rules;
  return [
    {
      name: 'table.vs-feelin', unit: 'rules/s', value: own, against: { name: 'feelin, each cell as text', value: naive }, better: 'higher',
      bars: [atLeast('times feelin, a table of 30 rules', own / naive, bar)],
      counts: { rules, inputs: asked.length, same: asked.length - mismatches.length },
      mismatches,
      beside: [`one decision by this table: ${figure((1_000_000 * rules) / own)} µs`],
      calibration,
    },
  ];
}

export const tableVsFeelin: Benchmark = { names: ['table.vs-feelin'], run };
