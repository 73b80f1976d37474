import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import type { Change } from '../../shared/contract/changes.ts';
import { bindWorkspace } from '../http/workspace-files.ts';
import type { ScreenRows } from './screen-rows.ts';

export interface ScreenBankParts {
  /** The bundle of the workspace. */
  readonly workspace: string;
  readonly rows: ScreenRows;
  readonly me: string;
  readonly team: string;
  readonly startsAt: number;
}

/** A server that speaks to one screen as Baton does, with rows of its own and a clock that is told. */
export interface ScreenBank {
  readonly address: string;
  readonly session: { readonly token: string; readonly person: object };
  /** Makes so many changes and pushes them; the bank's time goes on by so much. */
  step(count: number, byMs: number): void;
  /** How many commands came. */
  readonly commands: () => number;
  stop(): Promise<void>;
}

const logId = 'bench';
const rowsAPart = 100;

export async function openScreenBank({ workspace, rows, me, team, startsAt }: ScreenBankParts): Promise<ScreenBank> {
  const web = fastify();
  if (!bindWorkspace(web, workspace)) throw new Error('Bug: the bundle of the workspace is not where it was built');
  const person = { id: me, name: 'Ana Bench', role: 'branchEmployee', team, skills: {}, languages: ['en'], licences: [], capacity: 10, availability: 'available', availabilitySince: startsAt, version: 1 };
  const initials = (n: number): string => `${String.fromCharCode(65 + (n % 26))}${String.fromCharCode(65 + ((n * 7) % 26))}`;
  web.post('/v1/labels', ({ body }) => ({
    rows: (body as { customers: string[] }).customers.map((id) => ({ id, kind: 'person', label: `${initials(Number(id.slice(2)))[0] ?? 'A'}••• N•••`, version: 1 })),
  }));
  web.get('/v1/directory', () => ({
    rows: Array.from({ length: 60 }, (_, n) => ({ person: `p-${String(n)}`, name: `Person ${String(n)}`, initials: initials(n), role: 'branchEmployee', team })),
  }));
  web.get('/v1/journeys', () => ({ rows: [] }));
  web.get('/v1/views', () => ({ rows: [] }));
  web.get('/v1/sources', () => ({ rows: [] }));
  const server = new Server(web.server, { transports: ['websocket'], perMessageDeflate: false });
  const watching = new Map<string, Socket>();
  let now = startsAt;
  let prev = rows.seq;
  let commands = 0;
  const ok = { ok: true, seq: 0 };

  const snapshot = (socket: Socket, scope: string): void => {
    const changes: Change[] = (scope === 'me' || scope.startsWith('queue:') ? rows.rowsOf(scope) : []).map((row) => ({ put: 'task', row }));
    if (scope === 'me') changes.push({ put: 'person', row: person });
    if (scope.startsWith('case:')) changes.push({ put: 'case', row: caseRow(scope.slice('case:'.length), team, startsAt) });
    const parts = Math.max(1, Math.ceil(changes.length / rowsAPart));
    for (let part = 1; part <= parts; part += 1) {
      const chunk = { scope, mode: 'snapshot', part, parts, changes: changes.slice((part - 1) * rowsAPart, part * rowsAPart) };
      socket.emit('chunk', part === parts ? { ...chunk, cursor: `${logId}.${String(rows.seq)}` } : chunk);
    }
  };
  const push = (scope: string, changes: readonly Change[]): void => {
    watching.get(scope)?.emit('push', { scope, prev, seq: rows.seq, changes });
  };

  server.on('connection', (socket) => {
    const answers = (event: string, take: (message: Record<string, unknown>) => object): void =>
      void socket.on(event, (message: Record<string, unknown>, reply?: (answer: object) => void) => reply?.(take(message)));
    const subscribe = ({ scope }: Record<string, unknown>): object => {
      watching.set(String(scope), socket);
      setImmediate(() => snapshot(socket, String(scope)));
      return ok;
    };
    answers('subscribe', subscribe);
    answers('since', subscribe);
    answers('unsubscribe', ({ scope }) => {
      watching.delete(String(scope));
      return ok;
    });
    answers('hash', () => ({ ...ok, result: { verdict: 'same' } }));
    answers('command', ({ type, task }) => {
      commands += 1;
      const row = type === 'task:claim' ? rows.claim(String(task)) : undefined;
      if (!row) return { ok: false, code: 'already_claimed', params: { by: 'p-1' } };
      for (const scope of ['me', `queue:${team}`]) push(scope, [{ put: 'task', row }]);
      prev = rows.seq;
      return { ok: true, seq: rows.seq, version: row.version };
    });
    socket.emit('head', { cursor: `${logId}.${String(rows.seq)}`, now });
  });
  const beat = setInterval(() => server.emit('head', { cursor: `${logId}.${String(rows.seq)}`, now }), 2000);
  await web.listen({ port: 0, host: '127.0.0.1' });
  return {
    address: `http://127.0.0.1:${String((web.server.address() as AddressInfo).port)}`,
    session: { token: 'bench', person },
    step: (count, byMs) => {
      now += byMs;
      const { queue, me: own } = rows.step(count, now);
      push(`queue:${team}`, queue);
      push('me', own);
      prev = rows.seq;
      if (byMs > 1000) server.emit('head', { cursor: `${logId}.${String(rows.seq)}`, now });
    },
    commands: () => commands,
    stop: async () => {
      clearInterval(beat);
      await server.close();
      await web.close();
    },
  };
}

const caseRow = (id: string, team: string, at: number): { id: string; version: number } & Record<string, unknown> => ({
  id, version: 1, journey: 'consumer-loan', journeyVersion: 1, party: { source: 'bench', key: id }, customer: 'c-1', team, stage: 'Income', status: 'open',
  waitsFor: { whom: 'customer', since: at }, openedAt: at, lastProgressAt: at, clocks: [], promises: [], touchedBy: [],
});
