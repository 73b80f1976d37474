import type { Socket } from 'socket.io';
import { expect, it } from 'vitest';
import { ClientSocket, defaultSocketLimits } from './client-socket.ts';
import { encodeFrame } from './frame.ts';

/** Engine.IO's socket and what lies beneath it, noting what is sent by which way. */
class FakeConnection {
  readonly straight: string[] = [];
  readonly through: string[] = [];
  readonly writeBuffer: object[] = [];
  readonly net = { writable: true, writableLength: 0, write: (bytes: Buffer): number => this.straight.push(bytes.toString('latin1')) };
  readonly transport = { writable: true, socket: { bufferedAmount: 0, _socket: this.net, terminate: (): void => void (this.isTerminated = true) } };
  readyState = 'open';
  isTerminated = false;

  write(_text: string, { wsPreEncodedFrame }: { wsPreEncodedFrame: readonly [Buffer] }): void {
    this.through.push(wsPreEncodedFrame[0].toString('latin1'));
    this.writeBuffer.push({});
  }

  on(): void {}
  close(): void {}
}

const frame = (n: number): ReturnType<typeof encodeFrame> => encodeFrame('push', String(n));
const bytesOf = (...numbers: number[]): string => numbers.map((n) => frame(n).options.wsPreEncodedFrame[0].toString('latin1')).join('');

function open(waitingPackets = 3): { client: ClientSocket; connection: FakeConnection; cuts: () => number } {
  const connection = new FakeConnection();
  let cuts = 0;
  const client = new ClientSocket(
    { conn: connection } as unknown as Socket, { person: 'ana', device: 'desk', mayWrite: true }, { ...defaultSocketLimits, waitingPackets },
    () => (cuts += 1), (headAt, now) => (now - headAt >= 1000 ? frame(99) : undefined),
  );
  return { client, connection, cuts: () => cuts };
}

it('sends what was gathered in one write, and with it where the log stands if that was long ago', () => {
  const { client, connection } = open();
  client.gather(frame(1));
  client.gather(frame(2));
  client.sendGathered();
  client.gather(frame(3));
  client.sendGathered();
  client.sendGathered();
  expect(connection.straight).toEqual([bytesOf(1, 2, 99), bytesOf(3)]);
  expect(connection.through).toEqual([]);
});

it('goes through all layers while anything waits in one of them, in the order in which it was sent', () => {
  const { client, connection } = open();
  client.send(frame(1));
  connection.net.writableLength = 10;
  client.send(frame(2));
  connection.net.writableLength = 0;
  client.send(frame(3));
  connection.writeBuffer.length = 0;
  connection.transport.writable = false;
  client.send(frame(4));
  connection.writeBuffer.length = 0;
  connection.transport.writable = true;
  client.send(frame(5));
  expect([connection.straight, connection.through]).toEqual([[bytesOf(1), bytesOf(5)], [bytesOf(2), bytesOf(3), bytesOf(4)]]);
});

it('cuts a reader for whom too much waits, and sends it nothing more', () => {
  const { client, connection, cuts } = open(3);
  connection.net.writableLength = 1;
  for (let n = 0; n < 6; n++) client.send(frame(n));
  expect(connection.through).toEqual([0, 1, 2, 3].map((n) => bytesOf(n)));
  expect([connection.straight, cuts(), connection.isTerminated]).toEqual([[], 1, true]);
});
