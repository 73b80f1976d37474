import { connectClient } from '../testing/socket-client.ts';
import type { Result } from './benchmark.ts';
import { atMost, percentile } from './benchmark.ts';
import { customerId } from './decide-api-bank.ts';
import type { Asker } from './decide-asker.ts';
import { figure } from './report.ts';

const rounds = 200;
const goalMs = 300;
const watchedAtOnce = 20;

/** From the sending of an event to the changed suggestion at a desk that watches the customer: the desk hears of it and asks again. */
export async function measureSignals(asker: Asker, customers: number, calibration: Result['calibration']): Promise<Result> {
  const [tookMs, heardMs]: [number[], number[]] = [[], []];
  const mismatches: string[] = [];
  for (let from = 0; from < rounds; from += watchedAtOnce) {
    const desk = await connectClient(asker.address, asker.token);
    for (let n = from; n < from + watchedAtOnce; n += 1) {
      const customer = customerId(customers - 1 - n);
      const scope = `customer:${customer}`;
      await desk.watch(scope);
      const version = (): unknown => desk.rows(scope, 'customer')[customer]?.['version'];
      await desk.until(() => version() !== undefined);
      const [before, first] = [version(), await asker.decide(customer)];
      const sentAt = performance.now();
      const heard = desk.until(() => version() !== before).then(() => performance.now() - sentAt);
      await send(asker, customer);
      heardMs.push(await heard);
      const card = await asker.decide(customer);
      tookMs.push(performance.now() - sentAt);
      if (card.shown[0]?.action !== 'stop-leaving-transfer' || first.shown[0]?.action === 'stop-leaving-transfer') mismatches.push(`${customer} is shown ${String(card.shown[0]?.action)} after ${String(first.shown[0]?.action)}`);
    }
    desk.end();
  }
  const p95 = percentile(tookMs, 0.95);
  return {
    name: 'signal-to-card.p95',
    unit: 'ms',
    value: p95,
    against: { name: 'goal', value: goalMs },
    better: 'lower',
    bars: [atMost('ms from the event to the changed card, 95 of 100', p95, goalMs)],
    counts: { events: tookMs.length },
    mismatches: mismatches.slice(0, 3),
    beside: [`median ${figure(percentile(tookMs, 0.5))} ms; the desk had heard of it after ${figure(percentile(heardMs, 0.5))} ms, 95 of 100 after ${figure(percentile(heardMs, 0.95))} ms`],
    calibration,
  };
}

async function send({ address, key }: Asker, customer: string): Promise<void> {
  const event = {
    specversion: '1.0', id: `bench-${customer}`, source: 'mobile', subject: customer, type: 'customer.transfer-prepared', time: new Date().toISOString(), data: { transfer: `tr-${customer}`, amountMinor: 500_000 },
  };
  const response = await fetch(`${address}/v1/events`, { method: 'POST', headers: { 'content-type': 'application/cloudevents+json', 'x-baton-key': key }, body: JSON.stringify(event) });
  const { results } = (await response.json()) as { results?: { ok: boolean }[] };
  if (results?.[0]?.ok !== true) throw new Error(`the event was not taken: ${String(response.status)}`);
}
