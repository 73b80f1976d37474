import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isRefusal } from '../../shared/model/refusal.ts';
import { openDatabase } from './db.ts';
import { startEmbedded } from './embedded.ts';

const disk = fs.mkdtempSync(path.join(os.tmpdir(), 'baton-disk-'));
// A small disk of our own can be made by root only.
const hasDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=150m', 'tmpfs', disk]).status === 0;

afterAll(() => {
  // Lazily: after a failure PostgreSQL may still be in there.
  if (hasDisk) spawnSync('umount', ['-l', disk]);
  fs.rmSync(disk, { recursive: true, force: true });
});

test.runIf(hasDisk)('on a full disk a write is an error, nothing confirmed is lost, and work goes on when there is room again', async () => {
  const said: string[] = [];
  const embedded = await startEmbedded({ folder: path.join(disk, 'data'), log: (message) => said.push(message) });
  if (isRefusal(embedded)) throw new Error(embedded.code);
  const db = openDatabase(embedded.url, { max: 1, applicationName: 'test' });
  const ballast = path.join(disk, 'ballast');
  fs.writeFileSync(ballast, Buffer.alloc(30_000_000));
  await db.query('CREATE TABLE kept (n int, body bytea)');
  const insert = (n: number): Promise<unknown> => db.query('INSERT INTO kept VALUES ($1, $2)', [n, randomBytes(100_000)]);

  let confirmed = 0;
  for (let isRoom = true; isRoom; ) {
    isRoom = await insert(confirmed + 1).then(
      () => true,
      () => false,
    );
    if (isRoom) confirmed++;
  }
  expect(confirmed).toBeGreaterThan(10);
  fs.rmSync(ballast);
  const read = (): Promise<unknown> =>
    db.query(`SELECT count(*) FILTER (WHERE n <= $1) AS confirmed, count(*) FILTER (WHERE n > $1 + 1) AS invented FROM kept`, [confirmed]).then(
      ({ rows }) => rows,
      () => undefined,
    );
  await expect.poll(read, { timeout: 30_000, interval: 100 }).toEqual([{ confirmed, invented: 0 }]);
  const insertWorks = (): Promise<boolean> => insert(0).then(() => true, () => false);
  await expect.poll(insertWorks, { timeout: 30_000, interval: 100 }).toBe(true);
  await db.close();
  await embedded.stop();
  expect(said.join('\n')).toContain('No space left on device');
}, 90_000);
