import type { Node } from '../tables.ts';
import { dueTimers, waitsFor } from '../read-state.ts';
import type { Stimulus } from '../stimulus.ts';
import type { Player } from './player.ts';

/** Everything that may happen to the process now, that which brings it nearer to its end first. */
export function possible(player: Player): Stimulus[] {
  const { state, process } = player;
  if (state === undefined || state.ended !== undefined) return [];
  const nodes = new Map<string, Node>(process.nodes.map((node) => [node.id, node]));
  const all: Stimulus[] = [];
  for (const { id, at, flow, nth, incident } of state.tokens) {
    const node = nodes.get(at);
    const isTask = node !== undefined && ['work', 'call', 'send', 'rule'].includes(node.op);
    if (isTask && flow === undefined && incident === undefined && (node.loop === undefined || nth !== undefined)) all.push({ type: 'complete', token: id, data: { result: 1 } });
  }
  for (const { host, kind, ending } of state.scopes) if (kind === 'adHoc' && host !== undefined && ending === undefined) all.push({ type: 'endAdHoc', token: host });
  // What a token waits for itself goes before events beside it, which could come for ever.
  const isOwn = ({ holder, by }: { holder: number; by: string }): boolean => state.tokens.some(({ id, at }) => id === holder && (at === by || nodes.get(at)?.op === 'eventGateway'));
  const events = waitsFor(state).map((one): { isOwn: boolean; stimulus: Stimulus } => ({ isOwn: isOwn(one), stimulus: one.on === 'message' ? { type: 'message', name: one.name } : { type: 'signal', name: one.name } }));
  const timers = dueTimers(state).map((timer): { isOwn: boolean; stimulus: Stimulus } => ({ isOwn: isOwn({ holder: timer.holder, by: timer.element }), stimulus: { type: 'timer', ...timer } }));
  for (const own of [true, false]) for (const one of [...events, ...timers]) if (one.isOwn === own) all.push(one.stimulus);
  for (const scope of state.scopes) {
    if (scope.kind !== 'adHoc' || scope.host === undefined || scope.ending !== undefined) continue;
    const { host } = scope;
    const [first] = nodes.get(scope.of)?.inner?.list ?? [];
    if (first !== undefined && state.tokens.every((token) => token.scope !== scope.id)) all.push({ type: 'addAdHoc', token: host, activity: first.id });
  }
  for (const token of state.tokens) {
    const node = nodes.get(token.at);
    if (node !== undefined && node.op === 'work' && token.nth === undefined && node.boundaries.some(({ triggers }) => triggers.some(({ on }) => on === 'error'))) all.push({ type: 'fail', token: token.id, code: 'any' });
  }
  return all;
}

/** Gives inputs that the choices pick until nothing is left to give, or too many were given; returns how many. */
export function drive(player: Player, choices: readonly number[], limit: number): number {
  for (let count = 0; count < limit; count += 1) {
    const all = possible(player);
    const choice = choices[count % Math.max(1, choices.length)] ?? 0;
    // Late in a run only what brings it nearer to its end, or events that do not end anything could go on for ever.
    const picked = all[count > limit / 2 ? 0 : choice % Math.max(1, all.length)];
    if (picked === undefined) return count;
    if (picked.type === 'timer') player.now = Math.max(player.now, picked.due);
    player.give(picked);
  }
  return limit;
}
