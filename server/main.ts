import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Refusal } from '../shared/model/refusal.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { seedDemoBank } from './demo/seed.ts';
import { demoSourceKey } from './demo/source-key.ts';
import { repeatErasures } from './desk/repeat-erasures.ts';
import { timerInput } from './desk/timer-input.ts';
import { fail } from './fail.ts';
import { openLoop } from './loop.ts';
import { startRouter } from './routing/router.ts';
import { openStore } from './store/open-store.ts';
import { operatorText } from './store/operator-text.ts';
import { countAll } from './store/reads/queues.ts';
import { attachGateway } from './sync/gateway.ts';
import { createLogger, errorFacts } from './telemetry.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function refused(refusal: Refusal): void {
  fail(refusal.code, operatorText(refusal));
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const config = readConfig(process.env);
  if (isRefusal(config)) return refused(config);
  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string };
  const logger = createLogger(process.env['BATON_LOG'] ?? 'info');

  const store = await openStore(config, { log: (message) => logger.info(message), mayJoin: false });
  if (isRefusal(store)) return refused(store);
  const loop = openLoop({
    url: store.url,
    keysFolder: config.keysFolder,
    ...(config.masterKey === undefined ? {} : { masterKey: config.masterKey }),
    report: (error, context) => logger.error({ ...context, ...errorFacts(error) }, 'an input threw'),
  });
  if (isRefusal(loop)) {
    await store.stop();
    return refused(loop);
  }
  const { desk, db, keys, clock, catalog } = loop;
  const report = (error: unknown, context: Record<string, string>): void => logger.error({ ...context, ...errorFacts(error) }, 'something threw');
  const app = createApp({
    loop, version, logger, host: config.host, port: config.port, timerInput,
    attachGateway: (door) =>
      attachGateway({ ...door, runCommand: loop.command, desk, db, databaseUrl: store.url, node: loop.newId('node'), now: () => clock.now(), report }),
  });
  let router: { stop(): Promise<void> } | undefined;

  // In order: what takes, then the desk with what it has taken, then the store.
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      await app.stop();
      await router?.stop();
      await loop.stop();
      await store.stop();
    })());
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stop().then(() => process.exit(0), (error: unknown) => {
        logger.fatal(errorFacts(error), 'the server did not stop cleanly');
        process.exit(1);
      });
    });

  // A crash may have come between an erasure and the end of its key.
  await repeatErasures(db, keys);
  if ((await countAll(db)).people === 0) {
    const seeded = await seedDemoBank(loop);
    if (isRefusal(seeded)) {
      await stop();
      return refused(seeded);
    }
    say(`The demo bank is open: ${String(seeded.staff)} staff, ${String(seeded.customers)} customers.`);
    for (const { definition } of catalog.mappings.values())
      say(`Its source ${definition.source} sends events to POST /v1/events with x-baton-key: ${demoSourceKey(keys, definition.source)}`);
  }
  router = startRouter({ ...loop, report });
  try {
    const address = await app.listen();
    say(`Baton ${version} is running at ${address} (started in ${((performance.now() - startedAt) / 1000).toFixed(1)} s, stop with Ctrl+C)`);
  } catch (error) {
    await stop();
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') return fail('port_in_use', `Port ${String(config.port)} is taken by another program. Stop that one, or give another number in PORT.`);
    return fail('listen_failed', `The server cannot listen on port ${String(config.port)} (${code ?? 'unknown'}).`);
  }
}

await main();
