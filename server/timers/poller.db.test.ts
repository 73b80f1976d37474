import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import { done } from '../../shared/work/world.ts';
import type { Desk } from '../desk/desk.ts';
import type { Input } from '../desk/input.ts';
import type { DueTimer } from '../store/tables/timers.ts';
import { dueTimers, insertTimers } from '../store/tables/timers.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, team } from '../testing/loop.ts';
import { startPoller } from './poller.ts';

let loop: TestLoop;
const stops: (() => Promise<void>)[] = [];
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(team('north'), ...caseWith('k-1', ['t-1']));
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await loop.end();
});

const fired: string[] = [];
/** An input that only says it ran, in the batch that has deleted its timer. */
const input = (timer: DueTimer): Input => ({
  id: `t:${timer.id}@${String(timer.dueAt)}`, lane: 'timer', sender: 'timer', actor: 'timer', action: 'timer:test', bodyHash: Buffer.alloc(16),
  footprint: { cases: [timer.case] }, timer: timer.id,
  decide: () => {
    fired.push(timer.id);
    return done();
  },
});

const put = (ids: readonly string[], dueAt: (index: number) => number): Promise<void> =>
  insertTimers(loop.db, ids.map((id, index) => ({ id, dueAt: dueAt(index), kind: 'stall', case: 'k-1', body: {} })));
const left = async (): Promise<number> => (await dueTimers(loop.db, Number.MAX_SAFE_INTEGER, 10_000)).length;

function start(desk: Pick<Desk, 'submit'> = loop.desk, more: Partial<Parameters<typeof startPoller>[0]> = {}): () => Promise<void> {
  const stop = startPoller({
    ...loop, desk: desk as Desk, timerInput: input, takesInputs: () => true, everyMs: 10, perSecond: 20_000,
    report: (error) => {
      throw error;
    },
    ...more,
  });
  stops.push(stop);
  return stop;
}

const names = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`);

it('two servers fire each of a thousand due timers once, and those to come not at all', async () => {
  fired.length = 0;
  const now = loop.clock.now();
  await put(names('due', 1000), (index) => now - 1_000_000 + index);
  await put(names('later', 3), () => now + 3_600_000);
  const [one, two] = [start(), start()];
  await vi.waitFor(async () => expect(await left()).toBe(3), { timeout: 20_000 });
  await Promise.all([one(), two()]);
  expect([...fired].sort()).toEqual(names('due', 1000));
});

it('after a downtime the oldest come first, and no more than so many at once', async () => {
  const now = loop.clock.now();
  await put(names('old', 40), (index) => now - 100_000 - index);
  // A round asks for the time once, at its start.
  const rounds: string[][] = [];
  const clock = { now: () => {
    rounds.push([]);
    return now;
  } };
  const open = Promise.withResolvers<Answer>();
  const desk = { submit: ({ timer = '' }: Input) => {
    rounds.at(-1)?.push(timer);
    return open.promise;
  } };
  const stop = start(desk, { clock, everyMs: 20, perSecond: 500 });
  try {
    await vi.waitFor(() => expect(rounds.flat().length).toBeGreaterThan(25), { timeout: 20_000 });
    const sent = rounds.flat();
    expect(sent).toEqual(names('old', 40).reverse().slice(0, sent.length));
    expect(Math.max(...rounds.map((round) => round.length))).toBe(10);
  } finally {
    open.resolve({ ok: true, seq: 0 });
    await stop();
  }
});

it('a timer that cannot be run is tried again later and holds up no other', async () => {
  let now = loop.clock.now();
  await put(names('weak', 1), () => now - 10_000_000);
  const tries: string[] = [];
  const desk = { submit: ({ timer = '' }: Input): Promise<Answer> => {
    tries.push(timer);
    return Promise.resolve(timer.startsWith('weak') ? { ok: false, code: 'unavailable' } : { ok: true, seq: 0 });
  } };
  const stop = start(desk, { clock: { now: () => now } });
  await vi.waitFor(() => expect(tries.filter((id) => id.startsWith('old')).length).toBeGreaterThanOrEqual(40));
  expect(tries.filter((id) => id.startsWith('weak'))).toHaveLength(1);
  now += 5001;
  await vi.waitFor(() => expect(tries.filter((id) => id.startsWith('weak'))).toHaveLength(2));
  await stop();
});

it('nothing fires while no inputs are taken', async () => {
  let reads = 0;
  const stop = start({ submit: () => Promise.reject(new Error('nothing is taken')) }, {
    takesInputs: () => {
      reads += 1;
      return false;
    },
  });
  await vi.waitFor(() => expect(reads).toBeGreaterThan(5));
  await stop();
});
