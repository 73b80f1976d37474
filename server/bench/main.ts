import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isRefusal } from '../../shared/model/refusal.ts';
import { readConfig } from '../config.ts';
import { fail } from '../fail.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { CannotRun } from './benchmark.ts';
import { calibrate } from './calibrate.ts';
import { commandVsTransaction } from './command-vs-transaction.ts';
import { decideRate } from './decide.ts';
import { decideApi } from './decide-api.ts';
import { engineRate } from './engine-rate.ts';
import { engineStateBytes } from './engine-state-bytes.ts';
import { grid } from './grid.ts';
import { heapSlope } from './heap-slope.ts';
import { importPasses } from './import-passes.ts';
import { importRate } from './import-rate.ts';
import { importVsBareSql } from './import-vs-bare-sql.ts';
import { learnRegret } from './learn.ts';
import { load } from './load.ts';
import { orchestratedRate } from './orchestrated-rate.ts';
import { overload } from './overload.ts';
import { queue } from './queue.ts';
import { reconnect } from './reconnect.ts';
import { jsonResult, resultLines } from './report.ts';
import { openStage } from './stage.ts';
import { start } from './start.ts';
import { tableVsFeelin } from './table-vs-feelin.ts';

const benchmarks: readonly Benchmark[] = [importRate, importVsBareSql, importPasses, commandVsTransaction, queue, load, overload, reconnect, engineRate, engineStateBytes, orchestratedRate, grid, start, heapSlope, tableVsFeelin, learnRegret, decideRate, decideApi];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, seconds: { type: 'string', default: '60' } },
});

const say = (message: string): void => void process.stderr.write(`${message}\n`);

function findEventLog(configured: string | undefined): string | undefined {
  const given = configured ?? path.resolve(import.meta.dirname, '../../../shared/data');
  if (!existsSync(given)) return undefined;
  const file = statSync(given).isDirectory() ? path.join(given, 'bpi2012.ndjson.gz') : given;
  return existsSync(file) ? file : undefined;
}

/** The results of one benchmark that were asked for; a benchmark that cannot run says why and counts as failed. */
async function runOne(benchmark: Benchmark, context: Context, isWanted: (name: string) => boolean): Promise<readonly Result[]> {
  say(`— ${benchmark.names.join(', ')}`);
  try {
    const results = await benchmark.run(context);
    return results.filter(({ name }) => isWanted(name));
  } catch (error) {
    if (error instanceof CannotRun) say(`${benchmark.names.join(', ')} NOT RUN: ${error.message}`);
    else console.error(error);
    process.exitCode = 1;
    return [];
  }
}

/** Status 1 where a count does not match the database, a benchmark throws or cannot run; a missed bar is printed and no failure. */
async function main(): Promise<void> {
  const isWanted = (name: string): boolean => positionals.length === 0 || positionals.some((prefix) => name.startsWith(prefix));
  const chosen = benchmarks.filter(({ names }) => names.some(isWanted));
  if (chosen.length === 0) return fail('usage', `npm run bench [-- NAME… --json]; names: ${benchmarks.flatMap(({ names }) => names).join(' ')}`);
  const config = readConfig(process.env);
  if (isRefusal(config)) return fail(config);
  const stops: (() => Promise<void> | void)[] = [];
  const stopAll = async (): Promise<void> => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
  };
  const interrupted = (): void => void stopAll().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const stage = await openStage(config, say);
  stops.push(() => stage.stop());
  const context: Context = {
    folder: stage.folder,
    eventLog: findEventLog(config.eventLogs),
    loadSeconds: Number(values.seconds),
    newDatabase: () => stage.newDatabase(),
    calibrate: async () => {
      const database = await stage.newDatabase();
      return calibrate(database.url).finally(() => database.drop());
    },
    say,
    onStop: (stop) => void stops.push(stop),
  };
  const all: Result[] = [];
  try {
    for (const benchmark of chosen) {
      const results = await runOne(benchmark, context, isWanted);
      for (const result of results) (values.json ? say : console.log)(resultLines(result).join('\n'));
      all.push(...results);
    }
  } finally {
    await stopAll();
  }
  if (values.json) console.log(JSON.stringify(all.map(jsonResult), null, 2));
  if (all.some(({ mismatches }) => mismatches.length > 0)) process.exitCode = 1;
}

await main();
