import type { Data, Token } from '../process-state.ts';
import { FAILED } from '../run.ts';
import type { Hop, LiveScope, Run } from '../run.ts';
import { activityOf } from '../tables.ts';
import type { Request } from '../stimulus.ts';
import type { Node } from '../tables.ts';
import { inputsOf } from '../variables.ts';
import { correlationKey, noteKey } from '../correlation.ts';
import { arm, armBoundaries, keyText, waiting } from './arming.ts';
import { finish, instance } from './finishing.ts';

type OpenWork = Extract<Request, { do: 'openWork' }>;

/** Tasks that wait for somebody: human work, a connector's answer, a decision, a message. */
export function beginTask(run: Run, { node, scope, nth, local }: Hop): void {
  const inputs = inputsOf(run, node.inputs, scope, local);
  const armed = nth === undefined ? armBoundaries(run, node, scope) : { on: [], timers: [] };
  if (inputs === undefined || armed === undefined) return;
  const heard = node.op === 'receive' ? { on: [...armed.on], timers: [...armed.timers] } : armed;
  if (node.op === 'receive' && !arm(run, node, scope, local, heard)) return;
  const asked = askFor(run, node, scope, local, inputs, run.next);
  if (!asked) return;
  const fields = waiting(heard);
  run.stand(node, scope, nth === undefined && local === undefined ? fields : { ...fields, ...instance(nth, local) });
}

/** Says what the outside must do for a task. False, with the failure kept, where that cannot be said. */
function askFor(run: Run, node: Node, scope: LiveScope, local: Data | undefined, inputs: Data, token: number): boolean {
  switch (node.op) {
    case 'work': {
      const assignee = node.assignee === undefined ? undefined : run.evaluate(node.assignee, run.viewWith(scope, local));
      if (assignee === FAILED) return false;
      const { work, team, stage, name } = node.asked;
      const request: { -readonly [K in keyof OpenWork]: OpenWork[K] } = { do: 'openWork', token, element: node.id, inputs };
      if (work !== undefined) request.work = work;
      if (team !== undefined) request.team = team;
      if (stage !== undefined) request.stage = stage;
      if (name !== undefined) request.name = name;
      if (typeof assignee === 'string') request.assignee = assignee;
      run.requests.push(request);
      return true;
    }
    case 'rule':
      run.requests.push({ do: 'askDecision', token, element: node.id, decision: activityOf(node)?.decision ?? '', inputs });
      return true;
    case 'call':
    case 'send': {
      const { connector } = node;
      if (connector === undefined) {
        run.failure = { code: 'connector_missing' };
        return false;
      }
      run.requests.push({ do: 'call', token, element: node.id, connector, inputs });
      return true;
    }
    default:
      return true;
  }
}

/** Asks again for a task that failed; its token stays, with the events around it. */
export function beginAgain(run: Run, token: Token, node: Node, scope: LiveScope): void {
  const { incident: _, ...rest } = token;
  const inputs = inputsOf(run, node.inputs, scope, token.local);
  if (inputs === undefined || !askFor(run, node, scope, token.local, inputs, token.id)) run.raiseOn(token, { again: 'begin' });
  else run.replace(token, rest);
}

/** None and empty tasks: nothing to wait for. */
export function passTask(run: Run, { node, scope, nth, local }: Hop): void {
  finish(run, { node, scope, token: undefined, nth, local, result: undefined, inside: undefined });
}

/** A send task without a connector throws its message. */
export function sendTask(run: Run, hop: Hop): void {
  const { node, scope, nth, local } = hop;
  const message = activityOf(node)?.message;
  if (node.connector !== undefined || message === undefined) {
    beginTask(run, hop);
    return;
  }
  const payload = inputsOf(run, node.inputs, scope, local);
  const key = node.key === undefined ? correlationKey(run, message.name, scope) : run.evaluate(node.key, run.viewWith(scope, local));
  if (payload === undefined || key === FAILED) return;
  noteKey(run, message.name, payload);
  run.requests.push({ do: 'sendMessage', element: node.id, name: message.name, payload, ...(key === undefined ? {} : { key: keyText(key) }) });
  finish(run, { node, scope, token: undefined, nth, local, result: undefined, inside: undefined });
}

/** A script: its value goes to the result variable, and is `result` to the output mappings. */
export function scriptTask(run: Run, { node, scope, nth, local }: Hop): void {
  const inputs = inputsOf(run, node.inputs, scope, local);
  if (inputs === undefined) return;
  const view = node.inputs.length === 0 ? run.viewWith(scope, local) : { ...run.viewWith(scope, local), ...inputs };
  const value = node.script === undefined ? undefined : run.evaluate(node.script, view);
  if (value === FAILED) return;
  const given = value === undefined ? undefined : { result: value };
  const isKept = node.resultVariable !== undefined || node.outputs.length > 0;
  finish(run, { node, scope, token: undefined, nth, local, result: isKept ? given : undefined, inside: undefined });
}
