import { refuse } from '../../model/refusal.ts';
import type { Refusal } from '../../model/refusal.ts';
import { correlationKey } from './correlation.ts';
import { deltaOf } from './delta.ts';
import { drain, giveSignal } from './drain.ts';
import { finish } from './elements/finishing.ts';
import { instanceDone } from './elements/loop.ts';
import { leaveActivity } from './elements/leaving.ts';
import { catchEvent } from './elements/opening.ts';
import { endAdHoc } from './elements/sub-process.ts';
import { beginAgain } from './elements/task.ts';
import { escalate, propagate } from './elements/throwing.ts';
import { holders, listening, timing, wake } from './elements/waking.ts';
import type { Data, ProcessDelta, ProcessState, Token } from './process-state.ts';
import { Run } from './run.ts';
import type { StepOptions } from './run.ts';
import { startProcess } from './start.ts';
import type { Request, Stimulus } from './stimulus.ts';
import { stuckJoins } from './stuck.ts';
import type { CompiledProcess, Node } from './tables.ts';
import { activityOf } from './tables.ts';

export interface Stepped {
  readonly ok: true;
  /** What `evolveProcess` folds. */
  readonly delta: ProcessDelta;
  /** What the outside must do, in order. */
  readonly requests: readonly Request[];
}

/**
 * Moves a process by one stimulus until all of its tokens wait again. Pure: the same arguments give the same result, and the
 * state is left as it is. `now` in milliseconds UTC. Without a state the stimulus must be `start`.
 * What the data bring about (an expression that fails, no flow to take …) is an incident in the state, never an error.
 * Refused: `process_started`, `process_not_started`, `process_ended`, `start_unknown`, `token_unknown`, `token_not_waiting`,
 * `message_not_awaited`, `signal_not_awaited`, `timer_gone`, `adhoc_unknown`, `adhoc_ending`, `adhoc_busy`, and
 * `elements_missing` for a state of another version of the process.
 */
export function step(process: CompiledProcess, state: ProcessState | undefined, stimulus: Stimulus, now: number, options: StepOptions = {}): Stepped | Refusal {
  const run = runStep(process, state, stimulus, now, options);
  return run instanceof Run ? { ok: true, delta: deltaOf(run), requests: run.requests } : run;
}

/** The step before its delta is taken. */
export function runStep(process: CompiledProcess, state: ProcessState | undefined, stimulus: Stimulus, now: number, options: StepOptions): Run | Refusal {
  if (state === undefined) {
    if (stimulus.type !== 'start') return refuse('process_not_started');
  } else {
    if (stimulus.type === 'start') return refuse('process_started');
    if (state.ended !== undefined) return refuse('process_ended');
  }
  const run = new Run(process, state, now, options);
  if (run.missing.length > 0) return refuse('elements_missing', { elements: run.missing });
  const refusal = apply(run, stimulus);
  if (refusal !== undefined) return refusal;
  drain(run);
  const joins = run.ended === undefined ? stuckJoins(run) : undefined;
  if (joins !== undefined) run.requests.push({ do: 'stuck', joins });
  return run;
}

function apply(run: Run, stimulus: Stimulus): Refusal | undefined {
  switch (stimulus.type) {
    case 'start':
      return startProcess(run, stimulus);
    case 'complete':
      return onToken(run, stimulus.token, (token, node) => complete(run, token, node, stimulus.data));
    case 'fail':
      return onToken(run, stimulus.token, (token, node) => fail(run, token, node, stimulus.code, stimulus.data ?? {}));
    case 'escalate':
      return onToken(run, stimulus.token, (token, node) => {
        if (!isAtWork(token, node)) return refuse('token_not_waiting', { token: token.id, element: node.id });
        escalate(run, token.at, stimulus.code, run.scope(token.scope), token, stimulus.data ?? {});
        return undefined;
      });
    case 'message':
      return message(run, stimulus.name, stimulus.key, stimulus.payload ?? {});
    case 'signal':
      return giveSignal(run, stimulus.name, stimulus.payload ?? {}) ? undefined : refuse('signal_not_awaited', { name: stimulus.name });
    case 'timer':
      return timer(run, stimulus.holder, stimulus.element, stimulus.due);
    case 'retry':
      return onToken(run, stimulus.token, (token, node) => retry(run, token, node, stimulus.data));
    case 'release':
      return onToken(run, stimulus.token, (token, node) => release(run, token, node));
    case 'addAdHoc':
      return addAdHoc(run, stimulus.token, stimulus.activity, stimulus.data);
    case 'endAdHoc':
      return onAdHoc(run, stimulus.token, (scope) => endAdHoc(run, scope, true));
    case 'data':
      for (const scope of run.scopes.slice(0, 1)) run.writeAll(scope, stimulus.data);
      return undefined;
    default:
      run.end({ how: 'cancelled' });
      return undefined;
  }
}

function onToken(run: Run, id: number, act: (token: Token, node: Node) => Refusal | undefined): Refusal | undefined {
  const token = run.token(id);
  const node = token === undefined ? undefined : run.nodeOf(token);
  return token === undefined || node === undefined ? refuse('token_unknown', { token: id }) : act(token, node);
}

/** A task that somebody outside is to complete: not a join, not what holds a scope, not what could not even begin. */
const isAtWork = (token: Token, node: Node): boolean =>
  (node.op === 'work' || node.op === 'call' || node.op === 'send' || node.op === 'rule' || node.op === 'receive') &&
  token.flow === undefined &&
  (token.incident === undefined || token.incident.again === 'begin' || token.incident.again === 'end') &&
  (node.loop === undefined || token.nth !== undefined);

function complete(run: Run, token: Token, node: Node, data: Data | undefined): Refusal | undefined {
  if (!isAtWork(token, node)) return refuse('token_not_waiting', { token: token.id, element: node.id });
  finish(run, { node, scope: run.scope(token.scope), token, nth: token.nth, local: token.local, result: data, inside: undefined });
  return undefined;
}

function fail(run: Run, token: Token, node: Node, code: string, data: Data): Refusal | undefined {
  if (!isAtWork(token, node)) return refuse('token_not_waiting', { token: token.id, element: node.id });
  if (propagate(run, 'error', code, run.scope(token.scope), data, token) !== undefined) return undefined;
  run.failure = { code: 'task_failed', detail: code };
  run.raiseOn(token, { again: 'begin' });
  return undefined;
}

function message(run: Run, name: string, key: string | undefined, payload: Data): Refusal | undefined {
  for (const holder of holders(run)) {
    const one = listening(holder).find((sub) => sub.on === 'message' && sub.name === name && (key === undefined || isKey(run, sub.key ?? correlationKey(run, name, holder.scope), key)));
    if (one === undefined) continue;
    wake(run, holder, one, payload);
    return undefined;
  }
  return refuse('message_not_awaited', { name, ...(key === undefined ? {} : { key }) });
}

/** A trigger without a key takes any. */
function isKey(run: Run, wanted: ReturnType<typeof correlationKey>, key: string): boolean {
  run.failure = undefined;
  return wanted === undefined || wanted === key;
}

function timer(run: Run, id: number, element: string, due: number): Refusal | undefined {
  const holder = holders(run).find(({ token, scope }) => (token?.id ?? scope.meta.id) === id);
  const one = holder === undefined ? undefined : timing(holder).find((each) => each.by === element && each.due === due);
  if (holder === undefined || one === undefined) return refuse('timer_gone', { element });
  wake(run, holder, one, {});
  return undefined;
}

function retry(run: Run, token: Token, node: Node, data: Data | undefined): Refusal | undefined {
  const { incident, nth, local } = token;
  if (incident === undefined) return refuse('token_not_waiting', { token: token.id, element: node.id });
  const scope = run.scope(token.scope);
  if (data !== undefined) run.writeAll(scope, data);
  const { incident: _, ...rest } = token;
  switch (incident.again) {
    case 'arrive':
      run.go(node, scope, node.incoming.find(({ id }) => id === incident.flow), nth, local);
      run.remove(token);
      return undefined;
    case 'begin':
      beginAgain(run, token, node, scope);
      return undefined;
    case 'end': {
      run.replace(token, rest);
      const hosted = run.hostedBy(token);
      if (hosted !== undefined) (hosted.meta.kind === 'adHoc' && hosted.meta.ending === undefined ? run.adHocs : run.idle).push(hosted);
      else if (activityOf(node) !== undefined) finish(run, { node, scope, token: rest, nth, local, result: incident.result, inside: undefined });
      else {
        catchEvent(run, node, scope, incident.result ?? {});
        run.remove(rest);
      }
      return undefined;
    }
    default:
      if (nth !== undefined && scope.meta.kind === 'loop') instanceDone(run, node, scope, nth, local);
      else if (activityOf(node) !== undefined) leaveActivity(run, node, scope);
      else run.leave(node, scope);
      if (run.token(token.id) !== undefined) run.remove(token);
      return undefined;
  }
}

function release(run: Run, token: Token, node: Node): Refusal | undefined {
  if (token.flow === undefined) return refuse('token_not_waiting', { token: token.id, element: node.id });
  const scope = run.scope(token.scope);
  const here = run.tokens.filter(({ at, scope: within, flow }) => at === token.at && within === token.scope && flow !== undefined);
  // A task takes all that came, a gateway one of each flow.
  const taken = activityOf(node) === undefined ? here.filter(({ flow }, at) => here.findIndex((one) => one.flow === flow) === at) : here;
  if (activityOf(node) !== undefined) run.go(node, scope, undefined);
  else {
    run.done.push(node.id);
    run.leave(node, scope);
  }
  for (const one of taken) run.remove(one);
  return undefined;
}

function onAdHoc(run: Run, id: number, act: (scope: ReturnType<Run['scope']>) => Refusal | void): Refusal | undefined {
  return onToken(run, id, (token) => {
    const scope = run.hostedBy(token);
    if (scope?.meta.kind !== 'adHoc') return refuse('adhoc_unknown', { token: id });
    if (scope.meta.ending !== undefined) return refuse('adhoc_ending', { token: id });
    return act(scope) ?? undefined;
  });
}

function addAdHoc(run: Run, id: number, activity: string, data: Data | undefined): Refusal | undefined {
  return onAdHoc(run, id, (scope) => {
    const node = scope.table.nodes.get(activity);
    const isOffered = node !== undefined && node.incoming.length === 0 && activityOf(node) !== undefined && activityOf(node)?.activity !== 'eventSubProcess' && activityOf(node)?.isForCompensation === false;
    if (!isOffered) return refuse('adhoc_unknown', { activity });
    if (activityOf(scope.table.owner ?? node)?.adHoc?.ordering === 'sequential' && scope.active > 0) return refuse('adhoc_busy', { activity });
    if (data !== undefined) run.writeAll(scope, data);
    run.go(node, scope, undefined);
    return undefined;
  });
}
