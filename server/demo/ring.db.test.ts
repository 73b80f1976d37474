import { afterAll, beforeAll, expect, it } from 'vitest';
import { verify } from '../log/verify.ts';
import { readCall } from '../queries/call-card.ts';
import type { TestLoop } from '../testing/loop.ts';
import { openTestLoop } from '../testing/loop.ts';
import { ringCommand } from './ring.ts';
import { seedDemoBank } from './seed.ts';

let loop: TestLoop;
beforeAll(async () => {
  loop = await openTestLoop();
  await seedDemoBank(loop, { customers: 10 });
});
afterAll(() => loop.end());

it('rings the telephone of a person for a customer, is answered and hung up, and the log gives every row and timer', async () => {
  expect(await ringCommand(loop, ['answer', 'ben'])).toMatchObject({ ok: false, code: 'call_gone' });
  expect(await ringCommand(loop, ['ring', 'nobody'])).toMatchObject({ ok: false, code: 'not_found' });
  expect(await ringCommand(loop, ['ring', 'ben', 'cu-00003'])).toMatchObject({ ok: true, event: 'ring', candidates: 1 });
  expect(await readCall(loop.db, 'ben')).toMatchObject({ state: 'ringing', how: 'number', customer: 'cu-00003' });
  expect((await verify(loop.db)).problems).toEqual([]);
  await ringCommand(loop, ['answer', 'ben']);
  expect((await verify(loop.db)).problems).toEqual([]);
  expect(await ringCommand(loop, ['hangup', 'ben'])).toMatchObject({ ok: true, event: 'hangUp' });
  expect(await readCall(loop.db, 'ben')).toMatchObject({ state: 'wrapUp' });
  expect((await verify(loop.db)).problems).toEqual([]);
  expect(await ringCommand(loop, ['ring', 'ben'])).toMatchObject({ ok: true, candidates: 0 });
  expect(await readCall(loop.db, 'ben')).toMatchObject({ state: 'ringing', how: 'withheld' });
  expect((await verify(loop.db)).problems).toEqual([]);
});
