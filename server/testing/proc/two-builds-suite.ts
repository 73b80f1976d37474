import { expect } from 'vitest';
import { clerkNames, makeDataFolder, openFloor, removeFolder } from './bank.ts';
import { startChild } from './child-process.ts';
import { openKillRun } from './kill-points.ts';
import type { Part } from './part.ts';
import { expectRecovered } from './recovered.ts';
import { startServerProcess } from './server-process.ts';
import { makeNextBuild } from './two-builds.ts';

/** The suite: two releases on one database, one after the other writing; the part is the older one. */
export async function twoBuildsSuite(part: Part): Promise<void> {
  const run = await openKillRun();
  const folder = makeDataFolder();
  makeNextBuild(folder.top);
  const script = 'server/testing/proc/server-main.ts';
  const older = await startServerProcess({ env: { ...run.env, ...part.env } });
  const [there, other] = [await openFloor(older.port, 1, clerkNames.slice(0, 3)), await openFloor(older.port, 2, clerkNames.slice(3))];
  const floor = { ...there, clerks: [...there.clerks, ...other.clerks] };
  let isOver = false;
  const working = Promise.all([there, other].map((one) => one.work(() => isOver)));

  // The newer one migrates under the older one's load.
  const newer = await startServerProcess({ env: run.env, root: folder.top, script, isTold: true });
  other.door.lead(newer.port);
  other.door.cut();
  const claims = async (): Promise<{ keen: number; plain: number }> => {
    const { rows } = await run.database.db.query<{ keen: number; plain: number }>({
      text: `select count(*) filter (where body like '%"mood":"keen"%')::int as keen, count(*) filter (where body not like '%mood%')::int as plain from log where kind = 'task:claimed'`,
    });
    return rows[0] ?? { keen: 0, plain: 0 };
  };
  const begun = await claims();
  await expect.poll(async () => {
    const now = await claims();
    return now.keen > 5 && now.plain > begun.plain + 5;
  }, { timeout: 60_000, interval: 100 }).toBe(true);

  // Both have written the same tasks by now; the older one has read what it does not know.
  const { rows } = await run.database.db.query<{ tasks: number }>({
    text: `select count(*)::int as tasks from (select task from log where kind = 'task:claimed' group by task
      having bool_or(body like '%mood%') and bool_or(body not like '%mood%')) as mixed`,
  });
  expect(rows[0]?.tasks).toBeGreaterThan(0);
  expect(older.process.exitCode).toBeNull();

  // Release N + 1 raises the number with its contracting migration: the older one may write no more.
  await run.database.db.query({ text: 'update head set writer_version = 2' });
  let status: number | string | undefined;
  void older.ended.then((ended) => (status = ended));
  await expect.poll(() => status, { timeout: part.patienceMs, message: 'the older release has stopped' }).toBe(1);
  expect(older.said()).toMatch(/database_newer: The database is at version 2, this release knows 1\. Start the newer release\./);
  isOver = true;
  there.door.lead(newer.port);
  await working;
  // The older release's `verify` says that it does not know the column, and finds nothing else.
  await expectRecovered(run.database.url, floor, { problems: [expect.objectContaining({ what: 'tasks.column', detail: 'the column mood is unknown' })] });

  // An older release does not start on the newer schema.
  const restarted = startChild({ env: run.env });
  expect(await restarted.ended).toBe(1);
  expect(restarted.said()).toContain('database_newer');
  for (const one of [there, other]) await one.end();
  await newer.kill('SIGTERM');
  await run.end();
  removeFolder(folder.top);
}
