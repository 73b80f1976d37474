import { setTimeout as wait } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import { PROTOCOL_VERSION } from '../../../shared/contract/version.ts';
import type { CloudEvent, EventResult } from '../../../shared/model/event.ts';

/** The ways into the server, as sources and staff have them. What is not answered is sent again, with the same ids, until it is. */
export interface Doors {
  /** Events of one source, in their order. */
  report(source: string, events: readonly CloudEvent[]): Promise<readonly EventResult[]>;
  command(person: string, command: Command): Promise<Answer>;
  /** Another server, or the same one again, from now on. */
  lead(address: string, sourceKeys: Readonly<Record<string, string>>): void;
  stop(): void;
}

/** Nothing was decided: the same may be sent again. */
const undecided = new Set(['busy', 'unavailable', 'stopping', 'clock_off']);
const againMs = 50;

export function openDoors(): Doors {
  let address = '';
  let keys: Readonly<Record<string, string>> = {};
  let isStopped = false;
  const sockets = new Map<string, { socket: Socket; address: string }>();

  const openSession = async (person: string): Promise<string> => {
    const answer = await fetch(`${address}/v1/demo-session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) });
    return answer.ok ? ((await answer.json()) as { token: string }).token : '';
  };

  const socketOf = (person: string): Socket => {
    const known = sockets.get(person);
    if (known?.address === address) return known.socket;
    known?.socket.disconnect();
    const socket = io(address, {
      transports: ['websocket'], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 200,
      auth: (give) => void openSession(person).catch(() => '').then((token) => give({ protocol: PROTOCOL_VERSION, device: `${person}-desk`, token })),
    });
    // Some refusals of a connection are for good for the client, not for us.
    socket.on('connect_error', () => void setTimeout(() => isStopped || socket.active || socket.connect(), againMs));
    socket.on('disconnect', (reason) => void (reason === 'io server disconnect' && !isStopped && socket.connect()));
    sockets.set(person, { socket, address });
    return socket;
  };

  return {
    lead: (given, sourceKeys) => {
      address = given;
      keys = sourceKeys;
    },
    report: async (source, events) => {
      for (;;) {
        try {
          const answer = await fetch(`${address}/v1/events`, {
            method: 'POST', body: JSON.stringify(events),
            headers: { 'content-type': 'application/cloudevents-batch+json', 'x-baton-key': keys[source] ?? '' },
          });
          const said = (await answer.json()) as { results?: EventResult[]; code?: string };
          if (said.results && !said.results.some(({ code }) => code !== undefined && undecided.has(code))) return said.results;
          if (answer.status < 500 && answer.status !== 429 && !said.results) throw new Refused(`events of ${source}: ${JSON.stringify(said)}`);
        } catch (error) {
          if (error instanceof Refused || isStopped) throw error;
        }
        await wait(againMs);
      }
    },
    command: async (person, command) => {
      for (;;) {
        const answer = (await socketOf(person).timeout(5000).emitWithAck('command', command).catch(() => undefined)) as Answer | undefined;
        if (answer !== undefined && (answer.ok || !undecided.has(answer.code))) return answer;
        if (isStopped) throw new Error('the day is over');
        await wait(againMs);
      }
    },
    stop: () => {
      isStopped = true;
      for (const { socket } of sockets.values()) socket.disconnect();
    },
  };
}

/** Not for repeating. */
class Refused extends Error {}
