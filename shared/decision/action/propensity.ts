import type { Channel } from '../../model/case.ts';
import type { ActionDefinition } from './action.ts';
import type { Because } from './decision.ts';
import type { Features } from './feature.ts';

/** How likely somebody is to take it, above 0 and up to 1, with what speaks most for that. */
export interface Propensity {
  readonly p: number;
  readonly because: readonly Because[];
}

/** Pure: the same for the same action, channel, features and draw. */
export type PropensityOf = (action: ActionDefinition, channel: Channel, features: Features, draw: number) => Propensity;

/** What is said before anything is learned. */
export const priorOf: PropensityOf = ({ propensity: { prior } }) => ({ p: prior, because: [{ id: 'prior', effect: prior }] });
