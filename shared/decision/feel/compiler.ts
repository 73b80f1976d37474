import type { Environment } from './environment.ts';
import type { Node } from './syntax.ts';
import { refuse, type FeelRefusal } from './tokens.ts';
import type { Meter, Run } from './values.ts';

type CompileNode = (node: Node, environment: Environment | null, compiler: Compiler) => Run;

/** Legal nesting makes no deeper tree, but chains of filters and calls could. */
const TREE_LIMIT = 640;

/** What the parts of one compilation share. */
export class Compiler {
  readonly fields: ReadonlySet<string> | 'any';
  readonly meter: Meter;
  readonly #compileNode: CompileNode;
  /** Names of the scope that the expression may read. */
  readonly names = new Set<string>();
  refusal: FeelRefusal | null = null;
  #nodes = 0;
  #depth = 0;
  #deepest = 0;

  constructor(fields: ReadonlySet<string> | 'any', meter: Meter, compileNode: CompileNode) {
    this.#compileNode = compileNode;
    this.fields = fields;
    this.meter = meter;
  }

  refuse(refusal: FeelRefusal): Run {
    this.refusal ??= refusal;
    return nothing;
  }

  count(nodes: number): void {
    this.#nodes += nodes;
  }

  compile(node: Node, environment: Environment | null): Run {
    this.#nodes += 1;
    this.#depth += 1;
    if (this.#depth > this.#deepest) this.#deepest = this.#depth;
    const run = this.#depth > TREE_LIMIT ? this.refuse(refuse('feel_too_deep', 0, '')) : this.#compileNode(node, environment, this);
    this.#depth -= 1;
    return run;
  }

  /**
   * Compiles what may run more than once, or never: its nodes are charged each time, by whoever runs it. `frames` are what
   * the machine's stack needs for that besides.
   */
  repeated(node: Node, environment: Environment | null, frames = 0): { run: Run; nodes: number } {
    const outer = this.#nodes;
    this.#nodes = 0;
    this.#depth += frames;
    const run = this.compile(node, environment);
    this.#depth -= frames;
    const nodes = this.#nodes;
    this.#nodes = outer;
    return { run, nodes };
  }

  /** As `repeated`, for what begins a stack of its own: with how deep that is. */
  body(node: Node, environment: Environment | null): { run: Run; nodes: number; depth: number } {
    const [depth, deepest] = [this.#depth, this.#deepest];
    this.#deepest = depth;
    const compiled = this.repeated(node, environment);
    const own = this.#deepest - depth;
    this.#deepest = Math.max(deepest, this.#deepest);
    return { ...compiled, depth: own };
  }
}

export function nothing(): null {
  return null;
}
