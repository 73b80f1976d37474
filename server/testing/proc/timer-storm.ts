import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { isRefusal } from '../../../shared/model/refusal.ts';
import { done } from '../../../shared/work/world.ts';
import type { EntryDraft } from '../../../shared/contract/entries.ts';
import { systemClock } from '../../clock.ts';
import { openLoop } from '../../loop.ts';
import { seededRandom } from '../../demo/random.ts';
import { handInput } from '../sample-log.ts';
import { openClerk } from './clerk.ts';
import { openKillRun } from './kill-points.ts';
import type { Part } from './part.ts';
import { asItIs } from './part.ts';
import { startServerProcess } from './server-process.ts';

/** Puts promises into a store that came due long ago and whose timers nobody has run; on cases of their own, a few on each. */
export async function addDuePromises(url: string, keysFolder: string, count: number): Promise<void> {
  const loop = openLoop({ url, keysFolder, report: (error) => { throw error; } });
  if (isRefusal(loop)) throw new Error(loop.code);
  const perCase = 10;
  const dueFrom = systemClock.now() - 7_200_000;
  const inputs = Array.from({ length: count / perCase }, (_, n) => {
    const id = `late-${String(n)}`;
    const subject = { subject: `case:${id}`, case: id };
    const entries: EntryDraft[] = [
      { kind: 'case:opened', ...subject, body: { journey: 'test', journeyVersion: 1, party: { source: 'test', key: id }, team: 'north', branch: 'north', stage: 'Application', armed: true } },
      ...Array.from({ length: perCase }, (_none, k): EntryDraft => ({
        kind: 'promise:made', ...subject,
        body: { promise: { id: `pr-${String(n)}-${String(k)}`, owner: 'ana', madeBy: 'ana', textValue: 'v-none', channel: 'phone', dueAt: dueFrom + (k * count) / perCase + n, madeAt: dueFrom - 1000, state: 'open' } },
      })),
    ];
    return handInput(`s:late/${id}`, () => done(...entries), { lane: 'event', sender: 'system', actor: 'system', footprint: { cases: [id] } });
  });
  const answers = await Promise.all(inputs.map((input) => loop.desk.submit(input)));
  await loop.stop();
  const refused = answers.find(({ ok }) => !ok);
  if (refused) throw new Error(JSON.stringify(refused));
}

export interface Storm {
  readonly fired: number;
  readonly secondsOfStorm: number;
  /** Most timers that fired within one second. */
  readonly peak: number;
  /** How far behind an earlier due time the latest fired, in places. */
  readonly disorder: number;
  /** 95th percentile of a command's time, in milliseconds: while the storm lasts, and after it. */
  readonly during: number;
  readonly calm: number;
}

/** A server starts with so many due timers, and people work meanwhile. */
export async function weatherStorm(count: number, part: Part = asItIs): Promise<Storm> {
  const run = await openKillRun(part);
  await addDuePromises(run.database.url, `${String(run.env['BATON_DATA'])}-keys`, count);
  const left = async (): Promise<number> =>
    (await run.database.db.query<{ left: number }>({ text: `select count(*)::int as left from timers where kind = 'promise' and due_at < $1`, values: [systemClock.now()] })).rows[0]?.left ?? 0;
  const server = await startServerProcess({ env: run.env });
  const ana = await openClerk(server.address, 'ana', 'north', seededRandom(1));
  let sent = 0;
  const notes = async (isOver: (taken: number) => Promise<boolean>): Promise<number> => {
    const times: number[] = [];
    while (!(await isOver(times.length))) {
      const startedAt = performance.now();
      await ana.send({ type: 'note:add', commandId: `storm-${String((sent += 1))}`, case: 'case-1', text: 'Still here.' });
      times.push(performance.now() - startedAt);
      await wait(50);
    }
    return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Infinity;
  };
  try {
    const during = await notes(async () => (await left()) === 0);
    const calm = await notes((taken) => Promise.resolve(taken >= 100));
    const { rows } = await run.database.db.query<{ due: number; at: number; promise: string }>({
      text: `select (m.body::jsonb->'promise'->>'dueAt')::bigint as due, e.recorded_at as at, e.body::jsonb->>'promise' as promise
        from log e join log m on m.kind = 'promise:made' and m.body::jsonb->'promise'->>'id' = e.body::jsonb->>'promise' where e.kind = 'promise:ended' order by e.seq`,
    });
    if (new Set(rows.map(({ promise }) => promise)).size !== rows.length) throw new Error('a timer fired twice');
    const [first, last] = [rows[0], rows.at(-1)];
    let peak = 0;
    for (let from = 0, to = 0; to < rows.length; to++) {
      while ((rows[to]?.at ?? 0) - (rows[from]?.at ?? 0) >= 1000) from++;
      peak = Math.max(peak, to - from + 1);
    }
    const sorted = rows.map(({ due }) => due).sort((a, b) => a - b);
    const place = new Map(sorted.map((due, index) => [due, index]));
    const disorder = rows.reduce((most, { due }, index) => Math.max(most, Math.abs((place.get(due) ?? 0) - index)), 0);
    return { fired: rows.length, secondsOfStorm: ((last?.at ?? 0) - (first?.at ?? 0)) / 1000, peak, disorder, during, calm };
  } finally {
    ana.client.end();
    await server.kill('SIGTERM');
    await run.end();
  }
}

/** The suite: all fire, oldest first and not all at once, and people are served meanwhile. */
export async function timerStormSuite(part: Part, count: number): Promise<Storm> {
  const storm = await weatherStorm(count, part);
  expect(storm.fired).toBe(count);
  // 200 a second, in ticks of 50: one more tick may fall into any second of the database's.
  expect(storm.peak).toBeLessThanOrEqual(300);
  // Of one tick, two batches may end in another order.
  expect(storm.disorder, 'places between when a timer was due and when it fired').toBeLessThanOrEqual(100);
  // On a machine that others use too, a few milliseconds say nothing: 120 ms is what a command may take at any time.
  expect(storm.during).toBeLessThanOrEqual(Math.max(2 * storm.calm, 120));
  return storm;
}
