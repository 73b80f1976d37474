import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import type { Context } from './benchmark.ts';
import type { LoadSize } from './load-run.ts';
import { openLoad } from './load-run.ts';
import { measureLoad } from './load.ts';
import { measureOverload } from './overload.ts';
import { measureReconnect } from './reconnect.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'baton-load-'));
const stops: (() => Promise<void> | void)[] = [];
const calibration = { commits: 1, jsonRoundTrips: 1, socketEchoes: 1 };
const context: Context = {
  folder, eventLog: undefined, loadSeconds: 3,
  newDatabase: () => createTestDatabase(),
  calibrate: () => Promise.resolve(calibration),
  say: () => undefined,
  onStop: (stop) => void stops.push(stop),
};
const size: LoadSize = { teams: 4, peoplePerTeam: 10, waitingPerTeam: 60, heldPerTeam: 20, dueTimers: 40, commandsPerSecond: 30, eventsPerSecond: 100, servers: 1 };

afterAll(async () => {
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true, force: true });
});

test('forty people at work get every push, lose nothing at five times the load, and come back in sync after a cut', async () => {
  const stage = await openLoad(context, size);
  const results = [
    ...(await measureLoad(context, stage, size, calibration)),
    ...(await measureOverload(context, stage, size, calibration)),
    ...(await measureReconnect({ ...context, loadSeconds: 1 }, stage, { ...size }, calibration)),
  ];
  await stage.close();
  expect(results.map(({ name, mismatches }) => ({ name, mismatches }))).toEqual(
    ['command.p99', 'fanout.p99', 'overload.busy', 'reconnect.time'].map((name) => ({ name, mismatches: [] })),
  );
  expect(results[0]?.counts).toMatchObject({ commands: 90, events: 300, sockets: 40 });
}, 120_000);
