import { must } from '../../shared/assert.ts';
import type { Wire } from './load-wire.ts';
import { openWire } from './load-wire.ts';

/** A person's socket that costs next to nothing: it asks, waits for answers, and counts what else it is told. */
export interface LightSocket {
  ask<Answer>(event: string, ...args: readonly unknown[]): Promise<Answer>;
  /** Hears each event that is no answer, unparsed. */
  onTold(hear: (packet: Buffer) => void): void;
  leave(): void;
}

const [answered, bracket] = [Buffer.from('3')[0], '['];

/** Opens a socket; throws where the server refuses it. */
export async function openLightSocket(address: string, auth: object = {}): Promise<LightSocket> {
  const waiting = new Map<number, (answer: never) => void>();
  let told: (packet: Buffer) => void = () => undefined;
  let last = 0;
  let hasLeft = false;
  const wire: Wire = await openWire(address, auth, {
    packet: (packet) => {
      if (packet[0] !== answered) return told(packet);
      const from = packet.indexOf(bracket);
      const number = Number(packet.toString('latin1', 1, from));
      const answer = must(waiting.get(number), 'every question is answered once');
      waiting.delete(number);
      return answer((JSON.parse(packet.toString('utf8', from)) as [never])[0]);
    },
    closed: () => {
      if (!hasLeft) throw new Error('the server hung up');
    },
  });
  return {
    ask: (event, ...args) =>
      new Promise((resolve) => {
        const number = (last += 1);
        waiting.set(number, resolve as (answer: never) => void);
        wire.send(`2${String(number)}${JSON.stringify([event, ...args])}`);
      }),
    onTold: (hear) => (told = hear),
    leave: () => {
      hasLeft = true;
      wire.cut();
    },
  };
}
