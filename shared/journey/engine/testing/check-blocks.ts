import { assert } from '../../../assert.ts';
import type { NodeDefinition } from '../../process.ts';
import { drive } from './drive.ts';
import { Player } from './player.ts';
import { kindOf, renderBlocks } from './render-blocks.ts';
import type { Block } from './render-blocks.ts';

const INPUTS = 600;

/** Every kind of element that block-structured processes are made of. */
const kinds = [
  'exclusive gateway', 'parallel gateway', 'inclusive gateway', 'complex gateway', 'event gateway',
  'none', 'user', 'manual', 'service', 'send', 'receive', 'script', 'businessRule', 'none loop', 'user loop', 'none sequential', 'user sequential', 'none parallel', 'user parallel',
  'subProcess', 'subProcess loop', 'subProcess sequential', 'subProcess parallel', 'transaction', 'adHoc', 'call',
  'start none', 'start message', 'start timer', 'start signal', 'start compensation', 'end none', 'end error', 'end escalation', 'end terminate', 'end cancel',
  'throw none', 'throw message', 'throw signal', 'throw escalation', 'throw link', 'throw compensation',
  'catch message', 'catch timer', 'catch signal', 'catch conditional', 'catch link', 'catch multiple', 'catch parallel multiple',
  'boundary message', 'boundary timer', 'boundary signal', 'boundary error', 'boundary escalation', 'boundary cancel',
  'boundary beside message', 'boundary beside timer', 'boundary beside signal', 'boundary beside escalation',
];

/** Plays one model to its end; fails where it does not complete. Counts the kinds of elements that were completed. */
export function checkBlocks(block: Block, data: Readonly<Record<string, unknown>>, choices: readonly number[], seen: Map<string, number>): void {
  for (const kind of kinds) if (!seen.has(kind)) seen.set(kind, 0);
  const { process, pairs, isInterrupted } = renderBlocks(block);
  const player = new Player(process);
  player.start(data);
  const inputs = drive(player, choices, INPUTS);
  assert(player.how === 'completed', `it completes, but after ${String(inputs)} inputs stands at ${player.at.join(' ')} ${player.how ?? ''} ${JSON.stringify(player.requests)}`);
  assert(player.state?.tokens.length === 0 && player.state.scopes.length === 1, 'nothing is left when it is over');
  const times = (element: string): number => player.done.filter((id) => id === element).length;
  if (!isInterrupted) for (const [split, join] of pairs) assert(times(split) === times(join), `${split} was left as often as ${join} was`);
  const definitions = new Map<string, NodeDefinition>(player.process.nodes.map(({ id, definition }) => [id, definition]));
  for (const id of player.done) {
    const definition = definitions.get(id);
    if (definition === undefined) continue;
    const kind = kindOf(definition);
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
}
