import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import { readCaseState } from '../store/reads/demo-cases.ts';
import type { TestGateway } from '../testing/gateway.ts';
import { freshHash, openTestGateway } from '../testing/gateway.ts';
import type { TestLoop } from '../testing/loop.ts';
import { caseWith, openTestLoop, person, team } from '../testing/loop.ts';
import { verified } from '../testing/proc/bank.ts';

let loop: TestLoop;
let gateway: TestGateway;
beforeAll(async () => {
  loop = await openTestLoop();
  await loop.enter(
    team('north'), team('south'), person('ana'), person('ben'), person('chloe', { role: 'teamLead' }), person('sid', { team: 'south', branch: 'south' }), person('nova', { role: 'aiColleague' }),
    ...caseWith('k-1', ['t-1']),
  );
  gateway = await openTestGateway(loop, loop.database.url);
});
afterAll(async () => {
  await gateway.stop();
  await loop.end();
});

const idOf = (answer: Answer): string => (answer.ok ? String(answer.result?.['help']) : answer.code);

it('somebody who asks for help is seen by their team, answered on the case, and has it when they say so', async () => {
  const [ben, ana] = [await gateway.client('ben'), await gateway.client('ana')];
  await ben.watch('team:north');
  await ana.watch('case:k-1');
  const help = idOf(await loop.say('ana', { type: 'help:ask', case: 'k-1', task: 't-1', field: 'income', reason: 'Which code for a second job?' }));
  await ben.until(() => JSON.stringify(ben.rows('team:north', 'person')['ana']?.['helps'] ?? '').includes(help), 'the call for help on the row of who asks');
  expect(ben.rows('team:north', 'person')['ana']?.['helps']).toMatchObject([{ id: help, case: 'k-1', task: 't-1', field: 'income' }]);
  expect(await loop.say('ben', { type: 'help:answer', case: 'k-1', help, text: 'Code 14.' })).toMatchObject({ ok: true });
  await ana.until(() => JSON.stringify(ana.rows('case:k-1', 'case')['k-1']?.['helps'] ?? '').includes('"by":"ben"'), 'the answer on the case');
  expect(await loop.say('ben', { type: 'help:close', case: 'k-1', help })).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await loop.say('ana', { type: 'help:close', case: 'k-1', help })).toMatchObject({ ok: true });
  await ben.until(() => ben.rows('team:north', 'person')['ana']?.['helps'] === undefined, 'the end of it');
  expect((await readCaseState(loop.db, 'k-1'))?.case.helps).toBeUndefined();
  expect(ben.hash('team:north')).toBe(await freshHash(loop, 'team:north'));
  for (const client of [ben, ana]) client.end();
});

it('a question to whoever has the work reaches them wherever they are, until they have answered', async () => {
  const ben = await gateway.client('ben');
  await ben.watch('me');
  const help = idOf(await loop.say('ana', { type: 'help:ask', case: 'k-1', task: 't-1', to: 'ben', reason: 'Did they send the payslip?' }));
  await ben.until(() => JSON.stringify(ben.rows('me', 'person')['ben']?.['helps'] ?? '').includes(help), 'the question on the own row');
  expect(ben.rows('me', 'person')['ben']?.['helps']).toMatchObject([{ id: help, case: 'k-1', task: 't-1', by: 'ana' }]);
  expect((await readCaseState(loop.db, 'k-1'))?.case.helps).toMatchObject([{ id: help, by: 'ana', to: 'ben' }]);
  expect(await loop.say('ben', { type: 'help:answer', case: 'k-1', help, text: 'Yes, today.' })).toMatchObject({ ok: true });
  await ben.until(() => ben.rows('me', 'person')['ben']?.['helps'] === undefined, 'it is answered');
  expect(await loop.say('ana', { type: 'help:close', case: 'k-1', help })).toMatchObject({ ok: true });
  // One that is taken back is gone from their list too; who reads no questions is asked none.
  const other = idOf(await loop.say('ana', { type: 'help:ask', case: 'k-1', to: 'ben', reason: 'And the code?' }));
  await ben.until(() => ben.rows('me', 'person')['ben']?.['helps'] !== undefined, 'the second question');
  expect(await loop.say('ana', { type: 'help:close', case: 'k-1', help: other })).toMatchObject({ ok: true });
  await ben.until(() => ben.rows('me', 'person')['ben']?.['helps'] === undefined, 'it is taken back');
  for (const to of ['nova', 'ana', 'nobody']) expect(await loop.say('ana', { type: 'help:ask', case: 'k-1', to, reason: 'x' })).toMatchObject({ ok: false, code: 'not_found' });
  ben.end();
});

it('asks once for a case at a time, and a lead may end it', async () => {
  const help = idOf(await loop.say('ana', { type: 'help:ask', case: 'k-1', reason: 'Chargeback code' }));
  expect(await loop.say('ana', { type: 'help:ask', case: 'k-1', reason: 'Again' })).toMatchObject({ ok: false, code: 'help_open', params: { help } });
  expect(await loop.say('ben', { type: 'help:ask', case: 'k-1', reason: 'Me too' })).toMatchObject({ ok: true });
  expect(await loop.say('chloe', { type: 'help:close', case: 'k-1', help })).toMatchObject({ ok: true });
  for (const type of ['help:close', 'help:answer'] as const) expect(await loop.say('chloe', { type, case: 'k-1', help, ...(type === 'help:answer' ? { text: 'late' } : {}) })).toMatchObject({ ok: false, code: 'help_over' });
});

it('is not for AI colleagues or another branch, and needs a task that is there', async () => {
  for (const who of ['nova', 'sid']) expect(await loop.say(who, { type: 'help:ask', case: 'k-1', reason: 'x' })).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await loop.say('chloe', { type: 'help:ask', case: 'k-1', task: 't-none', reason: 'x' })).toMatchObject({ ok: false, code: 'task_ended' });
});

it('whoever joins is in the log with why they were asked, and whispers to who asked alone', async () => {
  const help = idOf(await loop.say('ana', { type: 'help:ask', case: 'k-1', task: 't-1', tab: 'step', field: 'income', reason: 'Chargeback code' }));
  expect(await loop.say('ana', { type: 'help:join', case: 'k-1', help })).toMatchObject({ ok: false, code: 'not_found' });
  for (const who of ['nova', 'sid']) expect(await loop.say(who, { type: 'help:join', case: 'k-1', help })).toMatchObject({ ok: false, code: 'forbidden' });
  for (const _ of ['once', 'again']) expect(await loop.say('chloe', { type: 'help:join', case: 'k-1', help })).toMatchObject({ ok: true });
  expect(await loop.say('chloe', { type: 'help:answer', case: 'k-1', help, text: 'Psst: 4853.', isWhisper: true })).toMatchObject({ ok: true });
  const [open] = (await readCaseState(loop.db, 'k-1'))?.case.helps?.filter(({ id }) => id === help) ?? [];
  expect(open).toMatchObject({ task: 't-1', tab: 'step', field: 'income', joined: [{ by: 'chloe' }], answers: [{ by: 'chloe', isWhisper: true }] });
  const { rows } = await loop.db.query<{ body: string; actor: string }>({ text: `select actor, body from log where kind = 'help:joined'` });
  expect(rows.map(({ actor, body }) => [actor, JSON.parse(body)])).toEqual([['chloe', { help, by: 'chloe', reasonValue: open?.reasonValue }]]);
  // Who is asked alone is not joined by others.
  const alone = idOf(await loop.say('ana', { type: 'help:ask', case: 'k-1', to: 'ben', reason: 'x' }));
  expect(await loop.say('chloe', { type: 'help:join', case: 'k-1', help: alone })).toMatchObject({ ok: false, code: 'not_found' });
  for (const one of [help, alone]) await loop.say('ana', { type: 'help:close', case: 'k-1', help: one });
  expect(await loop.say('chloe', { type: 'help:join', case: 'k-1', help })).toMatchObject({ ok: false, code: 'help_over' });
});

it('leaves no text in the log, and rows that the log gives again', async () => {
  const { rows } = await loop.db.query<{ body: string }>({ text: `select body from log where kind like 'help:%' or kind like 'person:help%'` });
  expect(rows.length).toBeGreaterThan(6);
  expect(rows.map(({ body }) => body).join()).not.toMatch(/code|Chargeback|Me too|payslip|Psst/i);
  expect((await verified(loop.database.url)).problems).toEqual([]);
});
