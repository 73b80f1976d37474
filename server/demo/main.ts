import { isDeepStrictEqual, parseArgs } from 'node:util';
import { isRefusal } from '../../shared/model/refusal.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { fail } from '../fail.ts';
import { openLoop } from '../loop.ts';
import { openStore } from '../store/open-store.ts';
import { dayCommand } from './day/day-command.ts';
import { ringCommand, ringCommands } from './ring.ts';
import { runScenario } from './run-scenario.ts';
import { scenarios } from './scenarios.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    speed: { type: 'string' }, seed: { type: 'string', default: '1' }, run: { type: 'string' }, json: { type: 'boolean', default: false },
    customers: { type: 'string', default: '2000' }, kills: { type: 'string', default: '0' }, log: { type: 'string' },
  },
});

const say = (message: string): void => void process.stderr.write(`${message}\n`);

/** Plays a scenario into the store, beside a running server or without one; exit status 1 where it did not end as its plan promised. */
async function main(): Promise<void> {
  const [name = ''] = positionals;
  if (name === 'day') {
    const { customers, seed, kills, json, log } = values;
    return dayCommand({ customers: Number(customers), seed: Number(seed), kills: Number(kills), json, ...(log === undefined ? {} : { log }) });
  }
  const isRing = ringCommands.some((one) => one === name);
  const scenario = scenarios.get(name);
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  const isSpeed = speed === undefined || (speed > 0 && Number.isFinite(speed));
  if (!(scenario || isRing) || !isSpeed || !Number.isInteger(Number(values.seed))) {
    const list = [...scenarios.values()].map((one) => `  ${one.name.padEnd(18)}${one.says}`).join('\n');
    return fail('usage', `npm run demo -- NAME [--speed N] [--seed N] [--run ID] [--json]\n${list}\n  day [--customers N] [--kills N]: a simulated day over all journeys, on a store of its own\n  ring PERSON [NUMBER|CUSTOMER], answer PERSON, hangup PERSON: a telephone of the demo bank, beside a running server`);
  }
  const config = readConfig(process.env);
  if (isRefusal(config)) return fail(config);
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
  if (isRing || !scenario) {
    const rung = await ringCommand(loop, positionals).finally(async () => {
      await loop.stop();
      await store.stop();
    });
    return isRefusal(rung) ? fail(rung) : say(JSON.stringify(rung));
  }
  const run = values.run ?? `${name}-${String(systemClock.now())}`;
  say(`${scenario.name} (run ${run}): ${scenario.says}`);
  const result = await runScenario(loop, name, { seed: Number(values.seed), run, ...(speed === undefined ? {} : { speed }) });
  await loop.stop();
  await store.stop();
  if (isRefusal(result)) return fail(result);
  const { played, promised, found } = result;
  const isAsPromised = played.surprises.length === 0 && isDeepStrictEqual(promised, found);
  const report = { run, events: played.events, commands: played.commands, refused: played.refused, found };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...report, isAsPromised })}\n`);
  else say(JSON.stringify(report, null, 2));
  if (isAsPromised) return;
  for (const surprise of played.surprises.slice(0, 10)) say(surprise);
  say(`promised: ${JSON.stringify(promised)}`);
  process.exitCode = 1;
}

await main();
