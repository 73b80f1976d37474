import { builtinNames } from './builtins.ts';
import { KnownNames } from './names.ts';

/** Names of several words that FEEL itself has: of functions, and of properties of ranges and temporal values. */
export const ownNames = new KnownNames();
for (const name of builtinNames) ownNames.add(name, true);
for (const name of ['time offset', 'start included', 'end included']) ownNames.add(name);
