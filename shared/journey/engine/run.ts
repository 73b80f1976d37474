import { assert, must } from '../../assert.ts';
import type { Condition, CompiledProcess, Expression, Flow, Node, ScopeTable } from './tables.ts';
import type { Data, Ended, Incident, IncidentCode, ProcessState, ScopeInstance, Token } from './process-state.ts';
import type { Request } from './stimulus.ts';

export interface StepOptions {
  /** Transitions that one input may cause; 10,000 unless said otherwise. */
  readonly transitions?: number;
  /** Tokens that may be alive; 2,000. */
  readonly tokens?: number;
  /** Instances of one multi-instance activity; 1,000. */
  readonly instances?: number;
  /** When `span` milliseconds of the team's working time have passed since `from`. Real time where it is not given. */
  readonly addWorkingTime?: (from: number, span: number, team: string | undefined) => number;
}

export const FAILED = Symbol('failed');

type Values = Readonly<Record<string, unknown>>;

/** A scope at work during one step. */
export class LiveScope {
  meta: ScopeInstance;
  readonly table: ScopeTable;
  readonly parent: LiveScope | undefined;
  data: Record<string, unknown>;
  /** Opened in this step, so that all of its variables are new. */
  readonly isNew: boolean;
  /** Names set in this step, in order, where the scope was there before; undefined while `data` is still that of the state. */
  written: string[] | undefined;
  /** Tokens, hops on their way and scopes without a host that it waits for. */
  active = 0;
  isAlive = true;
  view: Values | undefined;
  viewAt = -1;

  constructor(meta: ScopeInstance, table: ScopeTable, parent: LiveScope | undefined, data: Record<string, unknown>, isNew: boolean) {
    this.meta = meta;
    this.table = table;
    this.parent = parent;
    this.data = data;
    this.isNew = isNew;
    this.written = undefined;
  }
}

/** A token on its way to a node, or an instance of a loop about to begin (`nth`). */
export interface Hop {
  readonly node: Node;
  readonly scope: LiveScope;
  readonly flow: Flow | undefined;
  readonly nth: number | undefined;
  readonly local: Data | undefined;
  isDropped: boolean;
}

const NO_DATA: Data = {};

/** The working copy of one step: tokens, scopes and variables, copied when they change, and what the step says to the outside. */
export class Run {
  readonly process: CompiledProcess;
  readonly now: number;
  readonly options: StepOptions;
  readonly before: ProcessState | undefined;
  next: number;
  tokens: Token[];
  scopes: LiveScope[] = [];
  readonly queue: Hop[] = [];
  head = 0;
  /** Scopes that may have nothing left to do. */
  readonly idle: LiveScope[] = [];
  /** Ad-hoc scopes in which something was completed. */
  readonly adHocs: LiveScope[] = [];
  readonly signals: { readonly name: string; readonly payload: Data }[] = [];
  readonly done: string[] = [];
  readonly requests: Request[] = [];
  /** Why the last evaluation failed; taken by whoever makes the incident. */
  failure: { readonly code: IncidentCode; readonly detail?: string } | undefined;
  ended: Ended | undefined;
  /** Counts writes, so that merged views know when they are stale. */
  version = 0;
  /** Something that conditional events may look at is new. */
  hasNews = false;
  /** Elements that the state stands at and the process does not have. */
  readonly missing: string[] = [];

  constructor(process: CompiledProcess, state: ProcessState | undefined, now: number, options: StepOptions) {
    this.process = process;
    this.now = now;
    this.options = options;
    this.before = state;
    this.next = state?.next ?? 0;
    this.tokens = state ? state.tokens.slice() : [];
    if (state) {
      for (const meta of state.scopes) this.#wakeScope(meta, state);
      for (const token of state.tokens) this.#wakeToken(token);
    }
  }

  #wakeScope(meta: ScopeInstance, state: ProcessState): void {
    const parent = meta.parent === undefined ? undefined : this.#find(meta.parent);
    const table = meta.parent === undefined ? this.process.root : parent === undefined ? undefined : tableOf(meta, parent.table);
    if (table === undefined) {
      this.missing.push(meta.of);
      return;
    }
    this.scopes.push(new LiveScope(meta, table, parent, (state.data[meta.id] ?? NO_DATA) as Record<string, unknown>, false));
    if (parent !== undefined && meta.host === undefined) parent.active += 1;
  }

  #wakeToken(token: Token): void {
    const scope = this.#find(token.scope);
    if (scope === undefined) return;
    scope.active += 1;
    if (!scope.table.nodes.has(token.at)) this.missing.push(token.at);
  }

  // — scopes

  scope(id: number): LiveScope {
    return must(this.#find(id), 'the scope of a token is in the state');
  }

  #find(id: number): LiveScope | undefined {
    const { scopes } = this;
    for (let i = scopes.length - 1; i >= 0; i -= 1) {
      const one = scopes[i] as LiveScope;
      if (one.meta.id === id) return one;
    }
    return undefined;
  }

  open(meta: Omit<ScopeInstance, 'id' | 'parent'>, table: ScopeTable, parent: LiveScope | undefined, data?: Data): LiveScope {
    const { kind, of, ...rest } = meta;
    const full: ScopeInstance = { id: this.next, kind, of, ...(parent === undefined ? {} : { parent: parent.meta.id }), ...rest };
    this.next += 1;
    const scope = new LiveScope(full, table, parent, { ...data }, true);
    this.scopes.push(scope);
    if (parent !== undefined && meta.host === undefined) parent.active += 1;
    return scope;
  }

  change(scope: LiveScope, patch: Partial<ScopeInstance>): void {
    scope.meta = { ...scope.meta, ...patch };
  }

  /** One thing less that the scope waits for. */
  lessen(scope: LiveScope): void {
    scope.active -= 1;
    if (scope.active === 0) this.idle.push(scope);
  }

  /** Takes the scope out, with all that is in it. */
  close(scope: LiveScope): void {
    this.clear(scope);
    scope.isAlive = false;
    this.scopes.splice(this.scopes.indexOf(scope), 1);
    if (scope.parent !== undefined && scope.meta.host === undefined) this.lessen(scope.parent);
  }

  /** Ends everything inside a scope; the scope itself stays. */
  clear(scope: LiveScope): void {
    const { queue } = this;
    for (let i = this.head; i < queue.length; i += 1) {
      const hop = queue[i] as Hop;
      if (hop.scope !== scope || hop.isDropped) continue;
      hop.isDropped = true;
      this.lessen(scope);
    }
    for (const token of this.tokens.slice()) if (token.scope === scope.meta.id) this.kill(token);
    for (const child of this.scopes.slice()) if (child.isAlive && child.parent === scope && child.meta.host === undefined) this.close(child);
  }

  hostOf(scope: LiveScope): Token | undefined {
    return scope.meta.host === undefined ? undefined : this.token(scope.meta.host);
  }

  hostedBy(token: Token): LiveScope | undefined {
    for (const scope of this.scopes) if (scope.meta.host === token.id) return scope;
    return undefined;
  }

  // — tokens

  token(id: number): Token | undefined {
    const { tokens } = this;
    for (let i = tokens.length - 1; i >= 0; i -= 1) {
      const one = tokens[i] as Token;
      if (one.id === id) return one;
    }
    return undefined;
  }

  /** Undefined for an element that this process does not have: the state is of another version. */
  nodeOf(token: Token): Node | undefined {
    return this.scope(token.scope).table.nodes.get(token.at);
  }

  stand(node: Node, scope: LiveScope, more?: Omit<Token, 'id' | 'at' | 'scope' | 'since'>): Token {
    const token: { -readonly [K in keyof Token]: Token[K] } = { id: this.next, at: node.id, scope: scope.meta.id, since: this.now };
    // Field by field, which is many times faster than spreading what has ever other fields, and gives them one order.
    if (more !== undefined) {
      if (more.flow !== undefined) token.flow = more.flow;
      if (more.on !== undefined) token.on = more.on;
      if (more.timers !== undefined) token.timers = more.timers;
      if (more.nth !== undefined) token.nth = more.nth;
      if (more.local !== undefined) token.local = more.local;
      if (more.incident !== undefined) token.incident = more.incident;
    }
    this.next += 1;
    this.tokens.push(token);
    scope.active += 1;
    return token;
  }

  replace(old: Token, token: Token): void {
    this.tokens[this.tokens.lastIndexOf(old)] = token;
  }

  /** Takes a token away that has done what it stood for. */
  remove(token: Token): void {
    const at = this.tokens.lastIndexOf(token);
    assert(at >= 0, 'a token that is taken away is there');
    this.tokens.splice(at, 1);
    this.lessen(this.scope(token.scope));
  }

  /** Takes a token away before its time, with the work it asked for and the scope that it hosts. */
  kill(token: Token): void {
    this.#recall(token);
    const hosted = this.hostedBy(token);
    if (hosted !== undefined) this.close(hosted);
    this.remove(token);
  }

  #recall(token: Token): void {
    if (token.flow !== undefined || token.incident?.again === 'arrive' || token.incident?.again === 'leave') return;
    const node = this.nodeOf(token);
    // The token around a loop asked for nothing itself.
    if (node === undefined || (node.loop !== undefined && token.nth === undefined)) return;
    switch (node.op) {
      case 'work':
        this.requests.push({ do: 'closeWork', token: token.id, element: node.id });
        break;
      case 'call':
      case 'send':
        this.requests.push({ do: 'cancelCall', token: token.id, element: node.id });
        break;
      case 'rule':
        this.requests.push({ do: 'cancelDecision', token: token.id, element: node.id });
        break;
      default:
    }
  }

  // — moving

  go(node: Node, scope: LiveScope, flow: Flow | undefined, nth?: number, local?: Data): void {
    scope.active += 1;
    this.queue.push({ node, scope, flow, nth, local, isDropped: false });
  }

  /** Sends tokens over the outgoing flows: all without condition, else those that are true, else the default. */
  leave(node: Node, scope: LiveScope): void {
    const { outgoing } = node;
    if (!node.isConditional) {
      for (const flow of outgoing) this.go(flow.to, scope, flow);
      return;
    }
    const taken = this.choose(node, this.view(scope));
    if (taken === undefined) this.raise(node, scope, { again: 'leave' });
    else for (const flow of taken) this.go(flow.to, scope, flow);
  }

  /** The flows of an inclusive choice; undefined with a failure where a condition fails or none is to be taken. */
  choose(node: Node, view: Values): readonly Flow[] | undefined {
    const taken: Flow[] = [];
    for (const flow of node.outgoing) {
      if (flow === node.defaultFlow) continue;
      const isTaken = flow.condition === undefined ? true : this.test(flow.condition, view);
      if (isTaken === undefined) return undefined;
      if (isTaken) taken.push(flow);
    }
    if (taken.length === 0 && node.defaultFlow !== undefined) taken.push(node.defaultFlow);
    if (taken.length > 0) return taken;
    this.failure = { code: 'no_flow_taken' };
    return undefined;
  }

  /** Puts a token with an incident where something failed. The reason is the last failure. */
  raise(node: Node, scope: LiveScope, incident: Omit<Incident, 'code' | 'detail'>, more?: Omit<Token, 'id' | 'at' | 'scope' | 'since'>): void {
    const failure = this.failure ?? { code: 'expression_failed' as const };
    this.failure = undefined;
    const token = this.stand(node, scope, { ...more, incident: { ...failure, ...incident } });
    this.requests.push({ do: 'incident', token: token.id, element: node.id, ...failure });
  }

  /** As `raise`, on a token that stands there already. */
  raiseOn(token: Token, incident: Omit<Incident, 'code' | 'detail'>): void {
    const failure = this.failure ?? { code: 'expression_failed' as const };
    this.failure = undefined;
    this.replace(token, { ...token, incident: { ...failure, ...incident } });
    this.requests.push({ do: 'incident', token: token.id, element: token.at, ...failure });
  }

  end(ended: Ended): void {
    const root = this.scopes[0];
    this.ended = ended;
    if (root !== undefined) this.clear(root);
    this.requests.push({ do: 'ended', ended });
  }

  // — variables

  /** What expressions see in a scope: its variables over those of the scopes around it, up to the process. */
  view(scope: LiveScope): Values {
    if (scope.viewAt === this.version && scope.view !== undefined) return scope.view;
    const { parent, data } = scope;
    const isOutermost = parent === undefined || scope.meta.kind === 'call';
    const view = isOutermost ? data : hasNames(data) ? { ...this.view(parent), ...data } : this.view(parent);
    scope.view = view;
    scope.viewAt = this.version;
    return view;
  }

  viewWith(scope: LiveScope, local: Data | undefined): Values {
    return local === undefined ? this.view(scope) : { ...this.view(scope), ...local };
  }

  /** Sets a variable in this very scope. */
  declare(scope: LiveScope, name: string, value: unknown): void {
    if (name === '__proto__') return;
    if (!scope.isNew) {
      if (scope.written === undefined) {
        scope.data = copyOf(scope.data);
        scope.written = [];
      }
      if (!scope.written.includes(name)) scope.written.push(name);
    }
    scope.data[name] = value;
    this.version += 1;
    this.hasNews = true;
  }

  /** Sets a variable where it lives: the nearest scope that has it, else the process. */
  write(scope: LiveScope, name: string, value: unknown): void {
    let owner = scope;
    while (owner.parent !== undefined && owner.meta.kind !== 'call' && !Object.hasOwn(owner.data, name)) owner = owner.parent;
    this.declare(owner, name, value);
  }

  writeAll(scope: LiveScope, data: Data): void {
    for (const name of Object.keys(data)) this.write(scope, name, data[name]);
  }

  /** A value as JSON, or FAILED with the failure kept. */
  evaluate(expression: Expression, view: Values): unknown {
    const result = expression.run(view, this.now);
    if (result.ok) return result.value;
    this.failure = { code: 'expression_failed', detail: result.code };
    return FAILED;
  }

  /** Undefined, with the failure kept, where it is neither true nor false. */
  test(condition: Condition, view: Values): boolean | undefined {
    const result = condition.run(view, this.now);
    if (result === true || result === false) return result;
    this.failure = result === 'null' ? { code: 'condition_not_boolean', detail: 'null' } : { code: 'condition_not_boolean', detail: result.failed };
    return undefined;
  }
}

type Variables = Record<string, unknown>;

/** A place in the code that copies has a memory of the four shapes it saw first, and is slow for all others; so there are several, by size. */
const copiers: readonly ((data: Variables) => Variables)[] = [
  (data) => ({ ...data }), (data) => ({ ...data }), (data) => ({ ...data }), (data) => ({ ...data }),
  (data) => ({ ...data }), (data) => ({ ...data }), (data) => ({ ...data }), (data) => ({ ...data }),
];

function copyOf(data: Variables): Variables {
  let size = 0;
  for (const _ in data) size += 1;
  return (copiers[size % copiers.length] as (typeof copiers)[number])(data);
}

function hasNames(data: Data): boolean {
  for (const _ in data) return true;
  return false;
}

/** Where the nodes of a scope instance are; undefined for an element that the process does not have. */
export function tableOf({ kind, of }: ScopeInstance, parent: ScopeTable): ScopeTable | undefined {
  switch (kind) {
    case 'loop':
    case 'undo':
      return parent;
    case 'call': {
      const node = parent.nodes.get(of);
      const calls = node?.definition.kind === 'activity' ? node.definition.calls : undefined;
      return calls === undefined ? undefined : parent.called.get(calls);
    }
    default:
      return parent.nodes.get(of)?.inner;
  }
}
