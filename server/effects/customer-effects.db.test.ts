import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Does } from '../../shared/decision/action/action.ts';
import type { EntryDraft } from '../../shared/contract/entries.ts';
import type { Customer } from '../../shared/model/customer.ts';
import { decideAnswer } from '../../shared/work/commands/decision.ts';
import { verify } from '../log/verify.ts';
import { person } from '../testing/loop.ts';
import type { EffectsBench } from './testing/effects-bench.ts';
import { openEffectsBench } from './testing/effects-bench.ts';

let bench: EffectsBench;
const stream = 'customer:cu-1';
const customer: EntryDraft = {
  kind: 'customer:added', subject: stream, customer: 'cu-1', body: { customer: { id: 'cu-1', kind: 'person', branch: 'north', language: 'en', flags: [], relations: [], version: 1 }, values: [] },
};
const accept = (action: string, does: Does, of?: string): Promise<unknown> =>
  bench.submit('k-1', (world, ctx) => decideAnswer(world, { receipt: 'f'.repeat(64), customer: 'cu-1', ...(of === undefined ? {} : { case: of }), channel: 'phone', bundle: 'b', shown: { class: 'service', owner: 'call-centre', does }, action, how: 'accepted' }, { ...ctx, actor: 'source:mobile' }));
const told = async (): Promise<unknown[]> =>
  (await bench.loop.db.query<{ kind: string; body: string }>({ text: `select kind, body from log where subject = $1 and kind <> 'customer:added' order by seq`, values: [stream] })).rows.map(({ kind, body }) => {
    const { code, owner, connector } = JSON.parse(body) as Record<string, string | undefined>;
    return [kind, connector ?? code ?? '', ...(owner === undefined ? [] : [owner])];
  });
const sent = async (): Promise<Customer['sent']> =>
  (JSON.parse((await bench.loop.db.query<{ state: string }>({ text: 'select state from customers where id = $1', values: ['cu-1'] })).rows[0]?.state ?? '') as Customer).sent;
const message: Does = { kind: 'send', message: 'home-cover', purpose: 'marketing' };

beforeEach(async () => {
  // Who waits for a system that is switched off looks again within a moment.
  bench = await openEffectsBench({ speed: 1000 });
  await bench.loop.enter(person('ana'), customer);
});
afterEach(() => bench.end());

it('a message that somebody without a case accepts is sent, and stands with the customer as sent', async () => {
  await bench.loop.say('ana', { type: 'consent:give', customer: 'cu-1', channel: 'email', purpose: 'marketing' });
  await accept('home-cover', message);
  await bench.settled(stream);
  expect(bench.system('messages').applied().map(({ case: of, times }) => [of, times])).toEqual([[stream, 1]]);
  expect(await told()).toEqual([['consent:given', ''], ['decision:answered', ''], ['effect:done', 'messages']]);
  expect(await sent()).toMatchObject([{ action: 'home-cover', is: 'done', system: 'messages' }]);
  expect((await bench.loop.db.transaction((tx) => verify(tx), 'repeatable read, read only')).problems).toEqual([]);
});

it('a system is asked for what an accepted action says, with a case and without', async () => {
  await accept('refresh-bureau-report', { kind: 'call', system: 'bureau', operation: 'report' });
  await bench.settled(stream);
  expect([bench.system('bureau').applied().length, await told(), (await sent())?.map(({ is }) => is)]).toEqual([1, [['decision:answered', ''], ['effect:done', 'bureau']], ['done']]);
  await bench.loop.enter({ kind: 'case:identified', subject: 'case:k-1', case: 'k-1', customer: 'cu-1', body: { customer: 'cu-1', evidence: 'card' } });
  await accept('another-report', { kind: 'call', system: 'bureau', operation: 'report' }, 'k-1');
  await bench.settled('k-1');
  expect([(await bench.entriesOf('k-1')).at(-1)?.kind, bench.system('bureau').applied().length, await sent()]).toMatchObject(['effect:done', 2, [{ is: 'done' }]]);
});

it('after a withdrawal nothing is sent; it is told as not done, to who answers for the action', async () => {
  await bench.loop.say('ana', { type: 'consent:give', customer: 'cu-1', channel: 'email', purpose: 'marketing' });
  await bench.loop.enter(person('ada', { role: 'administrator' }));
  await bench.loop.say('ada', { type: 'connector:switch', connector: 'messages', isOff: true, because: 'maintenance' });
  await accept('home-cover', message);
  await bench.loop.say('ana', { type: 'consent:withdraw', customer: 'cu-1', channel: 'email', purpose: 'marketing' });
  await bench.loop.say('ada', { type: 'connector:switch', connector: 'messages', isOff: false, because: 'maintenance' });
  bench.worker.wake();
  await bench.settled(stream);
  expect(bench.system('messages').applied()).toEqual([]);
  expect((await told()).slice(2)).toEqual([['consent:withdrawn', ''], ['effect:failed', 'messages'], ['exception:raised', 'effect_forbidden', 'team:call-centre']]);
  expect([(await sent())?.map(({ is }) => is), await bench.open()]).toEqual([['failed'], []]);
});
