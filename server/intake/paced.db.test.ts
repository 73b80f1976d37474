import { afterEach, beforeEach, expect, test } from 'vitest';
import { must } from '../../shared/assert.ts';
import { systemClock } from '../clock.ts';
import { readHead } from '../store/tables/head.ts';
import { readLog } from '../store/tables/log.ts';
import type { TestLoop } from '../testing/loop.ts';
import { openTestLoop } from '../testing/loop.ts';
import { sampleEvents } from '../testing/sample-log.ts';
import type { SourceEvent } from './event-log/source-event.ts';
import { importLog } from './import-log.ts';
import type { Pace } from './paced.ts';
import { replayPace } from './paced.ts';

const day = 86_400_000;
let loop: TestLoop;

beforeEach(async () => {
  loop = await openTestLoop({ clock: systemClock });
});
afterEach(async () => loop.end());

async function* chunked(events: readonly SourceEvent[]): AsyncGenerator<SourceEvent[]> {
  for (let at = 0; at < events.length; at += 50) yield await Promise.resolve(events.slice(at, at + 50));
}

const bring = (events: readonly SourceEvent[], pace?: Pace): Promise<{ events: number; duplicates: number }> =>
  importLog(chunked(events), {
    desk: loop.desk, db: loop.db, mapping: must(loop.catalog.mappings.get('loan-log'), 'the catalog has the loan log'),
    known: new Set(), onProgress: () => undefined, ...(pace ? { pace } : {}),
  });
const replay = (events: readonly SourceEvent[]): ReturnType<typeof bring> => bring(events, replayPace(1e9, systemClock, new AbortController().signal));
const times = async (): Promise<number[]> => (await readLog(loop.db, 0, 1000)).filter(({ kind }) => kind === 'case:opened').map(({ at }) => at);

test('a log that is replayed happens while somebody watches, in its own order', async () => {
  const events = sampleEvents(200);
  const from = systemClock.now();
  expect(await replay(events)).toEqual({ events: 200, duplicates: 0 });
  const opened = await times();
  expect(opened.length).toBeGreaterThan(1);
  expect(opened.every((at) => at >= from && at <= systemClock.now())).toBe(true);
  expect(opened).toEqual(opened.toSorted((a, b) => a - b));
});

test('what was replayed is known to a second replay and to an import, and neither changes the log', async () => {
  const events = sampleEvents(120);
  await replay(events.slice(0, 70));
  // Interrupted: the rest goes on, and what is there is not waited for again.
  expect(await replay(events)).toEqual({ events: 120, duplicates: 70 });
  const head = await readHead(loop.db);
  expect(await replay(events)).toEqual({ events: 120, duplicates: 120 });
  expect(await bring(events)).toEqual({ events: 120, duplicates: 120 });
  expect(await readHead(loop.db)).toEqual(head);
});

test('a log that is imported keeps its own days', async () => {
  await bring(sampleEvents(60));
  for (const at of await times()) expect(at).toBeLessThan(systemClock.now() - day);
});

test('a replay waits as long as its speed says, and not for what is known', async () => {
  const [one] = sampleEvents(1);
  const at = (must(one, 'a log has a first event')).at;
  const made: SourceEvent[] = [];
  const chunk = [0, 200, 200, 400].map((ms, seq): SourceEvent => ({ ...must(one, 'a log has a first event'), seq, at: at + ms * 10 }));
  const startedAt = performance.now();
  for await (const ready of replayPace(10, systemClock, new AbortController().signal)(chunk)) made.push(...ready);
  expect(made.map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
  expect(performance.now() - startedAt).toBeGreaterThan(390);
});
