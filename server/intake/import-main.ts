import { parseArgs } from 'node:util';
import { isRefusal } from '../../shared/model/refusal.ts';
import { loadMapping } from '../catalog/catalog.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { identifyDemoCustomers } from '../demo/identify.ts';
import { fail } from '../fail.ts';
import { openLoop } from '../loop.ts';
import { openStore } from '../store/open-store.ts';
import { countImport } from '../store/reads/import-summary.ts';
import { armCases } from './arm-cases.ts';
import { inTimeOrder } from './event-log/in-time-order.ts';
import { openEventLog } from './event-log/open-event-log.ts';
import type { ColumnMapping } from './event-log/source-event.ts';
import { importLog } from './import-log.ts';
import { startProgress } from './progress.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    journey: { type: 'string' },
    mapping: { type: 'string' },
    columns: { type: 'string' },
    speed: { type: 'string' },
    json: { type: 'boolean', default: false },
    'demo-customers': { type: 'boolean', default: false },
  },
});

const say = (message: string): void => void process.stderr.write(`${message}\n`);

async function main(): Promise<void> {
  const [file] = positionals;
  if (file === undefined || values.journey === undefined) return fail('usage', 'npm run import -- FILE --journey NAME [--mapping FILE] [--columns JSON] [--speed N] [--json]');
  const config = readConfig(process.env);
  if (isRefusal(config)) return fail(config);
  const log = await openEventLog(file, values.columns === undefined ? {} : (JSON.parse(values.columns) as ColumnMapping));
  const store = await openStore(config, { log: say, mayJoin: true });
  if (isRefusal(store)) return fail(store);
  const loop = openLoop({
    url: store.url,
    keysFolder: config.keysFolder,
    ...(config.masterKey === undefined ? {} : { masterKey: config.masterKey }),
    report: (error, context) => say(JSON.stringify({ ...context, code: (error as { code?: string }).code ?? (error as Error).name })),
  });
  if (isRefusal(loop)) {
    await store.stop();
    return fail(loop);
  }
  const mapping = values.mapping === undefined ? loop.catalog.mappings.get(values.journey) : loadMapping(values.mapping);
  if (mapping === undefined || isRefusal(mapping)) return fail(mapping ?? 'journey_unknown', values.journey);
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  const startedAt = performance.now();
  const ordered = await inTimeOrder(log);
  const progress = startProgress({ label: 'import', unit: 'events', total: ordered.count, now: systemClock.now });
  const { journey, source, staff } = mapping.definition;
  const importedAt = performance.now();
  const { events, duplicates } = await importLog(ordered.events(), {
    desk: loop.desk, db: loop.db, mapping, known: new Set(), onProgress: (n) => progress.update(n), signal: stopped.signal,
  });
  const seconds = (performance.now() - importedAt) / 1000;
  progress.stop();
  if (values['demo-customers']) {
    const identified = await identifyDemoCustomers(loop, journey);
    if (typeof identified !== 'number') say(`the cases were not given to demo customers: ${identified.code}`);
  }
  await armCases(loop.desk, loop.db, journey);
  const rssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const counts = await countImport(loop.db, journey, source, staff.prefix);
  await loop.stop();
  await store.stop();
  if (log.problemCount() > 0) say(`${String(log.problemCount())} rows are no events; the first: ${JSON.stringify(log.problems()[0])}`);
  const { accepted, unmapped, poison, ...rest } = counts;
  const result = {
    events, accepted, duplicates, unmapped, poison, ...rest,
    seconds: Math.round(seconds * 10) / 10,
    eventsPerSecond: Math.round(events / seconds),
    rssMb,
  };
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else say(`${String(events)} events read in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ${JSON.stringify(result, null, 2)}`);
}

await main();
