import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { Answer } from '../../shared/contract/answer.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';

/** A member of staff who works without a screen, so that a test may plant much in little time. */
export interface StaffHand {
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Sends a command; throws where it is refused. */
  act(type: string, fields: object): Promise<Answer>;
  end(): void;
}

/** Signs in as a person of the demo bank. */
export async function staffHand(url: string, person: string): Promise<StaffHand> {
  const ask = async <T>(method: string, path: string, body: unknown, token: string): Promise<T> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer as T;
  };
  const { token } = await ask<{ token: string }>('POST', '/v1/demo-session', { person }, '');
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { protocol: PROTOCOL_VERSION, token, device: `hand-${person}` } });
  return {
    ask: (method, path, body) => ask(method, path, body, token),
    act: async (type, fields) => {
      const command = { type, commandId: `c-${randomUUID()}`, ...fields };
      const send = async (): Promise<Answer> => (await socket.timeout(10_000).emitWithAck('command', command)) as Answer;
      let answer = await send();
      // More than a person's hands can do: the server says when it takes the next.
      while (!answer.ok && answer.code === 'busy') {
        const { retryAfterMs = 50 } = answer;
        await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
        answer = await send();
      }
      if (!answer.ok) throw new Error(`${type}: ${JSON.stringify(answer)}`);
      return answer;
    },
    end: () => void socket.disconnect(),
  };
}
