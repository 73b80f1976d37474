import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';
import { createRowsStore } from '../store/rows.ts';
import { Connection, defaultConnectionLimits } from './connection.ts';
import type { ConnectionState } from './connection.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly testServer: { readonly url: string; readonly template: string };
  }
}

let server: ChildProcess;
let lines: AsyncIterator<string>;
let reader: Interface;
let url: string;
let connections: Connection[] = [];

const hear = async <T>(): Promise<T> => JSON.parse(String((await lines.next()).value)) as T;
async function tell<T = Answer>(message: unknown): Promise<T> {
  server.stdin?.write(`${JSON.stringify(message)}\n`);
  return hear<T>();
}
const say = (person: string, command: Command): Promise<Answer> => tell({ say: [person, command] });

beforeAll(async () => {
  const { url: testServer, template } = inject('testServer');
  const program = path.resolve(import.meta.dirname, '../../server/testing/gateway-main.ts');
  server = spawn(process.execPath, [program, testServer, template], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!server.stdout) throw new Error('the server has no output');
  reader = createInterface({ input: server.stdout });
  lines = reader[Symbol.asyncIterator]();
  ({ url } = await hear<{ url: string }>());
});
afterEach(() => {
  for (const connection of connections) connection.stop();
  connections = [];
});
afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  await ended;
  reader.close();
});

interface Seen {
  readonly connection: Connection;
  readonly rows: ReturnType<typeof createRowsStore>;
  readonly states: ConnectionState['is'][];
  readonly defects: string[];
}

function connect(person: string): Seen {
  const rows = createRowsStore();
  const states: ConnectionState['is'][] = [];
  const defects: string[] = [];
  const connection = new Connection({
    url, rows, device: `${person}-desk`, token: () => person, limits: { ...defaultConnectionLimits, reconnectMs: 30 },
    onState: ({ is }) => void (states.at(-1) !== is && states.push(is)),
    onDefect: (scope, code) => defects.push(`${scope} ${code}`),
  });
  connections.push(connection);
  return { connection, rows, states, defects };
}

const taskOf = ({ rows }: Seen, scope: string, task: string): Record<string, unknown> | undefined => rows.getState().scopes[scope]?.rows.get(`task ${task}`)?.row;
const soon = (check: () => unknown): Promise<unknown> => expect.poll(check, { timeout: 8000, interval: 20 }).toBeTruthy();

test('a screen shows what others do, and says whether it is up to date', async () => {
  const ben = connect('ben');
  const leave = ben.connection.watch('queue:north');
  await soon(() => ben.connection.state.is === 'live');
  expect(taskOf(ben, 'queue:north', 't-1')).toMatchObject({ version: 1, holder: { by: 'queue' } });
  expect(await say('ana', { type: 'task:claim', commandId: 'one', task: 't-1', version: 1 })).toMatchObject({ ok: true });
  await soon(() => taskOf(ben, 'queue:north', 't-1')?.['version'] === 2);
  expect(ben.states).toEqual(['catchingUp', 'live']);
  expect(await ben.connection.compare()).toEqual([]);
  const alsoLeave = ben.connection.watch('queue:north');
  leave();
  leave();
  expect(taskOf(ben, 'queue:north', 't-1')).toMatchObject({ version: 2 });
  alsoLeave();
  expect(ben.rows.getState().scopes).toEqual({});
});

test('a command given while the server is away is done once when it is back, and the rows catch up', async () => {
  const ben = connect('ben');
  ben.connection.watch('queue:north');
  ben.connection.watch('me');
  await soon(() => ben.connection.state.is === 'live');
  await tell({ pause: true });
  await soon(() => ben.connection.state.is === 'connecting');
  const claim = ben.connection.send({ type: 'task:claim', commandId: 'two', task: 't-2', version: 1 });
  await say('ana', { type: 'note:add', commandId: 'three', case: 'k-1', task: 't-1', text: 'seen meanwhile' });
  await tell({ resume: true });
  expect(await claim).toMatchObject({ ok: true, result: { fence: 1 } });
  await soon(() => taskOf(ben, 'me', 't-2')?.['version'] === 2);
  await soon(() => ben.connection.state.is === 'live');
  expect(await ben.connection.compare()).toEqual([]);
  expect(ben.defects).toEqual([]);
});

test('a scope that is not theirs is closed with its code, and a session that is over asks to sign in', async () => {
  const ben = connect('ben');
  ben.connection.watch('case:nowhere');
  await soon(() => ben.defects.length > 0);
  expect(ben.defects).toEqual(['case:nowhere not_found']);
  const nobody = connect('nobody');
  await soon(() => nobody.connection.state.is === 'needsAuth');
});

test('whoever opens a case is seen in it, also where they say so before the server knows that they watch it', async () => {
  const seen: string[] = [];
  const ben = new Connection({ url, rows: createRowsStore(), device: 'ben-desk', token: () => 'ben', limits: defaultConnectionLimits, onPresence: ({ people }) => void seen.push(people.map(({ person }) => person).join()) });
  connections.push(ben);
  ben.watch('case:k-1');
  await soon(() => ben.state.is === 'live');
  const ana = connect('ana');
  await soon(() => ana.connection.state.is === 'live');
  ana.connection.present({ case: 'k-1', state: 'viewing' });
  ana.connection.watch('case:k-1');
  await soon(() => seen.at(-1) === 'ana');
});

test('whoever locks their screen is seen by nobody at once, and is seen again when they are back', async () => {
  const seen: string[] = [];
  const ben = new Connection({
    url, rows: createRowsStore(), device: 'ben-desk', token: () => 'ben', limits: { ...defaultConnectionLimits, reconnectMs: 30 },
    onPresence: ({ people }) => seen.push(people.map(({ person }) => person).filter((person) => person !== 'ben').join()),
  });
  connections.push(ben);
  ben.watch('case:k-1');
  const ana = connect('ana');
  ana.connection.watch('case:k-1');
  await soon(() => ben.state.is === 'live' && ana.connection.state.is === 'live');
  ana.connection.present({ case: 'k-1', state: 'viewing' });
  await soon(() => seen.at(-1) === 'ana');
  ana.connection.setAway(true);
  await soon(() => seen.at(-1) === '');
  await soon(() => ana.connection.state.is === 'live');
  expect(seen.at(-1)).toBe('');
  ana.connection.setAway(false);
  await soon(() => seen.at(-1) === 'ana');
});
