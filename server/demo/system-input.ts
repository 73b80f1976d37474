import { hash } from 'node:crypto';
import type { Context, Decision, Footprint, World } from '../../shared/work/world.ts';
import type { Input } from '../desk/input.ts';

/** An input of the demo's own, behind everything that people and sources send. Its id makes it happen once. */
export function systemInput(id: string, action: string, footprint: Footprint, decide: (world: World, ctx: Context) => Decision): Input {
  return {
    id: `s:${id}`,
    lane: 'import',
    sender: 'system',
    actor: 'system',
    action,
    bodyHash: hash('sha256', id, 'buffer').subarray(0, 16),
    footprint,
    decide,
  };
}
