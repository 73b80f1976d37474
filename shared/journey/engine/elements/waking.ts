import type { Data, Subscription, Timer, Token } from '../process-state.ts';
import type { LiveScope, Run } from '../run.ts';
import { eventOf } from '../tables.ts';
import type { Node } from '../tables.ts';
import { noteKey } from '../correlation.ts';
import { nextTimer } from '../timers.ts';
import { arm, waiting } from './arming.ts';
import { fireBoundary } from './boundary-event.ts';
import { finish } from './finishing.ts';
import { catchEvent, startEventSub } from './opening.ts';

/** What holds a subscription or timer: a token, or a scope for its event sub-processes. */
export type Holder = { readonly token: Token; readonly scope: LiveScope } | { readonly token: undefined; readonly scope: LiveScope };

type Fired = Subscription | Timer;

/** Every holder with what it waits for, tokens first, oldest first. */
export function holders(run: Run): Holder[] {
  const all: Holder[] = [];
  for (const token of run.tokens)
    if (token.on !== undefined || token.timers !== undefined) all.push({ token, scope: run.scope(token.scope) });
  for (const scope of run.scopes)
    if (scope.meta.on !== undefined || scope.meta.timers !== undefined) all.push({ token: undefined, scope });
  return all;
}

export const listening = ({ token, scope }: Holder): readonly Subscription[] => (token ?? scope.meta).on ?? [];
export const timing = ({ token, scope }: Holder): readonly Timer[] => (token ?? scope.meta).timers ?? [];

/** A trigger of a holder has happened: its event goes on, once all that it needs have happened. */
export function wake(run: Run, holder: Holder, fired: Fired, payload: Data): void {
  const event = eventNode(holder, fired.by);
  if (event === undefined) return;
  const definition = eventOf(event);
  if ('on' in fired && fired.on === 'message') noteKey(run, fired.name, payload);
  const isAll = definition?.isParallelMultiple === true && (listening(holder).some((one) => one !== fired && one.by === event.id) || timing(holder).some((one) => one !== fired && one.by === event.id));
  if (isAll) {
    forget(run, holder, (one) => one === fired);
    run.writeAll(holder.scope, payload);
    return;
  }
  // Only boundaries and event sub-processes go on listening; any other event is over, whatever its definition says about interrupting.
  const stays = definition?.isInterrupting === false && (definition.place === 'boundary' || holder.token === undefined);
  if (stays) rearm(run, holder, event, fired);
  const { token, scope } = holder;
  if (token === undefined) {
    const sub = scope.table.eventSubs.find(({ start }) => start === event);
    if (sub !== undefined) startEventSub(run, scope, sub, payload);
  } else if (definition?.place === 'boundary') fireBoundary(run, event, stays ? (run.token(token.id) ?? token) : token, scope, payload);
  else wakeToken(run, token, event, scope, payload);
}

/** A non-interrupting event listens on: for messages, signals and conditions as before, for the next time of a cycle. */
function rearm(run: Run, holder: Holder, event: Node, fired: Fired): void {
  if (eventOf(event)?.isParallelMultiple === true) {
    const armed = { on: [], timers: [] };
    arm(run, event, holder.scope, undefined, armed);
    run.failure = undefined;
    forget(run, holder, (one) => one.by === event.id, armed);
    return;
  }
  if (!('due' in fired)) return;
  const next = nextTimer(fired);
  forget(run, holder, (one) => one === fired, { on: [], timers: next === undefined ? [] : [next] });
}

function forget(run: Run, holder: Holder, isGone: (one: Fired) => boolean, added: { on: Subscription[]; timers: Timer[] } = { on: [], timers: [] }): void {
  update(run, holder, {
    on: [...listening(holder).filter((one) => !isGone(one)), ...added.on],
    timers: [...timing(holder).filter((one) => !isGone(one)), ...added.timers],
  });
}

/** Gives a holder other things to wait for. */
export function update(run: Run, { token, scope }: Holder, armed: { on: Subscription[]; timers: Timer[] }): void {
  const fields = waiting(armed);
  const { on: _on, timers: _timers, ...rest } = token ?? scope.meta;
  if (token === undefined) scope.meta = { ...(rest as typeof scope.meta), ...fields };
  else run.replace(run.token(token.id) ?? token, { ...(rest as Token), ...fields });
}

function wakeToken(run: Run, token: Token, event: Node, scope: LiveScope, payload: Data): void {
  const node = run.nodeOf(token);
  if (node === undefined) return;
  if (node === event && node.op === 'receive')
    return finish(run, { node, scope, token, nth: token.nth, local: token.local, result: payload, inside: undefined });
  run.remove(token);
  if (node !== event) run.done.push(node.id);
  if (event.op === 'receive') finish(run, { node: event, scope, token: undefined, nth: undefined, local: undefined, result: payload, inside: undefined });
  else catchEvent(run, event, scope, payload);
}

function eventNode({ token, scope }: Holder, by: string): Node | undefined {
  if (token !== undefined) return scope.table.nodes.get(by);
  return scope.table.eventSubs.find(({ start }) => start.id === by)?.start;
}

/**
 * Fires conditional events whose condition has become true since it was last looked at; true when one did. A condition that
 * is not known yet, or fails, has not become true.
 */
export function lookAtConditions(run: Run): boolean {
  run.hasNews = false;
  for (const holder of holders(run)) {
    for (const one of listening(holder)) {
      if (one.on !== 'condition') continue;
      const trigger = eventNode(holder, one.by)?.triggers[one.n ?? 0];
      if (trigger?.on !== 'conditional') continue;
      const holds = run.test(trigger.condition, run.viewWith(holder.scope, holder.token?.local)) === true;
      run.failure = undefined;
      if (holds === (one.was === true)) continue;
      const { was: _, ...plain } = one;
      const seen: Subscription = holds ? { ...plain, was: true } : plain;
      update(run, holder, { on: listening(holder).map((other) => (other === one ? seen : other)), timers: [...timing(holder)] });
      run.hasNews = true;
      if (holds) wake(run, holder.token === undefined ? holder : { token: run.token(holder.token.id) ?? holder.token, scope: holder.scope }, seen, {});
      return true;
    }
  }
  return false;
}
