import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { must } from '../../../shared/assert.ts';
import { pgdataIn, runningUrl } from '../../store/embedded-folder.ts';
import { stopOrphan } from '../../store/embedded-orphan.ts';
import type { Floor } from './bank.ts';
import { makeDataFolder, openFloor, removeFolder } from './bank.ts';
import { endChildren } from './child-process.ts';
import { prepareEmbeddedBank } from './kill-postgres.ts';
import type { Part } from './part.ts';
import { expectRecovered } from './recovered.ts';
import { startServerProcess } from './server-process.ts';

export interface SmallDisk {
  readonly folder: string;
  end(): void;
}

/** A small disk of our own, which only root can make; undefined for others. */
export function mountSmallDisk(): SmallDisk | undefined {
  const { top } = makeDataFolder();
  const folder = path.join(top, 'disk');
  mkdirSync(folder, { mode: 0o755 });
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=150m,mode=755', 'tmpfs', folder]).status === 0;
  const end = (): void => {
    if (isMounted) spawnSync('umount', [folder]);
    removeFolder(top);
  };
  if (isMounted) return { folder, end };
  end();
  return undefined;
}

/** The suite: a server whose disk is full refuses and goes on when there is room again. */
export async function fullDiskSuite(part: Part): Promise<void> {
  const small = must(mountSmallDisk(), 'a small disk can be made');
  const disk = small.folder;
  let floor: Floor | undefined;
  try {
    const prepared = await prepareEmbeddedBank();
    // With owners and modes: the database is another user's.
    expect(spawnSync('cp', ['-a', prepared.data, prepared.keys, disk]).status).toBe(0);
    removeFolder(prepared.top);
    const data = path.join(disk, 'data');
    const server = await startServerProcess({ env: { BATON_DATA: data, ...part.env } });
    floor = await openFloor(server.port, 4);
    const { clerks } = floor;
    let isOver = false;
    const working = floor.work(() => isOver);
    const answered = (): number => clerks.reduce((sum, { sent }) => sum + sent.length, 0);
    await expect.poll(answered, { timeout: 30_000 }).toBeGreaterThan(30);

    const ballast = path.join(disk, 'ballast');
    const free = Number(/\s(\d+)\s+\d+%/.exec(spawnSync('df', ['-k', disk]).stdout.toString())?.[1] ?? 0);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, free - 300) * 1024));
    // Full is when nobody gets an answer any more.
    const clerk = must(clerks[0], 'there are clerks');
    const text = 'x'.repeat(4000);
    const tryOne = async (n: number): Promise<string> => {
      const answer = (await clerk.client.socket.timeout(1500).emitWithAck('command', { type: 'note:add', commandId: `full-${String(n)}`, case: 'case-1', text }).catch(() => ({ ok: false, code: 'no answer' }))) as { ok: boolean; code?: string };
      return answer.ok ? 'ok' : (answer.code ?? '');
    };
    const heard = new Set<string>();
    for (let n = 0; n < 400 && !heard.has('unavailable') && !heard.has('no answer'); n++) heard.add(await tryOne(n));
    expect([...heard].some((code) => code === 'unavailable' || code === 'no answer')).toBe(true);
    expect(server.process.exitCode).toBeNull();

    rmSync(ballast);
    const before = answered();
    await expect.poll(answered, { timeout: 2 * part.patienceMs, interval: 100, message: 'answers after there was room again' }).toBeGreaterThan(before + 30);
    isOver = true;
    await working;
    await expectRecovered(must(runningUrl(data), 'PostgreSQL runs again'), floor, { aside: 'full-' });
    await server.kill('SIGTERM');
  } finally {
    await floor?.end();
    await endChildren();
    // One that gave up has left its PostgreSQL behind.
    await stopOrphan(pgdataIn(path.join(disk, 'data')), () => undefined);
    small.end();
  }
}
