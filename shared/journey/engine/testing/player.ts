import { assert } from '../../../assert.ts';
import { isRefusal } from '../../../model/refusal.ts';
import type { ProcessDefinition } from '../../process.ts';
import { compileProcess } from '../compile-process.ts';
import { evolveProcess } from '../evolve-process.ts';
import type { ProcessState, Token } from '../process-state.ts';
import { incidentsOf } from '../read-state.ts';
import { Run } from '../run.ts';
import type { StepOptions } from '../run.ts';
import { runStep, step } from '../step.ts';
import type { Request, Stimulus } from '../stimulus.ts';
import type { CompiledProcess } from '../tables.ts';

/** Plays one process as the desk would: every delta goes through JSON, and the state before is watched for changes. */
export class Player {
  readonly process: CompiledProcess;
  state: ProcessState | undefined;
  now = Date.UTC(2026, 0, 5, 9);
  options: StepOptions = {};
  readonly done: string[] = [];
  requests: readonly Request[] = [];
  readonly asked: Request[] = [];

  constructor(definition: ProcessDefinition) {
    const compiled = compileProcess(definition);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.defects));
    this.process = compiled;
  }

  /** The completed elements of this step. */
  give(stimulus: Stimulus): readonly string[] {
    const before = JSON.stringify(this.state);
    const stepped = step(this.process, this.state, stimulus, this.now, this.options);
    if (isRefusal(stepped)) throw new Error(JSON.stringify(stepped));
    assert(JSON.stringify(this.state) === before, 'a step leaves the state before it as it was');
    const again = step(this.process, this.state, stimulus, this.now, this.options);
    assert(JSON.stringify(again) === JSON.stringify(stepped), 'the same input gives the same bytes');
    // The fold of the newest delta is what its step made; that of the one before is computed.
    const made = isRefusal(again) ? undefined : evolveProcess(this.state, again.delta);
    const state = evolveProcess(this.state, stepped.delta);
    assert(made !== state && JSON.stringify(made) === JSON.stringify(state), 'what the step made is what its delta folds to');
    const read = evolveProcess(this.state === undefined ? undefined : (JSON.parse(JSON.stringify(this.state)) as ProcessState), JSON.parse(JSON.stringify(stepped.delta)));
    assert(JSON.stringify(read) === JSON.stringify(state), 'a delta does the same after it was stored');
    assert(sorted(reached(runStep(this.process, this.state, stimulus, this.now, this.options))) === sorted(state), 'evolve comes to where the step came to');
    this.state = state;
    this.requests = stepped.requests;
    this.asked.push(...stepped.requests);
    this.done.push(...stepped.delta.done);
    return stepped.delta.done;
  }

  start(data?: Readonly<Record<string, unknown>>): readonly string[] {
    return this.give({ type: 'start', ...(data === undefined ? {} : { data }) });
  }

  /** The oldest token at an element that is not at a join. */
  token(element: string): Token {
    const token = this.state?.tokens.find(({ at, flow, nth }) => at === element && flow === undefined && (nth !== undefined || !this.isLoopHost(element)));
    if (token === undefined) throw new Error(`nothing stands at ${element}: ${JSON.stringify(this.state)}`);
    return token;
  }

  isLoopHost(element: string): boolean {
    return this.state?.scopes.some(({ kind, of }) => kind === 'loop' && of === element) === true;
  }

  complete(element: string, data?: Readonly<Record<string, unknown>>): readonly string[] {
    return this.give({ type: 'complete', token: this.token(element).id, ...(data === undefined ? {} : { data }) });
  }

  fail(element: string, code: string): readonly string[] {
    return this.give({ type: 'fail', token: this.token(element).id, code });
  }

  message(name: string, payload?: Readonly<Record<string, unknown>>, key?: string): readonly string[] {
    return this.give({ type: 'message', name, ...(payload === undefined ? {} : { payload }), ...(key === undefined ? {} : { key }) });
  }

  /** Fires the next timer to be due, and moves the clock there. */
  timer(): readonly string[] {
    const all = [...(this.state?.tokens ?? []), ...(this.state?.scopes ?? [])].flatMap(({ id, timers }) => (timers ?? []).map((timer) => ({ id, ...timer })));
    const [next] = all.sort((a, b) => a.due - b.due);
    if (next === undefined) throw new Error('no timer runs');
    this.now = Math.max(this.now, next.due);
    return this.give({ type: 'timer', holder: next.id, element: next.by, due: next.due });
  }

  /** Where tokens stand, sorted; joins as `join<flow`, incidents as `element!code`. */
  get at(): string[] {
    return (this.state?.tokens ?? []).map(({ at, flow, incident }) => at + (flow === undefined ? '' : `<${flow}`) + (incident === undefined ? '' : `!${incident.code}`)).sort();
  }

  get how(): string | undefined {
    const ended = this.state?.ended;
    return ended?.how === 'error' ? `error ${ended.code}` : ended?.how;
  }

  get data(): Readonly<Record<string, unknown>> {
    return this.state?.data[this.state.scopes[0]?.id ?? 0] ?? {};
  }

  get incidents(): string[] {
    return this.state === undefined ? [] : incidentsOf(this.state).map(({ element, incident }) => `${element} ${incident.code}`);
  }

  asks(kind: Request['do']): readonly Request[] {
    return this.requests.filter((request) => request.do === kind);
  }
}

/** The state that a step worked towards, put together from its working copy. */
function reached(run: ReturnType<typeof runStep>): ProcessState {
  assert(run instanceof Run, 'the step is not refused');
  const data: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const scope of run.scopes) if (Object.keys(scope.data).length > 0) data[scope.meta.id] = scope.data;
  const { next, tokens, scopes, ended } = run;
  return { next, tokens, scopes: scopes.map(({ meta }) => meta), data, ...(ended === undefined ? {} : { ended }) };
}

/** JSON with the keys of every object in order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
  );

export const play = (definition: ProcessDefinition, data?: Readonly<Record<string, unknown>>): Player => {
  const player = new Player(definition);
  player.start(data);
  return player;
};
