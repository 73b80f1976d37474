// A process of its own: imports one event log several times over, each pass under other case ids and shifted by a year.
import { isRefusal } from '../../shared/model/refusal.ts';
import { armCases } from '../intake/arm-cases.ts';
import type { SourceEvent } from '../intake/event-log/source-event.ts';
import { openEventLog } from '../intake/event-log/open-event-log.ts';
import { importLog } from '../intake/import-log.ts';
import { openLoop } from '../loop.ts';
import type { Pass } from './import-passes.ts';

const [url = '', keysFolder = '', file = '', journey = '', passes = '0'] = process.argv.slice(2);
/** 52 weeks: weekdays stay, so that each pass asks the calendars the same. */
const yearMs = 364 * 24 * 60 * 60 * 1000;

async function* shifted(chunks: AsyncIterable<SourceEvent[]>, pass: number): AsyncGenerator<SourceEvent[]> {
  for await (const chunk of chunks)
    yield chunk.map((event) => ({ ...event, caseId: `${event.caseId}-${String(pass)}`, at: event.at + pass * yearMs }));
}

const loop = openLoop({ url, keysFolder, report: (error) => console.error(error) });
if (isRefusal(loop)) throw new Error(JSON.stringify(loop));
const mapping = loop.catalog.mappings.get(journey);
if (!mapping || isRefusal(mapping)) throw new Error(`the mapping of ${journey} is not there`);
const log = await openEventLog(file);

let peakRss = 0;
const watch = setInterval(() => (peakRss = Math.max(peakRss, process.memoryUsage.rss())), 50);
const known = new Set<string>();
for (let pass = 1; pass <= Number(passes); pass++) {
  peakRss = process.memoryUsage.rss();
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const { events } = await importLog(shifted(log.events(), pass), { desk: loop.desk, db: loop.db, mapping, known, onProgress: () => undefined });
  await armCases(loop.desk, loop.db, journey);
  const { user, system } = process.cpuUsage(cpu);
  const report: Pass = {
    pass, events, seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6, rssMb: peakRss / 1024 / 1024,
  };
  process.send?.(report);
}
clearInterval(watch);
await loop.stop();
process.disconnect?.();
