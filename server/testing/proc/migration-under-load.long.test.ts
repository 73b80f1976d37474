import { test, vi } from 'vitest';
import { migrate } from '../../store/migrate.ts';
import { migrationUnderLoadSuite } from './migration-under-load.ts';

vi.setConfig({ testTimeout: 60_000 });

// T38.
test('while a migration waits for a long read of its table, people wait for half a second at most', () => migrationUnderLoadSuite(migrate));
