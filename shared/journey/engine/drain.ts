import { unreachable } from '../../assert.ts';
import { arriveComplex, resetComplex } from './elements/complex-gateway.ts';
import { undoNext } from './elements/compensation.ts';
import { arriveCatch, arriveStart, arriveThrow } from './elements/event.ts';
import { arriveEventGateway } from './elements/event-gateway.ts';
import { arriveExclusive } from './elements/exclusive-gateway.ts';
import { instance } from './elements/finishing.ts';
import { arriveInclusive, fireInclusive } from './elements/inclusive-gateway.ts';
import { startLoop } from './elements/loop.ts';
import { arriveParallel, tokenOn } from './elements/parallel-gateway.ts';
import { beginCall, beginSubProcess, endSubProcess, examineAdHoc } from './elements/sub-process.ts';
import { beginTask, passTask, scriptTask, sendTask } from './elements/task.ts';
import { holders, listening, lookAtConditions, wake } from './elements/waking.ts';
import type { Hop, LiveScope, Run } from './run.ts';
import type { Token } from './process-state.ts';

const TRANSITIONS = 10_000;
const TOKENS = 2000;

/** Moves tokens until all of them wait: first what is on its way, then signals, conditions and joins that needed everything else at rest. */
export function drain(run: Run): void {
  const transitions = run.options.transitions ?? TRANSITIONS;
  const tokens = run.options.tokens ?? TOKENS;
  const { queue } = run;
  for (;;) {
    settle(run);
    while (run.head < queue.length && run.ended === undefined) {
      if (run.done.length >= transitions || run.tokens.length + queue.length - run.head > tokens) {
        stop(run);
        return;
      }
      const hop = queue[run.head] as Hop;
      run.head += 1;
      if (hop.isDropped || !hop.scope.isAlive) continue;
      arrive(run, hop);
      if (run.failure !== undefined)
        run.raise(hop.node, hop.scope, { again: 'arrive', ...(hop.flow === undefined ? {} : { flow: hop.flow.id }) }, instance(hop.nth, hop.local));
      if (hop.scope.isAlive) run.lessen(hop.scope);
      settle(run);
      // A signal is heard at once, by those who wait for it now.
      while (run.signals.length > 0 && run.ended === undefined) deliverSignals(run);
    }
    queue.length = 0;
    run.head = 0;
    if (run.ended !== undefined) return;
    if (run.signals.length > 0) deliverSignals(run);
    else if (run.hasNews && run.process.hasConditions && lookAtConditions(run)) continue;
    else if (run.process.hasLateJoins && fireLateJoin(run)) continue;
    else if (run.idle.length === 0) return;
  }
}

function arrive(run: Run, hop: Hop): void {
  const { node } = hop;
  switch (node.op) {
    case 'exclusive':
      return arriveExclusive(run, hop);
    case 'parallel':
      return arriveParallel(run, hop);
    case 'inclusive':
      return arriveInclusive(run, hop);
    case 'complex':
      return arriveComplex(run, hop);
    case 'eventGateway':
      return arriveEventGateway(run, hop);
    case 'start':
      return arriveStart(run, hop);
    case 'catch':
      return arriveCatch(run, hop);
    case 'throw':
    case 'end':
      return arriveThrow(run, hop);
    default:
      if (hop.nth !== undefined) begin(run, hop);
      else if (isComplete(run, hop)) {
        if (node.loop === undefined) begin(run, hop);
        else startLoop(run, hop);
      }
  }
}

function begin(run: Run, hop: Hop): void {
  const { op } = hop.node;
  switch (op) {
    case 'pass':
      return passTask(run, hop);
    case 'work':
    case 'call':
    case 'receive':
    case 'rule':
      return beginTask(run, hop);
    case 'send':
      return sendTask(run, hop);
    case 'script':
      return scriptTask(run, hop);
    case 'scope':
      return beginSubProcess(run, hop);
    case 'callActivity':
      return beginCall(run, hop);
    case 'exclusive':
    case 'parallel':
    case 'inclusive':
    case 'complex':
    case 'eventGateway':
    case 'start':
    case 'catch':
    case 'throw':
    case 'end':
      return;
    default:
      return unreachable(op);
  }
}

/** An activity that wants several tokens begins with the last of them; they may come over any flow. */
function isComplete(run: Run, { node, scope, flow }: Hop): boolean {
  const quantity = node.startQuantity;
  if (quantity <= 1 || flow === undefined) return true;
  const here: Token[] = run.tokens.filter((token) => token.at === node.id && token.scope === scope.meta.id && token.flow !== undefined);
  if (here.length + 1 < quantity) {
    run.stand(node, scope, { flow: flow.id });
    return false;
  }
  for (const token of here.slice(0, quantity - 1)) run.remove(token);
  return true;
}

/** Ends scopes that have nothing left to do, from the inside out. */
function settle(run: Run): void {
  const { idle, adHocs } = run;
  while (idle.length > 0 || adHocs.length > 0) {
    const adHoc = adHocs.pop();
    if (adHoc !== undefined) {
      if (adHoc.isAlive) examineAdHoc(run, adHoc);
      continue;
    }
    const scope = idle.pop();
    if (scope?.isAlive === true && scope.active === 0 && run.ended === undefined) endScope(run, scope);
  }
}

function endScope(run: Run, scope: LiveScope): void {
  const { kind } = scope.meta;
  switch (kind) {
    case 'process':
      return run.end({ how: 'completed' });
    case 'adHoc':
      if (scope.meta.ending !== undefined) endSubProcess(run, scope);
      return;
    case 'sub':
    case 'call':
      return endSubProcess(run, scope);
    case 'event':
      return run.close(scope);
    case 'undo':
    case 'undone':
      if (!undoNext(run, scope)) endUndo(run, scope);
      return;
    case 'loop':
      return;
    default:
      return unreachable(kind);
  }
}

/** All is undone: whatever waited for it goes on. */
function endUndo(run: Run, scope: LiveScope): void {
  const host = run.hostOf(scope);
  run.close(scope);
  if (host === undefined || scope.parent === undefined) return;
  const at = run.scope(host.scope);
  const node = run.nodeOf(host);
  run.remove(host);
  if (node === undefined) return;
  run.done.push(node.id);
  run.leave(node, at);
}

function deliverSignals(run: Run): void {
  const signal = run.signals.shift();
  if (signal !== undefined) giveSignal(run, signal.name, signal.payload);
}

/** Wakes all that wait for a signal now; true when somebody did. */
export function giveSignal(run: Run, name: string, payload: Readonly<Record<string, unknown>>): boolean {
  const waiting = holders(run).flatMap((holder) => listening(holder).filter((one) => one.on === 'signal' && one.name === name).map((one) => ({ holder, one })));
  for (const { holder, one } of waiting) {
    // An earlier one may have ended what this one stood in.
    const { token, scope } = holder;
    if (!scope.isAlive || (token !== undefined && run.token(token.id) === undefined)) continue;
    const now = token === undefined ? holder : { token: run.token(token.id) ?? token, scope };
    if (listening(now).includes(one)) wake(run, now, one, payload);
  }
  return waiting.length > 0;
}

/** Fires the first inclusive or complex join that need not wait any longer. */
function fireLateJoin(run: Run): boolean {
  const seen = new Set<string>();
  for (const token of run.tokens) {
    if (token.flow === undefined) continue;
    const key = `${String(token.scope)}/${token.at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const scope = run.scope(token.scope);
    const node = scope.table.nodes.get(token.at);
    if (node?.op === 'inclusive' && tokenOn(run, node, scope, token.flow) !== undefined && fireInclusive(run, node, scope)) return true;
  }
  for (const scope of run.scopes) {
    for (const id of Object.keys(scope.meta.gates ?? {})) {
      const node = scope.table.nodes.get(id);
      if (node !== undefined && resetComplex(run, node, scope)) return true;
    }
  }
  return false;
}

/** Too much for one input: what was on its way stands still until somebody looks at it. */
function stop(run: Run): void {
  const { queue } = run;
  run.requests.push({ do: 'runaway', transitions: run.done.length });
  for (let i = run.head; i < queue.length; i += 1) {
    const { node, scope, flow, nth, local, isDropped } = queue[i] as Hop;
    if (isDropped || !scope.isAlive) continue;
    run.stand(node, scope, { incident: { code: 'runaway', again: 'arrive', ...(flow === undefined ? {} : { flow: flow.id }) }, ...instance(nth, local) });
    scope.active -= 1;
  }
}
