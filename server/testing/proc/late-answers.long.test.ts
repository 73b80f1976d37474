import { test, vi } from 'vitest';
import { openLateAnswers } from './late-answers.ts';
import { asItIs } from './part.ts';
import { takeSteps } from './steps.ts';

vi.setConfig({ testTimeout: 150_000 });

// T03, T21, T22, T42.
test('who slept is refused by the row, who lost an answer is told it again, and what is sent again does nothing more', async () => takeSteps(await openLateAnswers(asItIs)));
