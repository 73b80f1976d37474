import path from 'node:path';
import { expect } from 'vitest';
import { parseCursor } from '../../../shared/contract/changes.ts';
import { cursorOfScope } from '../../../shared/sync/apply.ts';
import { seededRandom } from '../../demo/random.ts';
import { readHead } from '../../store/tables/head.ts';
import { plantCustomers, plantedName, runBackup, runRestore } from './backup-under-load.ts';
import { freshHashes, openFloor, verified } from './bank.ts';
import { openClerk } from './clerk.ts';
import { openKillRun } from './kill-points.ts';
import type { Part } from './part.ts';
import { startServerProcess } from './server-process.ts';

/** The suite: a backup under load, restored elsewhere; the part is the command that restores. */
export async function backupSuite(part: Part): Promise<void> {
  const run = await openKillRun();
  const data = String(run.env['BATON_DATA']);
  const keys = `${data}-keys`;
  await plantCustomers(run.database.url, keys, ['p-1', 'p-2']);
  const server = await startServerProcess({ env: run.env });
  const floor = await openFloor(server.port, 3);
  let isOver = false;
  const working = floor.work(() => isOver);
  const [before, after] = [path.join(path.dirname(data), 'before.backup'), path.join(path.dirname(data), 'after.backup')];
  const made = await runBackup(before, run.env);
  const seqThen = (await readHead(run.database.db)).seq;
  const admin = await openClerk(server.address, 'adam', 'north', seededRandom(1));
  const erased = await admin.send({ type: 'customer:erase', commandId: 'erase-p-2', customer: 'p-2', because: 'asked' });
  expect(erased).toMatchObject({ ok: true });
  admin.client.end();
  await runBackup(after, run.env);
  isOver = true;
  await working;
  expect(made['headSeq']).toBeLessThanOrEqual(seqThen);
  expect((await readHead(run.database.db)).seq).toBeGreaterThan(Number(made['headSeq']));

  // Keys that know of the erasure: p-2 stays away, all others are there.
  const elsewhere = await runRestore({ file: before, keys, part, moreKeys: [`${after}.keys`] });
  expect([await elsewhere.name('p-1'), await elsewhere.name('p-2')]).toEqual([plantedName('p-1'), 'unreadable']);
  expect((await verified(elsewhere.database.url)).problems).toEqual([]);

  // The clients' old cursors are of another log.
  const oldLog = (await readHead(run.database.db)).logId;
  await server.kill('SIGTERM');
  const second = await startServerProcess({ env: elsewhere.env });
  floor.door.lead(second.port);
  const scopes = [...new Set(floor.clerks.flatMap((clerk) => clerk.scopes))];
  const isInSync = async (): Promise<boolean> => {
    const fresh = await freshHashes(elsewhere.database.db, scopes);
    return floor.clerks.every(({ client, scopes: own }) => own.every((scope) => client.hash(scope.startsWith('me:') ? 'me' : scope) === fresh[scope]));
  };
  await expect.poll(isInSync, { timeout: part.patienceMs, interval: 200, message: 'every scope as a fresh snapshot has it' }).toBe(true);
  const logs = floor.clerks.flatMap(({ client }) => [...client.scopes.values()].map((state) => parseCursor(cursorOfScope(state) ?? '').logId));
  expect(new Set(logs)).toEqual(new Set([elsewhere.logId]));
  expect(elsewhere.logId).not.toBe(oldLog);
  await second.kill('SIGTERM');

  // The installation's own key store knows of the erasure even where the file's keys are older.
  const again = await runRestore({ file: before, keys, part, into: { data, keys } });
  expect([await again.name('p-1'), await again.name('p-2')]).toEqual([plantedName('p-1'), 'unreadable']);
  const bare = await runRestore({ file: before, keys, part, isBare: true });
  expect([await bare.name('p-1'), await bare.name('p-2')]).toEqual(['unreadable', 'unreadable']);

  await floor.end();
  for (const one of [elsewhere, again, bare, run]) await one.end();
}
