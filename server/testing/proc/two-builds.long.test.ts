import { afterEach, test, vi } from 'vitest';
import { endChildren } from './child-process.ts';
import { asItIs } from './part.ts';
import { twoBuildsSuite } from './two-builds-suite.ts';

vi.setConfig({ testTimeout: 120_000 });

afterEach(endChildren);

// T37, T38.
test('two releases work side by side on one database, until the newer one takes over the writing and the older stops', () => twoBuildsSuite(asItIs));
