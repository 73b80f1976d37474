import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Refusal } from '../shared/model/refusal.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import { readConfig } from './config.ts';
import { seedDemoBank } from './demo/seed.ts';
import { demoSourceKey, demoSources } from './demo/source-key.ts';
import { startDemoSystems } from './demo/systems/all.ts';
import { fail } from './fail.ts';
import type { Loop } from './loop.ts';
import { startServer } from './start.ts';
import { operatorText } from './store/operator-text.ts';
import { countAll } from './store/reads/queues.ts';
import { createLogger, errorFacts } from './telemetry.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** An empty store gets the demo bank. */
async function openDemoBank(loop: Loop): Promise<Refusal | undefined> {
  if ((await countAll(loop.db)).people > 0) return undefined;
  const seeded = await seedDemoBank(loop);
  if (isRefusal(seeded)) return seeded;
  say(`The demo bank is open: ${String(seeded.staff)} staff, ${String(seeded.customers)} customers.`);
  say('Its sources send events to POST /v1/events, each with its x-baton-key:');
  for (const { source } of demoSources(loop)) say(`  ${source.padEnd(14)} ${demoSourceKey(loop.keys, source)}`);
  return undefined;
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const refused = (refusal: Refusal): void => fail(refusal.code, operatorText(refusal));
  const config = readConfig(process.env);
  if (isRefusal(config)) return refused(config);
  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string };
  const logger = createLogger(process.env['BATON_LOG'] ?? 'info');

  let stop = (): Promise<void> => Promise.resolve();
  let isEnding = false;
  const end = (status: number): void => {
    isEnding = true;
    stop().then(() => process.exit(status), (error: unknown) => {
      logger.fatal(errorFacts(error), 'the server did not stop cleanly');
      process.exit(1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(0));
  // Without systems of its own the bank gets those of the demo.
  const demo = config.connectors === undefined ? await startDemoSystems() : undefined;
  const server = await startServer({
    config, logger, version, fill: openDemoBank, ...(demo ? { systems: demo.addresses } : {}),
    onStop: (given) => (stop = given),
    onSuperseded: (refusal) => {
      refused(refusal);
      end(1);
    },
  }).catch((error: unknown) => {
    // A stop in the middle of a start takes its database away.
    if (!isEnding) throw error;
  });
  if (server === undefined) return;
  if (isRefusal(server)) {
    await demo?.stop();
    return refused(server);
  }
  say(`Baton ${version} is running at ${server.address} (started in ${((performance.now() - startedAt) / 1000).toFixed(1)} s, stop with Ctrl+C)`);
}

await main();
