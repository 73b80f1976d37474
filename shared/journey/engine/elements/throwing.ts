import type { Data, Token } from '../process-state.ts';
import type { LiveScope, Run } from '../run.ts';
import { eventOf } from '../tables.ts';
import type { Node, Trigger } from '../tables.ts';
import { inputsOf } from '../variables.ts';
import { correlationKey, noteKey } from '../correlation.ts';
import { keyText } from './arming.ts';
import { fireBoundary } from './boundary-event.ts';
import { compensate } from './compensation.ts';
import { startEventSub } from './opening.ts';
import { FAILED } from '../run.ts';

/** What a thrown event did to its thrower; `waits`: a token waits for compensation to end; `failed`: nothing was thrown. */
export type Thrown = 'goesOn' | 'interrupted' | 'waits' | 'failed';

/** Throws one event of an element. */
export function throwTrigger(run: Run, node: Node, scope: LiveScope, trigger: Trigger, payload: Data): Thrown {
  switch (trigger.on) {
    case 'message': {
      const key = trigger.key === undefined ? correlationKey(run, trigger.name, scope) : run.evaluate(trigger.key, run.view(scope));
      if (key === FAILED) return 'failed';
      noteKey(run, trigger.name, payload);
      const { connector } = node;
      run.requests.push({
        do: 'sendMessage', element: node.id, name: trigger.name, payload,
        ...(key === undefined ? {} : { key: keyText(key) }), ...(connector === undefined ? {} : { connector }),
      });
      return 'goesOn';
    }
    case 'signal':
      if (!trigger.isOwn) run.requests.push({ do: 'sendSignal', element: node.id, name: trigger.name, payload });
      run.signals.push({ name: trigger.name, payload });
      return 'goesOn';
    case 'error': {
      const code = trigger.code ?? '';
      if (!propagate(run, 'error', code, scope, payload)) run.end({ how: 'error', code, element: node.id });
      return 'interrupted';
    }
    case 'escalation':
      return escalate(run, node.id, trigger.code ?? '', scope, undefined, payload);
    case 'compensation': {
      const host = trigger.waits ? run.stand(node, scope) : undefined;
      compensate(run, scope, trigger.activity, host);
      return host === undefined ? 'goesOn' : 'waits';
    }
    default:
      return 'goesOn';
  }
}

/** Escalates; goes on where nobody hears it. `token`: the waiting activity that it comes out of. */
export function escalate(run: Run, element: string, code: string, scope: LiveScope, token: Token | undefined, payload: Data): Thrown {
  const caught = propagate(run, 'escalation', code, scope, payload, token);
  run.requests.push({ do: 'escalated', element, ...(code === '' ? {} : { code }), isCaught: caught !== undefined });
  return caught === undefined || eventOf(caught)?.isInterrupting === false ? 'goesOn' : 'interrupted';
}

/**
 * Looks for who catches an error or escalation, from the inside out: boundary events of the token's activity, then of each
 * scope its event sub-processes and the boundary events of the activity that holds it. An exact code goes before any code.
 * Returns the event that caught it.
 */
export function propagate(run: Run, on: 'error' | 'escalation', code: string, from: LiveScope, payload: Data, token?: Token): Node | undefined {
  const data = on === 'error' ? { ...payload, errorCode: code } : { ...payload, escalationCode: code };
  let scope: LiveScope | undefined = from;
  let host = token;
  let isOutOfEvent = false;
  while (scope !== undefined) {
    if (host !== undefined && host.nth === undefined) {
      const boundary = findCatcher(run.nodeOf(host)?.boundaries ?? [], on, code);
      if (boundary !== undefined) {
        fireBoundary(run, boundary, host, scope, withoutCode(boundary, data, payload));
        return boundary;
      }
    }
    if (!isOutOfEvent && scope.meta.kind !== 'loop') {
      const starts = scope.table.eventSubs;
      const start = starts.length === 0 ? undefined : findCatcher(starts.map((sub) => sub.start), on, code);
      const sub = starts.find((one) => one.start === start);
      if (start !== undefined && sub !== undefined && scope.meta.kind !== 'undo' && scope.meta.kind !== 'undone') {
        startEventSub(run, scope, sub, withoutCode(start, data, payload));
        return start;
      }
    }
    isOutOfEvent = scope.meta.kind === 'event';
    host = run.hostOf(scope);
    scope = scope.parent;
  }
  return undefined;
}

/** The code is there for mappings to take; without any it is no variable. */
const withoutCode = (event: Node, data: Data, payload: Data): Data => (event.outputs.length === 0 ? payload : data);

function findCatcher(events: readonly Node[], on: 'error' | 'escalation', code: string): Node | undefined {
  const catches = (wanted: string | undefined) => (event: Node): boolean =>
    event.triggers.some((trigger) => trigger.on === on && trigger.code === wanted);
  return events.find(catches(code)) ?? events.find(catches(undefined));
}

/** The payload of an event that is thrown; undefined with the failure kept. */
export const payloadOf = (run: Run, node: Node, scope: LiveScope): Data | undefined => inputsOf(run, node.inputs, scope, undefined);
