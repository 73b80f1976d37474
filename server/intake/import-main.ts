import { parseArgs } from 'node:util';
import type { CompiledMapping } from '../../shared/journey/compile-mapping.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal, refuse } from '../../shared/model/refusal.ts';
import { loadMapping } from '../catalog/catalog.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { identifyDemoCustomers } from '../demo/identify.ts';
import { fail } from '../fail.ts';
import type { Loop } from '../loop.ts';
import { openLoop } from '../loop.ts';
import { openStore } from '../store/open-store.ts';
import { countImport } from '../store/reads/import-summary.ts';
import { armCases } from './arm-cases.ts';
import { aheadMs } from './cloud-events.ts';
import { readColumns } from './event-log/column-mapping.ts';
import { EventLogRefused } from './event-log/event-log-refused.ts';
import { inTimeOrder } from './event-log/in-time-order.ts';
import type { EventLog } from './event-log/open-event-log.ts';
import { openEventLog } from './event-log/open-event-log.ts';
import { importLog } from './import-log.ts';
import { replayPace } from './paced.ts';
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

type Opened = { readonly loop: Loop; readonly mapping: CompiledMapping; readonly stop: () => Promise<void> };

/** Opens the store and the loop beside a running server, or alone. */
async function open(journey: string): Promise<Opened | Refusal> {
  const config = readConfig(process.env);
  if (isRefusal(config)) return config;
  const store = await openStore(config, { log: say, mayJoin: true });
  if (isRefusal(store)) return store;
  const loop = openLoop({
    url: store.url,
    keysFolder: config.keysFolder,
    ...(config.masterKey === undefined ? {} : { masterKey: config.masterKey }),
    report: (error, context) => say(JSON.stringify({ ...context, code: (error as { code?: string }).code ?? (error as Error).name })),
  });
  const mapping = isRefusal(loop) ? loop : values.mapping === undefined ? loop.catalog.mappings.get(journey) : loadMapping(values.mapping);
  const stop = async (): Promise<void> => {
    if (!isRefusal(loop)) await loop.stop();
    await store.stop();
  };
  if (!isRefusal(loop) && mapping !== undefined && !isRefusal(mapping)) return { loop, mapping, stop };
  await stop();
  return mapping !== undefined && isRefusal(mapping) ? mapping : refuse('journey_unknown', { journey });
}

async function run({ loop, mapping }: Opened, log: EventLog, speed: number | undefined): Promise<void> {
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort(refuse('interrupted', { next: 'run the same import again: it goes on where it stopped' })));
  const ordered = await inTimeOrder(log);
  const progress = startProgress({ label: 'import', unit: 'events', total: ordered.count, now: systemClock.now });
  const { journey, source, staff } = mapping.definition;
  const startedAt = performance.now();
  if (speed !== undefined) say(`replayed at ${String(speed)} times its pace: each event is given the time at which it is replayed, so the log's own days are not kept`);
  const { events, duplicates } = await importLog(ordered.events(), {
    desk: loop.desk, db: loop.db, mapping, known: new Set(), onProgress: (n) => progress.update(n), signal: stopped.signal,
    ...(speed === undefined ? {} : { pace: replayPace(speed, systemClock, stopped.signal) }),
  }).finally(() => progress.stop());
  const seconds = (performance.now() - startedAt) / 1000;
  if (values['demo-customers']) {
    const identified = await identifyDemoCustomers(loop, journey);
    if (typeof identified !== 'number') say(`the cases were not given to demo customers: ${identified.code}`);
  }
  await armCases(loop.desk, loop.db, journey);
  const rssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const { accepted, unmapped, poison, ...rest } = await countImport(loop.db, journey, source, staff.prefix);
  if (log.problemCount() > 0) say(`${String(log.problemCount())} rows are no events; the first: ${JSON.stringify(log.problems()[0])}`);
  const result = {
    events, accepted, duplicates, unmapped, poison, ...rest,
    seconds: Math.round(seconds * 10) / 10,
    eventsPerSecond: Math.round(events / seconds),
    rssMb,
  };
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else say(`${String(events)} events read in ${seconds.toFixed(1)} s: ${JSON.stringify(result, null, 2)}`);
}

async function main(): Promise<void> {
  const [file] = positionals;
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (file === undefined || values.journey === undefined || (speed !== undefined && !(speed > 0)))
    return fail('usage', 'npm run import -- FILE --journey NAME [--mapping FILE] [--columns JSON] [--speed N] [--demo-customers] [--json]');
  const columns = readColumns(values.columns);
  if (isRefusal(columns)) return fail(columns);
  try {
    const log = await openEventLog(file, columns, { latestAt: systemClock.now() + aheadMs });
    const opened = await open(values.journey);
    if (isRefusal(opened)) return fail(opened);
    await run(opened, log, speed).finally(opened.stop);
  } catch (error) {
    if (error instanceof EventLogRefused) return fail(error.refusal);
    if (isThrownRefusal(error)) return fail(error);
    throw error;
  }
}

const isThrownRefusal = (error: unknown): error is Refusal => typeof error === 'object' && error !== null && isRefusal(error);

await main();
