import { test, vi } from 'vitest';
import { openClockSteps } from './clock-jumps.ts';
import { asItIs } from './part.ts';
import { takeSteps } from './steps.ts';

vi.setConfig({ testTimeout: 150_000 });

// T31.
test('a clock that jumps breaks no promise early, loses no timer, stops the inputs while it is wrong, and leaves a sound log', async () => takeSteps(await openClockSteps(asItIs)));
