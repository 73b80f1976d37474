import { assert } from '../../../assert.ts';
import type { ProcessDefinition } from '../../process.ts';
import { Player } from './player.ts';
import { renderGraph } from './render-graph.ts';
import type { Graph } from './render-graph.ts';
import { TokenGame } from './token-game.ts';
import type { Verdict } from './token-game.ts';

const limits = { transitions: 400, tokens: 80, inputs: 25 };

/** The engine's verdict on a graph, served as the token game serves it. */
function engineVerdict(process: ProcessDefinition, data: Readonly<Record<string, unknown>>): Verdict {
  const player = new Player(process);
  player.options = limits;
  player.start(data);
  const heard = new Set<number>();
  for (let inputs = 0; ; inputs += 1) {
    const { state, requests } = player;
    assert(state !== undefined, 'it was started');
    if (requests.some((request) => request.do === 'runaway')) return { how: 'runaway' };
    assert(player.incidents.length === 0, `nothing goes wrong: ${player.incidents.join(' ')}`);
    if (state.ended !== undefined) return { how: state.ended.how === 'completed' ? 'completed' : 'terminated' };
    for (const request of requests)
      if (request.do === 'stuck') return { how: 'stuck', joins: request.joins.map(({ element, missing }) => `${element}: ${[...missing].sort().join(' ')}`).sort() };
    const waiting = state.tokens.filter(({ flow }) => flow === undefined);
    const served = waiting.find(({ at, on }) => player.process.root.nodes.get(at)?.op === 'work' || on?.some(({ by }) => by.startsWith('comes')));
    if (served === undefined || inputs >= limits.inputs) return { how: 'waits', elements: waiting.map(({ at }) => at).sort() };
    const [event] = (served.on ?? []).filter(({ by }) => by.startsWith('comes'));
    const boundary = process.nodes.find(({ id }) => id === event?.by);
    const isBeside = boundary?.kind === 'event' && boundary.place === 'boundary' && !boundary.isInterrupting;
    if (event !== undefined && !(isBeside && heard.has(served.id))) {
      player.message(event.by);
      heard.add(served.id);
    } else player.give({ type: 'complete', token: served.id });
  }
}

/** Fails where the engine and the token game do not agree. Counts verdicts and the kinds of nodes they were given on. */
export function checkGraph(graph: Graph, data: Readonly<Record<string, unknown>>, verdicts: Map<string, number>, kinds: Map<string, number>): void {
  const process = renderGraph(graph);
  const ours = engineVerdict(process, data);
  const theirs = new TokenGame(process, data, limits).play();
  assert(JSON.stringify(ours) === JSON.stringify(theirs), `the engine says ${JSON.stringify(ours)}, the token game ${JSON.stringify(theirs)}`);
  verdicts.set(ours.how, (verdicts.get(ours.how) ?? 0) + 1);
  for (const kind of graph.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}
