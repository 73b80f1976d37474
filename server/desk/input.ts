import type { Answer } from '../../shared/contract/answer.ts';
import type { Context, Decision, Footprint, World } from '../../shared/work/world.ts';

/** `people` are commands; `rest` are timers and effect results before events before imports. */
export type Lane = 'people' | 'timer' | 'event' | 'import';

/** Whatever comes in: a customer event, a staff command, a due timer, a connector's result. */
export interface Input {
  /** Its id in the ledger: `c:` command, `e:` event, `t:` timer, `f:` effect result, `s:` system. */
  readonly id: string;
  readonly lane: Lane;
  readonly sender: string;
  readonly bodyHash: Buffer;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly device?: string;
  /** What it does, for refusals. */
  readonly action: string;
  readonly footprint: Footprint;
  /** Milliseconds UTC of an observed event, whose decision is made at that time. */
  readonly at?: number;
  /** Where it is held when it throws, with the text it can be made from again. */
  readonly holds?: { readonly source: string; readonly case: string; readonly body: () => string };
  /** The held input that this one runs again; it must be the first held of its source and case. */
  readonly unholds?: string;
  /** The timer row that must still be there. */
  readonly timer?: string;
  readonly decide: (world: World, ctx: Context) => Decision;
}

/** An input on its way, with whoever waits for the answer. */
export interface Waiting {
  readonly input: Input;
  readonly since: number;
  readonly answer: (answer: Answer) => void;
  /** Raised by each `Needs`; at 3 it goes alone. */
  tries: number;
  extra: Footprint[];
}
