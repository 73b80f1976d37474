import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Task } from '../../shared/model/task.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';
import type { TestLoop } from '../testing/loop.ts';
import { startRouter } from './router.ts';

let loop: TestLoop;
let router: { stop(): Promise<void> };
beforeAll(async () => {
  loop = await openTestLoop();
  const pushing = team('north');
  await loop.enter({ ...pushing, body: { team: { id: 'north', branch: 'north', calendar: 'standard', routing: 'push', version: 1 } } } as typeof pushing);
  await loop.enter(person('ana', { capacity: 1 }), person('ben', { capacity: 1, availability: 'off' }));
  router = startRouter({ ...loop, report: (error) => { throw error; } });
});
afterAll(async () => {
  await router.stop();
  await loop.end();
});

const task = async (id: string): Promise<Task> => {
  const { rows } = await loop.db.query<{ state: string }>({ text: 'select state from tasks where id = $1', values: [id] });
  return JSON.parse(rows[0]?.state ?? '{}') as Task;
};

test('waiting work is offered to whoever is free, and again to whoever becomes free', async () => {
  await loop.enter(...caseWith('k-1', ['t-1']));
  await vi.waitFor(async () => expect((await task('t-1')).offer).toMatchObject({ to: 'ana' }));
  const { version } = await task('t-1');
  expect(await loop.say('ben', { type: 'offer:accept', task: 't-1', version })).toMatchObject({ ok: false, code: 'offer_over' });
  expect(await loop.say('ana', { type: 'offer:accept', task: 't-1', version })).toMatchObject({ ok: true, result: { fence: 1 } });

  await loop.enter(...caseWith('k-2', ['t-2']));
  await loop.say('ben', { type: 'person:setAvailability', person: 'ben', availability: 'available', because: 'day_begins' });
  await vi.waitFor(async () => expect((await task('t-2')).offer).toMatchObject({ to: 'ben' }));
});

test('a declined offer goes to nobody until the cool-down ends', async () => {
  const { version } = await task('t-2');
  await loop.say('ben', { type: 'offer:decline', task: 't-2', version, reason: 'busy' });
  const declined = await task('t-2');
  expect(declined.offer).toBeUndefined();
  expect(declined.declined).toMatchObject([{ person: 'ben' }]);
});

test('of an absent owner only what a customer waits on needs another', async () => {
  await loop.enter(person('elif'), person('chloe', { role: 'teamLead' }));
  await loop.enter(...caseWith('k-3', ['t-3'], { team: 'south' }), ...caseWith('k-4', ['t-4'], { team: 'south' }));
  for (const id of ['t-3', 't-4']) await loop.say('elif', { type: 'task:claim', task: id, version: 1 });
  await loop.say('elif', { type: 'promise:make', case: 'k-3', text: 'we call', channel: 'phone', dueAt: loop.clock.now() + 3_600_000 });
  const until = loop.clock.now() + 86_400_000;
  expect(await loop.say('chloe', { type: 'person:setAbsence', person: 'elif', until, because: 'ill' })).toMatchObject({ ok: true });
  await vi.waitFor(async () => expect((await task('t-3')).needsOwner).toMatchObject({ because: 'owner_absent' }));
  expect((await task('t-4')).needsOwner).toBeUndefined();
  expect((await task('t-3')).holder).toEqual({ by: 'person', person: 'elif' });
});
