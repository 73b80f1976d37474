// A process of its own: a core system that reports its events over HTTP at a given rate.
import { setTimeout } from 'node:timers/promises';
import type { CloudEvent } from '../../shared/model/event.ts';
import { percentile } from './benchmark.ts';
import { serveParent } from './child.ts';
import { wallNow } from './load-wire.ts';

export interface EventsMessage {
  readonly perSecond: number;
  readonly seconds: number;
}

export interface EventsReport {
  readonly sent: number;
  readonly accepted: number;
  /** How often the server asked to slow down. */
  readonly slowed: number;
  /** From the moment a batch was meant to be sent until its answer after the commit, in milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuSeconds: number;
}

const [address = '', key = '', source = ''] = process.argv.slice(2);
/** One case of a loan system: what happens to it, in order. */
const script: readonly (readonly [type: string, phase: string, isByPerson: boolean])[] = [
  ['A_SUBMITTED', 'COMPLETE', false], ['A_PARTLYSUBMITTED', 'COMPLETE', false],
  ['W_Afhandelen leads', 'SCHEDULE', false], ['W_Afhandelen leads', 'START', true], ['W_Afhandelen leads', 'COMPLETE', true],
  ['A_PREACCEPTED', 'COMPLETE', true], ['W_Completeren aanvraag', 'SCHEDULE', true],
  ['W_Completeren aanvraag', 'START', true], ['W_Completeren aanvraag', 'COMPLETE', true],
  ['W_Completeren aanvraag', 'START', true], ['A_ACCEPTED', 'COMPLETE', true], ['O_SELECTED', 'COMPLETE', true], ['O_CREATED', 'COMPLETE', true],
  ['O_SENT', 'COMPLETE', true], ['W_Nabellen offertes', 'SCHEDULE', true], ['W_Completeren aanvraag', 'COMPLETE', true],
  ['W_Nabellen offertes', 'START', true], ['W_Nabellen offertes', 'COMPLETE', true],
  ['O_SENT_BACK', 'COMPLETE', true], ['W_Valideren aanvraag', 'SCHEDULE', true],
  ['W_Valideren aanvraag', 'START', true], ['O_ACCEPTED', 'COMPLETE', true], ['A_APPROVED', 'COMPLETE', true], ['A_ACTIVATED', 'COMPLETE', true],
];
const casesAtOnce = 1000;
const resources = 58;
const batchesPerSecond = 20;
const atOnce = 8;
let made = 0;
/** Ids and cases of this process are its own: a second one on the same store reports something new. */
const own = String(process.pid);

/** The next event: cases run side by side, each a little further on than the one behind it. */
function nextEvent(): CloudEvent {
  const n = made;
  made += 1;
  const lane = n % casesAtOnce;
  const round = Math.floor(n / casesAtOnce) + (lane % script.length);
  const [type, phase, isByPerson] = script[round % script.length] ?? ['A_SUBMITTED', 'COMPLETE', false];
  const subject = `${own}-${String(lane)}-${String(Math.floor(round / script.length))}`;
  return {
    specversion: '1.0', id: `${own}-${String(n)}`, source, type, subject, time: new Date(wallNow()).toISOString(),
    data: { phase, by: isByPerson ? String(10_000 + (lane % resources)) : null, amount: 1000 + lane },
  };
}

async function send(events: readonly CloudEvent[]): Promise<'taken' | 'slow'> {
  const response = await fetch(`${address}/v1/events`, {
    method: 'POST', headers: { 'content-type': 'application/cloudevents-batch+json', 'x-baton-key': key }, body: JSON.stringify(events),
  });
  const text = await response.text();
  if (response.status === 429) return 'slow';
  if (response.status !== 202) throw new Error(`events were refused: ${String(response.status)} ${text.slice(0, 200)}`);
  return 'taken';
}

serveParent<EventsMessage>(
  async ({ perSecond, seconds }) => {
    const from = wallNow();
    const count = Math.round(seconds * batchesPerSecond);
    const perBatch = Math.round(perSecond / batchesPerSecond);
    const tookMs: number[] = [];
    let accepted = 0;
    let slowed = 0;
    const flying = new Set<Promise<void>>();
    for (let n = 0; n < count; n += 1) {
      const dueAt = from + (n * 1000) / batchesPerSecond;
      const wait = dueAt - wallNow();
      if (wait > 1) await setTimeout(wait);
      while (flying.size >= atOnce) await Promise.race(flying);
      const events = Array.from({ length: perBatch }, nextEvent);
      const flight = (async () => {
        while ((await send(events)) === 'slow') {
          slowed += 1;
          await setTimeout(500);
        }
        accepted += events.length;
        tookMs.push(wallNow() - dueAt);
      })().finally(() => flying.delete(flight));
      flying.add(flight);
    }
    await Promise.all(flying);
    const { user, system } = process.cpuUsage();
    const report: EventsReport = {
      sent: count * perBatch, accepted, slowed, p50Ms: percentile(tookMs, 0.5), p99Ms: percentile(tookMs, 0.99), cpuSeconds: (user + system) / 1e6,
    };
    return report;
  },
  () => Promise.resolve(),
);
