import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { toNdjson } from '../../intake/event-log/testing-formats.ts';
import { readHead } from '../../store/tables/head.ts';
import { createTestDatabase } from '../database.ts';
import { sampleEvents } from '../sample-log.ts';
import { makeDataFolder, removeFolder, verified } from './bank.ts';
import { startChild } from './child-process.ts';
import type { Child } from './child-process.ts';
import type { Part } from './part.ts';
import { asItIs } from './part.ts';

interface Imported {
  /** What the importer counted in the store, without what is of the run. */
  readonly counts: Record<string, unknown>;
  readonly duplicates: number;
  /** Entries of the log, which `verify` found sound. */
  readonly entries: number;
}

/** Imports a log of so many events, killed at the given shares of it and started again each time. */
export async function importWithKills(events: number, kills: readonly number[], { env }: Part = asItIs): Promise<Imported> {
  const database = await createTestDatabase();
  const folder = makeDataFolder();
  const file = path.join(folder.top, 'log.ndjson');
  writeFileSync(file, toNdjson(sampleEvents(events)));
  const start = (): Child =>
    startChild({ script: 'server/intake/import-main.ts', args: [file, '--journey', 'loan-log', '--json'], env: { DATABASE_URL: database.url, BATON_DATA: folder.data, ...env } });
  try {
    for (const share of kills) {
      const importer = start();
      while ((await readHead(database.db)).seq < share * events) await wait(5);
      await importer.kill();
      // The killed one's last batch may still be on its way in the database.
      expect(await importer.ended).toBe('SIGKILL');
    }
    const last = start();
    expect(await last.ended, last.said()).toBe(0);
    const said = JSON.parse(last.said().slice(last.said().lastIndexOf('{"events"'))) as Record<string, number>;
    const { duplicates = 0, seconds: _s, eventsPerSecond: _e, rssMb: _r, ...counts } = said;
    const report = await verified(database.url);
    expect(report.problems).toEqual([]);
    expect(report.seq).toBe(report.entries);
    return { counts, duplicates, entries: report.entries };
  } finally {
    await database.drop();
    removeFolder(folder.top);
  }
}

/** The suite: an import killed at some shares and started again ends as one that nobody disturbed. */
export async function killImportSuite(part: Part, events: number, kills: readonly number[]): Promise<{ duplicates: number }> {
  const whole = await importWithKills(events, [], part);
  const killed = await importWithKills(events, kills, part);
  expect(whole.duplicates).toBe(0);
  expect(killed).toEqual({ ...whole, duplicates: expect.any(Number) as number });
  return { duplicates: killed.duplicates };
}
