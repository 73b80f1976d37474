import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import type { Random } from '../../demo/random.ts';
import { connectClient } from '../socket-client.ts';
import type { TestClient } from '../socket-client.ts';

/** Nothing was decided: the same command, with the same id, may be sent again. */
const undecided = new Set(['busy', 'unavailable', 'stopping', 'clock_off']);

export interface Sent {
  readonly person: string;
  readonly command: Command;
  readonly answer: Answer;
}

/** A member of staff at a desk, working as long as told; remembers all that was acknowledged. */
export interface Clerk {
  readonly person: string;
  readonly client: TestClient;
  readonly sent: readonly Sent[];
  readonly scopes: readonly string[];
  /** Sends until it is answered, over any number of connections. */
  send(command: Command): Promise<Answer>;
  /** Does this and that until `isOver`. */
  work(isOver: () => boolean): Promise<void>;
  /** What became of commands, asked by their ids. */
  askAgain(commandIds: readonly string[]): Promise<unknown[]>;
  /** Goes home, also in the middle of something: what was sent then has no answer. */
  end(): void;
}

interface TaskRow {
  readonly id: string;
  readonly case: string;
  readonly version: number;
  readonly fence: number;
  readonly holder: { readonly by: string; readonly person?: string };
}

/** A read that is repeated where its connection broke, as those kept alive do when a server dies. */
async function fetchAgain(url: string, options: RequestInit, tries = 20): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (tries === 0) throw error;
    await wait(100);
    return fetchAgain(url, options, tries - 1);
  }
}

/** Opens a session; throws where no server answers for two seconds. */
export async function openSession(url: string, person: string): Promise<string> {
  const answer = await fetchAgain(`${url}/v1/demo-session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) });
  if (!answer.ok) throw new Error(`no session for ${person}: ${String(answer.status)}`);
  return ((await answer.json()) as { token: string }).token;
}

export async function openClerk(url: string, person: string, team: string, random: Random): Promise<Clerk> {
  const client = await connectClient(url, () => openSession(url, person), { device: `${person}-desk` });
  const scopes = ['me', `queue:${team}`, `team:${team}`];
  for (const scope of scopes) await client.watch(scope);
  const sent: Sent[] = [];
  let count = 0;
  let isHome = false;
  const run = random.between(0, 1e9).toString(36);

  const send = async (command: Command): Promise<Answer> => {
    for (;;) {
      if (isHome) throw new Error(`${person} went home before there was an answer`);
      const answer = client.socket.connected ? ((await client.socket.timeout(5000).emitWithAck('command', command).catch(() => undefined)) as Answer | undefined) : undefined;
      if (answer !== undefined && (answer.ok || !undecided.has(answer.code))) {
        sent.push({ person, command, answer });
        return answer;
      }
      await wait(answer?.ok === false ? Math.min(answer.retryAfterMs ?? 50, 500) : 50);
    }
  };

  const draw = (): Command => {
    const commandId = `${person}-${run}-${String((count += 1))}`;
    const tasks = Object.values(client.rows(`queue:${team}`, 'task')) as unknown as TaskRow[];
    const mine = tasks.filter(({ holder }) => holder.person === person);
    const free = tasks.filter(({ holder }) => holder.by === 'queue');
    const held = mine.length > 0 ? random.pick(mine) : undefined;
    if (held && (mine.length > 3 || random.chance(0.6))) {
      const { id: task, fence } = held;
      const text = `${person} was here, ${String(count)}`;
      if (random.chance(0.4)) return { type: 'note:add', commandId, case: held.case, task, text };
      if (random.chance(0.1)) return { type: 'task:complete', commandId, task, fence };
      if (random.chance(0.3)) return { type: 'evidence:add', commandId, case: held.case, task, fence, kind: 'payslip', text };
      return { type: 'task:release', commandId, task, fence, because: 'other' };
    }
    // A long run may leave no task; a note can always be written.
    if (free.length === 0) return { type: 'note:add', commandId, case: 'case-0', text: 'Nothing left to do.' };
    const { id: task, version } = random.pick(free);
    return { type: 'task:claim', commandId, task, version };
  };

  return {
    person, client, sent, send,
    scopes: scopes.map((scope) => (scope === 'me' ? `me:${person}` : scope)),
    work: async (isOver) => {
      while (!isOver() && !isHome) {
        await send(draw()).catch((error: unknown) => {
          if (!isHome) throw error;
        });
        await wait(random.between(5, 40));
      }
    },
    end: () => {
      isHome = true;
      client.end();
    },
    askAgain: async (commandIds) => {
      const headers = { authorization: `Bearer ${await openSession(url, person)}` };
      const answers: unknown[] = [];
      for (const id of commandIds) answers.push(await (await fetchAgain(`${url}/v1/commands/${encodeURIComponent(id)}`, { headers })).json());
      return answers;
    },
  };
}
