import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isRefusal } from '../../shared/model/refusal.ts';
import { openLoop } from '../loop.ts';
import type { Benchmark, Context, Result } from './benchmark.ts';
import { atMost, differences, percentile } from './benchmark.ts';
import { serverFlags, startChild } from './child.ts';
import { caseOf, customerId, openDecideBank } from './decide-api-bank.ts';
import type { Asker } from './decide-asker.ts';
import { openAsker } from './decide-asker.ts';
import type { DeskServerReport } from './desk-server.ts';
import { figure } from './report.ts';
import { measureSignals } from './signal-to-card.ts';

const customers = 2000;
const perSecond = 200;
const goalMs = 40;
const warmSeconds = 8;

/** Asks at a steady rate, whatever becomes of those before; milliseconds from when each was due. */
async function askSteadily(asker: Asker, seconds: number): Promise<{ receipts: string[]; tookMs: number[] }> {
  const [receipts, tookMs]: [string[], number[]] = [[], []];
  const asking: Promise<void>[] = [];
  const start = performance.now();
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const dueAt = start + (n * 1000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await setTimeout(early);
    asking.push(
      asker.decide(customerId((n * 7) % customers), caseOf((n * 7) % customers)).then(({ receipt }) => {
        tookMs.push(performance.now() - dueAt);
        receipts.push(receipt);
      }),
    );
  }
  await Promise.all(asking);
  return { receipts, tookMs };
}

async function run(context: Context): Promise<readonly Result[]> {
  const calibration = await context.calibrate();
  const { url, db } = await context.newDatabase();
  const keysFolder = path.join(context.folder, 'decide-keys');
  const loop = openLoop({ url, keysFolder, report: (error) => console.error(error) });
  if (isRefusal(loop)) throw new Error(JSON.stringify(loop));
  const key = await openDecideBank(loop, customers).finally(() => loop.stop());
  const server = startChild(context, 'desk-server-main.ts', [url, keysFolder], serverFlags);
  const asker = await openAsker((await server.ask<DeskServerReport>({})).address, key);
  await askSteadily(asker, warmSeconds);
  const before = await server.ask<DeskServerReport>({});
  const { receipts, tookMs } = await askSteadily(asker, context.loadSeconds);
  const after = await server.ask<DeskServerReport>({});
  const { rows } = await db.query<{ n: number; bytes: number }>({ text: 'select count(*) as n, avg(length(body))::float8 as bytes from receipts where id = any($1::text[])', values: [receipts] });
  const p95 = percentile(tookMs, 0.95);
  const decided: Result = {
    name: 'decide-api.p95',
    unit: 'ms',
    value: p95,
    against: { name: 'goal', value: goalMs },
    better: 'lower',
    bars: [atMost(`ms until a durable answer, 95 of 100, at ${String(perSecond)}/s`, p95, goalMs)],
    counts: { decisions: tookMs.length, customers },
    mismatches: differences({ receipts: new Set(receipts).size }, { receipts: rows[0]?.n ?? 0 }),
    beside: [
      `median ${figure(percentile(tookMs, 0.5))} ms, 99 of 100 ${figure(percentile(tookMs, 0.99))} ms; a receipt has ${figure((rows[0]?.bytes ?? 0) / 1024)} kB`,
      `the server used ${figure((after.cpuSeconds - before.cpuSeconds) / context.loadSeconds)} cores`,
    ],
    calibration,
  };
  const signals = await measureSignals(asker, customers, calibration);
  await server.stop();
  return [decided, signals];
}

/** `POST /v1/decisions` at a rate, and how long a change at a source takes to a changed card. */
export const decideApi: Benchmark = { names: ['decide-api.p95', 'signal-to-card.p95'], run };
