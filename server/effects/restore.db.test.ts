import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { EffectRow } from '../store/tables/effects.ts';
import { systemClock } from '../clock.ts';
import { connectors } from '../connectors/all.ts';
import { startDemoSystems } from '../demo/systems/all.ts';
import { backup } from '../store/backup.ts';
import { openKeyStore } from '../store/keys/key-store.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { readMigrations } from '../store/migrate.ts';
import { restore } from '../store/restore.ts';
import { insertEffects } from '../store/tables/effects.ts';
import type { TestDatabase } from '../testing/database.ts';
import { createTestDatabase } from '../testing/database.ts';
import { onlyNoted, openEffects } from './open-effects.ts';

let source: TestDatabase;
let target: TestDatabase;
let folder: string;
let keys: KeyStore;

beforeEach(async () => {
  source = await createTestDatabase();
  target = await createTestDatabase({ isEmpty: true });
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-effects-'));
  const opened = openKeyStore({ folder: path.join(folder, 'keys'), masterKey: '5a'.repeat(32), clock: systemClock });
  if (isRefusal(opened)) throw new Error(opened.code);
  keys = opened;
});
afterEach(async () => {
  keys.close();
  await source.drop();
  await target.drop();
  fs.rmSync(folder, { recursive: true, force: true });
});

it('a restored backup sends again only what may be sent twice; of the rest it asks systems, and then people', async () => {
  const demo = await startDemoSystems();
  const customer = { customer: 'p-1' };
  const bodies: [string, string, object][] = [
    ['kyc', 'identify', customer],
    ['aml', 'screen', customer],
    ['messages', 'send', { ...customer, channel: 'sms', template: 'hello' }],
  ];
  const ids = bodies.map((_, n) => `00000000-0000-5000-8000-00000000000${String(n)}`);
  const progress = (key: string): string => JSON.stringify({ route: 0, tries: 0, inDoubt: false, since: systemClock.now(), key });
  const rows = bodies.map(([connector, operation, body], n): Pick<EffectRow, 'id' | 'connector' | 'case' | 'request' | 'progress'> => ({
    id: ids[n] ?? '', connector, case: 'k-1', request: JSON.stringify({ operation, body }), progress: progress(ids[n] ?? ''),
  }));
  await insertEffects(source.db, rows);
  const file = path.join(folder, 'monday');
  expect(isRefusal(await backup({ url: source.url, file, keyStore: keys, clock: systemClock }))).toBe(false);

  // After the backup the old server sends them all, and is lost.
  const run = async (url: string): Promise<Record<string, string>> => {
    const found: Record<string, string> = {};
    const effects = await openEffects({ url, clock: systemClock, connectors, report: (error) => { throw error; } });
    const worker = effects.start({
      keys, onResult: onlyNoted, takesInputs: () => true, addressOf: (name) => demo.addresses.get(name),
      desk: { onCommit: () => undefined, submit: (input) => Promise.resolve((found[input.sender] = input.action)).then(() => ({ ok: true, seq: 1 })) },
    });
    await expect.poll(() => Object.keys(found).length, { timeout: 15_000 }).toBe(3);
    await worker.stop();
    await effects.stop();
    return found;
  };
  const allDone = { 'connector:kyc': 'effect:done', 'connector:aml': 'effect:done', 'connector:messages': 'effect:done' };
  expect(await run(source.url)).toEqual(allDone);
  expect(isRefusal(await restore({ url: target.url, file, keyStore: keys, migrations: await readMigrations(), log: () => undefined }))).toBe(false);
  expect(await run(target.url)).toEqual({ ...allDone, 'connector:messages': 'effect:failed' });
  expect(demo.systems.flatMap((system) => system.applied()).map(({ times }) => times)).toEqual([1, 1, 1]);
  await demo.stop();
});
