import { afterEach, test, vi } from 'vitest';
import { backupSuite } from './backup-suite.ts';
import { endChildren } from './child-process.ts';
import { asItIs } from './part.ts';

vi.setConfig({ testTimeout: 180_000 });

afterEach(endChildren);

test('a backup under load is restored elsewhere: sound, with the names but for the erased, and clients resync on the new log', () => backupSuite(asItIs));
