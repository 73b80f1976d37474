import { builtinNamed, type Builtin } from './builtins.ts';
import { nothing, type Compiler } from './compiler.ts';
import { resolve, type Environment } from './environment.ts';
import { callBody, invoke } from './invoke.ts';
import type { Node } from './syntax.ts';
import { refuse } from './tokens.ts';
import { FeelFunction, type FeelValue, type Frame, type Meter, type Run } from './values.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

export function compileFunction({ parameters, body }: NodeOf<'function'>, environment: Environment | null, compiler: Compiler): Run {
  const { meter } = compiler;
  let inner = environment;
  for (const { name } of parameters) inner = { kind: 'variable', name, parent: inner };
  const { run, nodes, depth } = compiler.body(body, inner);
  return (scope, frame) =>
    new FeelFunction(parameters, (args, caller) => {
      let own: Frame | null = frame;
      for (const value of args) own = { value, parent: own };
      return borrowed(meter, caller, () => callBody(() => run(scope, own), nodes + 1, depth, meter));
    });
}

/** A function of another expression counts on its own meter, which for the call takes over what the caller's has left. */
function borrowed(own: Meter, caller: Meter, call: () => FeelValue): FeelValue {
  if (own === caller) return call();
  const { calls, depth } = own;
  [own.left, own.calls, own.depth, own.now, own.input] = [caller.left, caller.calls, caller.depth, caller.now, null];
  const value = call();
  caller.left = own.left;
  [own.calls, own.depth] = [calls, depth];
  return value;
}

/** Functions that make one small value of their arguments alone: of literals it is made once. */
const CONSTANT = new Set(['date', 'time', 'date and time', 'duration', 'number']);

function constant(run: Run): Run {
  const value = run({}, null);
  return () => value;
}

/** A name that is bound, or of the scope, hides the built-in function of that name. */
export function compileCall(node: NodeOf<'call'>, environment: Environment | null, compiler: Compiler): Run {
  const { callee, at } = node;
  if (callee.kind !== 'name') return compileInvocation(node, environment, compiler);
  const { name } = callee;
  const isBound = resolve(name, environment).frame !== null;
  const isField = compiler.fields !== 'any' && compiler.fields.has(name);
  const builtin = isBound ? null : builtinNamed(name);
  if (isBound || (isField && builtin === null)) return compileInvocation(node, environment, compiler);
  if (builtin === null) return compiler.refuse(refuse('feel_unsupported', at, name, 'function'));
  const args = builtinArguments(builtin, node, environment, compiler);
  if (args === null) return compiler.refuse(refuse('feel_syntax', at, name, 'arguments'));
  const run = compileBuiltin(builtin, args, compiler.meter);
  return CONSTANT.has(name) && node.args.every((arg) => arg.kind === 'literal') ? constant(run) : run;
}

/** The arguments in the order of the parameters; null where number or names fit no form of the function. */
function builtinArguments(builtin: Builtin, { args, names }: NodeOf<'call'>, environment: Environment | null, compiler: Compiler): Run[] | null {
  const compile = (node: Node): Run => compiler.compile(node, environment);
  if (names === null) {
    const fits = builtin.forms.some(({ parameters, required, isVariadic }) => args.length >= required && (isVariadic || args.length <= parameters.length));
    return fits ? args.map(compile) : null;
  }
  for (const { parameters, required } of builtin.forms) {
    const positions = names.map((name) => parameters.indexOf(name));
    const isComplete = parameters.slice(0, required).every((parameter) => names.includes(parameter));
    if (!isComplete || positions.includes(-1) || new Set(positions).size !== positions.length) continue;
    return Array.from({ length: Math.max(...positions) + 1 }, (_, position) => {
      const arg = args[positions.indexOf(position)];
      return arg === undefined ? nothing : compile(arg);
    });
  }
  return null;
}

function compileBuiltin({ run }: Builtin, args: readonly Run[], meter: Meter): Run {
  const [first = nothing, second = nothing] = args;
  switch (args.length) {
    case 1:
      return (scope, frame) => run(meter, first(scope, frame));
    case 2:
      return (scope, frame) => run(meter, first(scope, frame), second(scope, frame));
    default:
      return (scope, frame) => run(meter, ...args.map((arg) => arg(scope, frame)));
  }
}

function compileInvocation({ callee, args, names }: NodeOf<'call'>, environment: Environment | null, compiler: Compiler): Run {
  const { meter } = compiler;
  const called = compiler.compile(callee, environment);
  const runs = args.map((arg) => compiler.compile(arg, environment));
  return (scope, frame) => {
    const value = called(scope, frame);
    if (!(value instanceof FeelFunction)) return null;
    const given = runs.map((run) => run(scope, frame));
    if (names === null) return invoke(value, given, meter);
    const parameters = value.parameters.map(({ name }) => name);
    if (!names.every((name) => parameters.includes(name))) return null;
    // Who is not named is null.
    return invoke(value, parameters.map((name) => given[names.indexOf(name)] ?? null), meter);
  };
}
