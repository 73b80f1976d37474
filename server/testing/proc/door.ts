import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Stands before the servers as a bank's load balancer does, so that one address stays while servers come and go. */
export interface Door {
  readonly url: string;
  /** New connections go here from now on. */
  lead(port: number): void;
  /** Lets nothing from the server through until told otherwise; what it says is lost. */
  mute(isMute: boolean): void;
  /** Breaks every connection. */
  cut(): void;
  stop(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  let target = 0;
  let isMute = false;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (bytes) => void (isMute || near.write(bytes)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of [...open]) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    lead: (port) => (target = port),
    mute: (mute) => (isMute = mute),
    cut,
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
