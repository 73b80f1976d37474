import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { DecisionShown } from '../../shared/contract/rest-decision.ts';
import { loadJourneys } from '../catalog/journeys.ts';
import { timerInput } from '../desk/timer-input.ts';
import { signalInput } from '../intake/signal-input.ts';
import { verify } from '../log/verify.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { TestApp } from '../testing/app.ts';
import { openTestApp } from '../testing/app.ts';
import { FixedClock } from '../testing/fixed-clock.ts';
import { person, team } from '../testing/loop.ts';
import { startPoller } from '../timers/poller.ts';

const day = 86_400_000;
const clock = new FixedClock(Date.UTC(2026, 10, 20, 9));
let app: TestApp;
const stops: (() => Promise<void>)[] = [];

const customer = (id: string): EntryDraft => ({
  kind: 'customer:added', subject: `customer:${id}`, customer: id, body: { customer: { id, kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] },
});
const signal = async (of: string, type: string, card: string, at = clock.now()): Promise<void> => {
  const event = { specversion: '1.0', id: `${of}-${type}-${card}`, source: 'cards', subject: of, type: `customer.${type}`, time: new Date(at).toISOString(), data: { card } } as const;
  expect(await app.loop.desk.submit(signalInput(event as never, type))).toMatchObject({ ok: true });
};
const timers = async (of: string): Promise<number[]> =>
  (await app.loop.db.query<{ due: number }>({ text: 'select due_at as due from timers where id = $1', values: [`customer:${of}:moment`] })).rows.map(({ due }) => due);
const changed = async (of: string): Promise<unknown[]> =>
  (await app.loop.db.query<{ body: string }>({ text: `select body from log where kind = 'moment:changed' and customer = $1 order by seq`, values: [of] })).rows.map(({ body }) => JSON.parse(body) as unknown);
const suggested = async (of: string): Promise<readonly string[]> => {
  const sent = await app.send({ method: 'POST', path: '/v1/decisions', headers: { authorization: `Bearer ${await app.session('ana')}`, 'content-type': 'application/json' }, body: JSON.stringify({ customer: of, channel: 'branch', placement: 'desk' }) });
  return (sent.json as DecisionShown).shown.map(({ action }) => action);
};
/** Another server, which looks at the same rows. */
function anotherServer(): void {
  const { desk, db } = app.loop.another();
  stops.push(startPoller({ db, desk, clock, timerInput, takesInputs: () => true, everyMs: 10, report: (error) => { throw error; } }));
}

beforeAll(async () => {
  const journeys = await loadJourneys();
  if (isRefusal(journeys)) throw new Error('the catalog is refused');
  app = await openTestApp({ clock, journeys, enqueue: () => Promise.resolve() }, { readTime: () => Promise.resolve(clock.now()) });
  await app.loop.enter(team('north'), person('ana'), customer('cu-1'), customer('cu-2'));
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await app.end();
});

it('a card that nobody activates within two weeks is spoken of by itself, once, with two servers', async () => {
  await signal('cu-1', 'card-delivered', 'c-1');
  await signal('cu-2', 'card-delivered', 'c-2');
  const due = clock.now() + 14 * day;
  expect([await timers('cu-1'), await timers('cu-2'), await suggested('cu-1')]).toEqual([[due], [due], []]);
  await signal('cu-2', 'card-activated', 'c-2', clock.now() + day);
  // What they did is yet to come by our clock, so it is still looked at then.
  expect(await timers('cu-2')).toEqual([clock.now() + day]);
  anotherServer();
  anotherServer();
  clock.advance(14 * day);
  await vi.waitFor(async () => expect(await changed('cu-1')).toHaveLength(1));
  expect(await changed('cu-1')).toEqual([{ began: [{ key: 'c-1', moment: 'cardNotActivated' }], changesAt: due + 90 * day, ended: [] }]);
  expect([await suggested('cu-1'), await suggested('cu-2'), await timers('cu-1'), await timers('cu-2')]).toEqual([['activate-card'], [], [due + 90 * day], []]);
});

it('it is over with what happens after all, and the log folds to the rows and timers that are there', async () => {
  await signal('cu-1', 'card-activated', 'c-1');
  expect([await suggested('cu-1'), await timers('cu-1')]).toEqual([[], []]);
  expect((await app.loop.db.transaction((tx) => verify(tx), 'repeatable read, read only')).problems).toEqual([]);
});
