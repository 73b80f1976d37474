import { afterEach, test } from 'vitest';
import { endChildren } from './child-process.ts';
import { fakeTimeLibrary, fakeTimeSuite } from './faketime.ts';
import { asItIs } from './part.ts';

afterEach(endChildren);

// T31 with the system's own clock, where the machine has libfaketime: the wall clock jumps, what has really passed does not.
test.runIf(fakeTimeLibrary !== undefined)('the production server under a clock that jumps breaks no promise early, loses none and doubles none', () => fakeTimeSuite(asItIs));
