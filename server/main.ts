import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Refusal } from '../shared/model/refusal.ts';
import { isRefusal } from '../shared/model/refusal.ts';
import { readConfig } from './config.ts';
import { demoStaff, openDemoBank } from './demo/life/first-start.ts';
import { startLivingBank } from './demo/life/living-bank.ts';
import { demoSourceKey, demoSources } from './demo/source-key.ts';
import { startDemoSystems } from './demo/systems/all.ts';
import { fail } from './fail.ts';
import type { Loop } from './loop.ts';
import type { Running } from './start.ts';
import { startServer } from './start.ts';
import { operatorText } from './store/operator-text.ts';
import { createLogger, errorFacts } from './telemetry.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** An empty store gets the demo bank. */
async function fillStore(loop: Loop, parts: Parameters<typeof openDemoBank>[1]): Promise<Refusal | undefined> {
  const seeded = await openDemoBank(loop, parts);
  if (seeded === undefined) return undefined;
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
  const report = (error: unknown): void => logger.error(errorFacts(error), 'the demo bank');
  const server = await startServer({
    config, logger, version, ...(demo ? { systems: demo.addresses } : {}),
    fill: (loop, url) => {
      const { keysFolder, masterKey } = config;
      // Without simulators there is nobody to answer what has happened before.
      return fillStore(loop, { url, keysFolder, ...(masterKey === undefined ? {} : { masterKey }), report, systems: demo?.addresses ?? new Map(), isStill: config.demo === 'still' || demo === undefined });
    },
    ...(config.demo === undefined && demo ? { beside: (running: Running) => startLivingBank({ ...running, staff: demoStaff(), report }) } : {}),
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
