import { v5 } from 'uuid';

/** Name space of effects' ids (RFC 9562, version 5). */
const effectSpace = '5b1f6f0e-3f5c-5a77-9b0b-0c7a1f2d9e41';

/** The id of an effect: the same wherever the input is decided, also its idempotency key. `ordinal` counts from 0 within the input. */
export const effectIdOf = (input: string, ordinal: number): string => v5(`${input}#${String(ordinal)}`, effectSpace);

/** The id of its job in a round: a person may let an effect be sent again while its last job is still being removed. */
export const effectJobOf = (effect: string, round: number): string => (round === 0 ? effect : v5(`${effect}/${String(round)}`, effectSpace));
