import type { Socket } from 'socket.io-client';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Chunk } from '../../shared/contract/changes.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import { openSocket } from './queue-person.ts';

/** How a person who has signed in to a Baton server introduces a socket. */
export async function introduce(address: string, person: string): Promise<{ protocol: number; token: string; device: string }> {
  const response = await fetch(`${address}/v1/demo-session`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }),
  });
  if (!response.ok) throw new Error(`no session for ${person}: ${String(response.status)}`);
  const { token } = (await response.json()) as { token: string };
  return { protocol: PROTOCOL_VERSION, token, device: `${person}-desk` };
}

/** A signed-in person's socket at a Baton server. */
export const openDeskSocket = async (address: string, person: string): Promise<Socket> => openSocket(address, await introduce(address, person));

/** Subscribes and waits until the whole snapshot is there; returns how many rows it had. */
export async function watch(socket: Socket, scope: string): Promise<number> {
  let rows = 0;
  const isWhole = new Promise<void>((resolve) => {
    const hear = (chunk: Chunk): void => {
      if (chunk.scope !== scope) return;
      rows += chunk.changes.length;
      if (chunk.cursor === undefined) return;
      socket.off('chunk', hear);
      resolve();
    };
    socket.on('chunk', hear);
  });
  const answer = (await socket.emitWithAck('subscribe', { scope })) as Answer;
  if (!answer.ok) throw new Error(`${scope} was refused: ${answer.code}`);
  await isWhole;
  return rows;
}
