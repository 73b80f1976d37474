import { compileTree } from './compile.ts';
import { toJson } from './json.ts';
import { KnownNames } from './names.ts';
import { ownNames } from './own-names.ts';
import { parseFeel, parseUnaryTests } from './parse.ts';
import type { FeelRefusal } from './tokens.ts';
import type { FeelValue, Meter, Scope } from './values.ts';

export type { FeelRefusal } from './tokens.ts';
export type { FeelValue } from './values.ts';

/** Nodes that one run may evaluate, elements of lists that it looks at among them. */
export const FUEL = 20_000;

export type FeelResult = { ok: true; value: FeelValue } | { ok: false; code: 'feel_fuel' };

/** As `FeelResult`, with JSON. */
export type ScriptResult = { ok: true; value: unknown } | { ok: false; code: 'feel_fuel' };

/**
 * True and false as FEEL says; `'null'` where it cannot tell (a null or values of two types compared), which a mapping
 * takes as false. Compare with `=== true`: the other three are not all falsy.
 */
export type ConditionResult = boolean | 'null' | { readonly failed: 'feel_fuel' | 'feel_not_boolean' };

/** Names that the scope may have; a path counts as known by its first name or whole. `'any'`: single words only, unchecked. */
export type Fields = ReadonlySet<string> | 'any';

/** The names of the scope that it may read: the first of a path. */
interface Compiled {
  readonly ok: true;
  readonly names: ReadonlySet<string>;
}

const OUT_OF_FUEL = { ok: false, code: 'feel_fuel' } as const;
const CONDITION_OUT_OF_FUEL = { failed: 'feel_fuel' } as const;
const NOT_BOOLEAN = { failed: 'feel_not_boolean' } as const;

/**
 * Compiles a FEEL expression (DMN 1.5, chapter 10). The scope is JSON, only own entries are read; `now` is what `now()` and
 * `today()` say, in milliseconds of the epoch. Numbers are decimals of 34 digits.
 * Refused: `feel_syntax`, `feel_too_long` (over 4,000 units), `feel_too_deep` (over 64), `feel_unsupported` with the rule that
 * names what is not known or built (`field`, `function`, `type`, `external_function` …).
 * A run fails with `feel_fuel` over 20,000 nodes, with a string or list over 10,000, and over 64 calls inside each other. It never throws.
 */
export function compileFeel(source: string, fields: Fields): (Compiled & { run: (scope: Scope, now?: number) => FeelResult }) | FeelRefusal {
  return compileWith(parseFeel, source, fields, (value, isSpent) => (isSpent ? OUT_OF_FUEL : { ok: true, value }));
}

/** As `compileFeel`, with the value as JSON to be kept (see `toJson`); `feel_fuel` also where that would be too large. */
export function compileScript(source: string, fields: Fields): (Compiled & { run: (scope: Scope, now?: number) => ScriptResult }) | FeelRefusal {
  return compileWith(parseFeel, source, fields, (value, isSpent) => {
    const json = isSpent ? undefined : toJson(value);
    return json === undefined ? OUT_OF_FUEL : { ok: true, value: json };
  });
}

/** As `compileFeel`, for an expression that must say yes or no; another value than a boolean or null is `feel_not_boolean`. */
export function compileCondition(source: string, fields: Fields): (Compiled & { run: (scope: Scope, now?: number) => ConditionResult }) | FeelRefusal {
  return compileWith(parseFeel, source, fields, answer);
}

/** Compiles unary tests, as in a cell of a decision table: `-`, `> 5, [1..3]`, `not("a", "b")`, `? > 5 and ? < x`. `input` is `?`. */
export function compileUnaryTests(source: string, fields: Fields): (Compiled & { run: (scope: Scope, input: FeelValue, now?: number) => ConditionResult }) | FeelRefusal {
  const compiled = compileWith(parseUnaryTests, source, fields, answer);
  if (!compiled.ok) return compiled;
  const { names, run, meter } = compiled;
  return {
    ok: true,
    names,
    run(scope, input, now) {
      meter.input = input;
      return run(scope, now);
    },
  };
}

function answer(value: FeelValue, isSpent: boolean): ConditionResult {
  if (isSpent) return CONDITION_OUT_OF_FUEL;
  if (typeof value === 'boolean') return value;
  return value === null ? 'null' : NOT_BOOLEAN;
}

/** A field of words with points between them is a path. */
const PATH = /^[\p{L}_][\p{L}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{Nd}_]*)+$/u;

function knownNames(fields: Fields): KnownNames {
  const known = new KnownNames(ownNames);
  if (fields !== 'any') for (const field of fields) if (!PATH.test(field)) known.add(field);
  return known;
}

function compileWith<Result>(parse: typeof parseFeel, source: string, fields: Fields, finish: (value: FeelValue, isSpent: boolean) => Result) {
  const parsed = parse(source, knownNames(fields));
  if (!parsed.ok) return parsed;
  const meter: Meter = { left: 0, calls: 0, depth: 0, input: null, now: null };
  const compiled = compileTree(parsed.node, fields, meter);
  if (!compiled.ok) return compiled;
  const { run, names } = compiled;
  const budget = FUEL - compiled.nodes;
  return {
    ok: true as const,
    names,
    meter,
    run(scope: Scope, now: number | null = null): Result {
      meter.left = budget;
      meter.now = now;
      const value = run(scope, null);
      return finish(value, meter.left < 0);
    },
  };
}
