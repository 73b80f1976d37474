import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Answer } from '../../shared/contract/answer.ts';
import { must } from '../../shared/assert.ts';
import { personId, taskId, teamId } from './bank.ts';
import { introduce } from './desk-socket.ts';
import type { LightSocket } from './light-socket.ts';
import { openLightSocket } from './light-socket.ts';
import type { Connect } from './queue-person.ts';

/** Which task of its queue each team claims next: colleagues look at one list and do not reach for the same row. */
const nextOf = new Map<number, number>();

/** What the persons of this process were told: pushes of what they watch, and "busy, ask again later". */
export const heard = { pushes: 0, busy: 0 };

const lastChunk = '"cursor":"';

/** Watches a scope and waits until the whole snapshot has come. */
async function watch(socket: LightSocket, scope: string): Promise<void> {
  const isWhole = new Promise<void>((resolve) => socket.onTold((packet) => packet.indexOf('chunk') === 3 && packet.includes(lastChunk) && resolve()));
  const answer = await socket.ask<Answer>('subscribe', { scope });
  if (!answer.ok) throw new Error(`${scope} was refused: ${answer.code}`);
  await isWhole;
}

/** A person of Baton (`<team>.<number>`) who watches the team's queue and their own work, and is told of every change of it. */
export const connectDesk: Connect = async (address, name) => {
  const [team = 0, number = 0] = name.split('.').map(Number);
  const socket = await openLightSocket(address, await introduce(address, personId(team, number)));
  await watch(socket, `queue:${teamId(team)}`);
  await watch(socket, 'me');
  socket.onTold((packet) => packet.indexOf('push') === 3 && (heard.pushes += 1));
  const command = async (body: object): Promise<Answer> => {
    for (;;) {
      const answer = await socket.ask<Answer>('command', { commandId: randomUUID(), ...body });
      if (answer.ok || answer.code !== 'busy') return answer;
      heard.busy += 1;
      await setTimeout(answer.retryAfterMs);
    }
  };
  const fences = new Map<string, number>();
  return {
    claim: async () => {
      const n = nextOf.get(team) ?? 0;
      nextOf.set(team, n + 1);
      const task = taskId(team, n);
      const answer = await command({ type: 'task:claim', task, version: 1 });
      if (!answer.ok && answer.code === 'not_found') return undefined;
      if (!answer.ok) throw new Error(`${task} was not claimed: ${answer.code}`);
      fences.set(task, must(answer.result?.['fence'] as number | undefined, 'a claim answers with its fence'));
      return task;
    },
    complete: async (task) => {
      const answer = await command({ type: 'task:complete', task, fence: fences.get(task) });
      if (!answer.ok) throw new Error(`${task} was not completed: ${answer.code}`);
      fences.delete(task);
    },
    leave: () => socket.leave(),
  };
};
