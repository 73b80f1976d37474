import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../shared/contract/answer.ts';
import type { DeskThread } from './desk-thread.ts';
import { startDeskThread } from './desk-thread.ts';
import type { TailEntry } from './store/reads/tail.ts';
import type { TestDatabase } from './testing/database.ts';
import { createTestDatabase } from './testing/database.ts';
import { clerkNames, fillBank } from './testing/proc/bank.ts';

let database: TestDatabase;
let keysFolder: string;
let thread: DeskThread;
const reported: unknown[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  keysFolder = mkdtempSync(path.join(os.tmpdir(), 'baton-thread-'));
  await fillBank(database.url, keysFolder, 20);
  reported.length = 0;
});

afterEach(async () => {
  await thread.stop();
  await database.drop();
  rmSync(keysFolder, { recursive: true, force: true });
});

const start = (masterKey?: string): DeskThread =>
  (thread = startDeskThread({
    url: database.url, keysFolder, isTimed: true, ...(masterKey === undefined ? {} : { masterKey }),
    report: (error) => reported.push(error), onSuperseded: (refusal) => reported.push(refusal),
  }));

it('answers each command that came in at once, after its entries were heard in the order of the log', async () => {
  const { door, opened } = start();
  expect(await opened).toBeUndefined();
  const heard: TailEntry[] = [];
  const answered: [Answer, heardTo: number][] = [];
  door.onCommit((entries) => heard.push(...entries));
  await Promise.all(
    clerkNames.map(async (person, n) => {
      const answer = await door.command({ type: 'task:claim', commandId: `c-${String(n)}`, task: `t-${String(n)}`, version: 1 }, { person, device: 'desk' });
      answered.push([answer, heard.at(-1)?.seq ?? 0]);
    }),
  );
  for (const [answer, heardTo] of answered) expect(answer.ok && answer.seq <= heardTo).toBe(true);
  expect(heard.filter(({ kind }) => kind === 'task:claimed').map(({ actor }) => actor).sort()).toEqual([...clerkNames].sort());
  expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_, n) => (heard[0]?.seq ?? 0) + n));
  expect(heard.every(({ body }) => body === null)).toBe(true);
  expect(reported).toEqual([]);
});

it('gives a refusal of a rule, and a source that it does not know, as the desk does', async () => {
  const { door, opened } = start();
  await opened;
  await door.command({ type: 'task:claim', commandId: 'c-1', task: 't-1', version: 1 }, { person: 'ana', device: 'desk' });
  expect(await door.command({ type: 'task:claim', commandId: 'c-2', task: 't-1', version: 1 }, { person: 'ben', device: 'desk' })).toMatchObject({ ok: false, code: 'already_claimed' });
  expect(await door.recordRead('s:read/1', 'ana', 'nobody')).toMatchObject({ ok: false, code: 'not_found' });
  expect(await door.order({ do: 'search', id: 'r-1', person: 'ana', purpose: 'call', kind: 'name', shown: [] })).toMatchObject({ ok: true });
  expect(await door.order({ do: 'call', source: 'telephony', call: 'c', event: 'answer', person: 'ana', how: 'withheld', candidates: [] })).toMatchObject({ ok: false, code: 'call_gone' });
  const event = { specversion: '1.0' as const, id: '1', source: 'elsewhere', type: 'A', subject: 'k', time: '2020-01-01T00:00:00Z' };
  expect(await door.report('elsewhere', [event])).toMatchObject({ ok: false, code: 'source_refused' });
});

it('tells how the systems outside are: one without an address is off', async () => {
  const { door, opened } = start();
  await opened;
  expect(await door.health()).toContainEqual({ connector: 'kyc', state: 'off' });
});

it('does not open with another master key', async () => {
  // The bank's keys are wrapped as soon as there is a value.
  const { opened, door } = start();
  await opened;
  await door.command({ type: 'note:add', commandId: 'c-1', case: 'case-1', text: 'a text that is sealed' }, { person: 'ana', device: 'desk' });
  await thread.stop();
  expect(await start('11'.repeat(32)).opened).toMatchObject({ ok: false, code: 'wrong_master_key' });
});
