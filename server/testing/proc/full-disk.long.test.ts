import { test, vi } from 'vitest';
import { fullDiskSuite, mountSmallDisk } from './full-disk.ts';
import { asItIs } from './part.ts';

vi.setConfig({ testTimeout: 150_000 });

const disk = mountSmallDisk();
disk?.end();

// T43.
test.runIf(disk !== undefined)('on a full disk the server refuses and goes on by itself when there is room again; nothing acknowledged is lost', () => fullDiskSuite(asItIs));
