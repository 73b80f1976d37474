import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { loadJourneys } from '../../catalog/journeys.ts';
import { verify } from '../../log/verify.ts';
import type { VerifyReport } from '../../log/verify.ts';
import { readAllCases, readEntryCounts, readUnknownEffects } from '../../store/reads/simulated-day.ts';
import { startEmbedded } from '../../store/embedded.ts';
import { startDemoSystems } from '../systems/all.ts';
import type { CaseEnd } from './day-ends.ts';
import { endsOf } from './day-ends.ts';
import { dayMs, dayStart } from './day-plan.ts';
import type { DayServer } from './day-server.ts';
import { startDayServer } from './day-server.ts';
import { openDayStore } from './day-store.ts';
import { openDoors } from './doors.ts';
import type { DayCounts } from './simulated-day.ts';
import { playDay } from './simulated-day.ts';
import type { BadHour } from './weather-plan.ts';
import { badHoursOf, killsOf } from './weather-plan.ts';

export interface RunOptions {
  readonly seed: number;
  readonly customers: number;
  /** How often the server and how often its database are killed. */
  readonly kills?: number;
  readonly onMoment?: (at: number) => void;
  readonly logLevel?: string;
}

export interface DayResult {
  readonly counts: DayCounts;
  readonly factor: number;
  readonly ends: readonly CaseEnd[];
  readonly badHours: readonly BadHour[];
  /** Keys of cases of which an effect is unknown. */
  readonly unknown: readonly { readonly key: string; readonly connector: string }[];
  readonly entries: readonly { readonly kind: string; readonly code: string | null; readonly count: number }[];
  readonly verified: VerifyReport;
  /** What servers have written. */
  readonly said: string;
}

/** Plays a simulated day on a server and a database of its own, in a folder that is gone afterwards. */
export async function runDay({ seed, customers, kills = 0, onMoment, logLevel = 'warn' }: RunOptions): Promise<DayResult> {
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) throw new Error(`${journeys.code} ${JSON.stringify(journeys.params)}`);
  const top = mkdtempSync(path.join(os.tmpdir(), 'baton-day-'));
  chmodSync(top, 0o755);
  const dataFolder = path.join(top, 'data');
  const badHours = badHoursOf(seed);
  const systems = await startDemoSystems(seed);
  const connectors = [...systems.addresses].map(([name, address]) => `${name}=${address}`).join(' ');
  const store = openDayStore(dataFolder);
  const doors = openDoors();
  let now = dayStart;
  let said = '';
  let serverKills = 0;
  let starting: Promise<DayServer> | undefined;
  let isEnding = false;

  const start = async (): Promise<DayServer> => {
    const server = await startDayServer({ dataFolder, connectors, now, customers, logLevel });
    doors.lead(server.address, server.sourceKeys);
    void server.ended.then(() => {
      said += server.said();
      if (isEnding) return;
      serverKills += 1;
      // Whoever waits for an answer waits for the next server.
      starting = start();
      starting.catch(() => undefined);
    });
    return server;
  };
  starting = start();
  try {
    await starting;
    const counts = await playDay({
      seed, customers, journeys, store, doors, systems, badHours, kills: killsOf(seed, kills, badHours),
      server: () => starting ?? start(),
      onMoment: (at) => {
        now = at;
        onMoment?.(at);
      },
    });
    counts.serverKills = serverKills;
    const [rows, unknown, entries, verified] = [
      await store.ask(readAllCases), await store.ask(readUnknownEffects), await store.ask(readEntryCounts),
      await store.ask((db) => db.transaction((client) => verify(client), 'repeatable read, read only')),
    ];
    const ends = endsOf(rows, journeys, systems.systems);
    const keys = new Map(ends.map(({ id, key }) => [id, key]));
    return {
      counts, ends, badHours, entries, verified, said,
      // Its last cases run over into the next day, in which nothing else happens: that is not counted as simulated.
      factor: dayMs / counts.realMs,
      unknown: unknown.map(({ case: id, connector }) => ({ key: keys.get(id) ?? id, connector })),
    };
  } finally {
    isEnding = true;
    doors.stop();
    await store.stop();
    const server = await starting.catch(() => undefined);
    await server?.stop();
    await endDatabase(dataFolder);
    await systems.stop();
    rmSync(top, { recursive: true, force: true });
  }
}

/** A server that could not stop leaves its database behind; who opens the folder again may end it. */
async function endDatabase(folder: string): Promise<void> {
  const embedded = await startEmbedded({ folder, log: () => undefined }).catch(() => undefined);
  if (embedded && !isRefusal(embedded)) await embedded.stop();
}
