import { hash } from 'node:crypto';
import type { Context, Decision, Footprint, World } from '../../shared/work/world.ts';
import type { Input } from './input.ts';

interface SystemInput {
  /** What makes it happen once: the same id again is a duplicate. */
  readonly id: string;
  readonly action: string;
  readonly footprint: Footprint;
  readonly decide: (world: World, ctx: Context) => Decision;
  /** `system` if absent. */
  readonly actor?: string;
  /** `import`, behind everything that people and sources send, if absent. */
  readonly lane?: 'import' | 'timer';
}

/** An input of Baton's own: nobody waits for it, and it is dropped where its id is known. */
export function systemInput({ id, action, footprint, decide, actor = 'system', lane = 'import' }: SystemInput): Input {
  return { id: `s:${id}`, lane, sender: 'system', actor, action, bodyHash: hash('sha256', id, 'buffer').subarray(0, 16), footprint, decide };
}
