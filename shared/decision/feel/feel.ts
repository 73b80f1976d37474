import { compileTree } from './compile.ts';
import { parseFeel } from './parse.ts';
import type { FeelRefusal } from './tokens.ts';
import type { FeelValue, Meter, Scope } from './values.ts';

export type { FeelRefusal } from './tokens.ts';
export type { FeelValue } from './values.ts';

/** Nodes that one run may evaluate, elements of lists that it looks at among them. */
export const FUEL = 20_000;

export type FeelResult = { ok: true; value: FeelValue } | { ok: false; code: 'feel_fuel' };

/**
 * True and false as FEEL says; `'null'` where it cannot tell (a null or values of two types compared), which a mapping
 * takes as false. Compare with `=== true`: the other three are not all falsy.
 */
export type ConditionResult = boolean | 'null' | { readonly failed: 'feel_fuel' | 'feel_not_boolean' };

const OUT_OF_FUEL = { ok: false, code: 'feel_fuel' } as const;
const CONDITION_OUT_OF_FUEL = { failed: 'feel_fuel' } as const;
const NOT_BOOLEAN = { failed: 'feel_not_boolean' } as const;

/**
 * Compiles the small part of FEEL (DMN 1.5, chapter 10) that conditions use: comparison, `between`, `in`, `and or not`,
 * arithmetic, `if`, `starts with`, `ends with`, `contains`, lists, and paths over `fields` (the names that the scope may have;
 * a path counts as known by its first name or whole). The scope is JSON; only own entries are read.
 * Numbers are decimals of 34 digits. Refused: `feel_syntax`, `feel_too_long` (over 4,000 units), `feel_too_deep` (over 64),
 * `feel_unsupported` with the rule that names what is not built (`function`, `loop`, `filter`, `field` …).
 * A run fails with `feel_fuel` over 20,000 nodes, or with a string or list over 10,000. It never throws.
 */
export function compileFeel(source: string, fields: ReadonlySet<string> | 'any'): { ok: true; run: (scope: Scope) => FeelResult } | FeelRefusal {
  const compiled = compileMetered(source, fields);
  if (!compiled.ok) return compiled;
  const { run, meter, budget } = compiled;
  return {
    ok: true,
    run(scope) {
      meter.left = budget;
      const value = run(scope);
      return meter.left < 0 ? OUT_OF_FUEL : { ok: true, value };
    },
  };
}

/** As `compileFeel`, for an expression that must say yes or no; another value than a boolean or null is `feel_not_boolean`. */
export function compileCondition(source: string, fields: ReadonlySet<string> | 'any'): { ok: true; run: (scope: Scope) => ConditionResult } | FeelRefusal {
  const compiled = compileMetered(source, fields);
  if (!compiled.ok) return compiled;
  const { run, meter, budget } = compiled;
  return {
    ok: true,
    run(scope) {
      meter.left = budget;
      const value = run(scope);
      if (meter.left < 0) return CONDITION_OUT_OF_FUEL;
      if (typeof value === 'boolean') return value;
      return value === null ? 'null' : NOT_BOOLEAN;
    },
  };
}

function compileMetered(source: string, fields: ReadonlySet<string> | 'any') {
  const parsed = parseFeel(source);
  if (!parsed.ok) return parsed;
  const meter: Meter = { left: 0 };
  const compiled = compileTree(parsed.node, fields, meter);
  if (!compiled.ok) return compiled;
  return { ok: true as const, run: compiled.run, meter, budget: FUEL - compiled.nodes };
}
