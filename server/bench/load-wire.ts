import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { must } from '../../shared/assert.ts';

/** What comes in over a wire. `text` is a Socket.IO packet (protocol 5) without Engine.IO's type; it is only good during the call. */
export interface WireHears {
  packet(text: Buffer, at: number): void;
  closed(): void;
}

/** One Socket.IO connection over a bare WebSocket. */
export interface Wire {
  send(packet: string): void;
  /** Ends it without a goodbye, as a cut line does. */
  cut(): void;
}

/** Milliseconds of the wall clock with fractions, the same in every process of the machine. */
export const wallNow = (): number => performance.timeOrigin + performance.now();

const empty = Buffer.alloc(0);
/** What any of the sockets has just read: taken apart before the next one reads, so that one piece of memory serves all. */
const readInto = Buffer.allocUnsafe(65_536);
const endOfHeaders = '\r\n\r\n';

/**
 * Connects (RFC 6455, Engine.IO 4, Socket.IO 5) and resolves once the server has let us in; rejects with its refusal. Two thousand
 * of socket.io-client in the same machine would cost more than the server that is measured, so this does only what is needed: no
 * fragments, no compression, no reconnecting.
 */
export function openWire(address: string, auth: object, hears: WireHears): Promise<Wire> {
  const { hostname, host, port } = new URL(address);
  return new Promise((resolve, reject) => {
    let isUpgraded = false;
    let rest: Buffer = empty;
    const take = (payload: Buffer, at: number): void => {
      const type = payload[0];
      if (type === ping) socket.write(frame('3'));
      else if (type === open) socket.write(frame(`40${JSON.stringify(auth)}`));
      else if (type !== message) return;
      else if (payload[1] === connected) resolve(wire);
      else if (payload[1] === refused) reject(new Error(payload.toString('utf8', 2)));
      else hears.packet(payload.subarray(1), at);
    };
    const read = (count: number, bytes: Uint8Array): boolean => {
      const fresh = readInto.subarray(0, count);
      if (bytes !== readInto) throw new Error('Bug: it reads into the memory that it was given');
      let data = rest.length === 0 ? fresh : Buffer.concat([rest, fresh]);
      rest = empty;
      if (!isUpgraded) {
        const end = data.indexOf(endOfHeaders);
        if (end >= 0) {
          const status = data.toString('latin1', 9, 12);
          if (status !== '101') {
            socket.destroy();
            reject(new Error(`no upgrade: ${status}`));
            return false;
          }
          isUpgraded = true;
          data = data.subarray(end + endOfHeaders.length);
        }
      }
      const left = isUpgraded ? takeFrames(data, take) : data;
      if (left.length > 0) rest = Buffer.from(left);
      return true;
    };
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true, onread: { buffer: readInto, callback: read } });
    const wire: Wire = {
      send: (packet) => void socket.write(frame(`4${packet}`)),
      cut: () => void socket.destroy(),
    };
    socket.on('error', reject);
    socket.once('close', () => {
      reject(new Error('the server hung up'));
      hears.closed();
    });
    const headers = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: YmF0b24tbG9hZC1iZW5jaA=='];
    socket.write([`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1`, `Host: ${host}`, ...headers, '', ''].join('\r\n'));
  });
}

const code = (character: string): number => must(character.codePointAt(0), 'a character has a code');
const [open, ping, message, connected, refused] = [code('0'), code('2'), code('4'), code('0'), code('4')];

/** Hands on the payload of every whole frame and returns what is left. A server's frames are not masked. */
function takeFrames(data: Buffer, take: (payload: Buffer, at: number) => void): Buffer {
  const at = wallNow();
  let from = 0;
  while (data.length - from >= 2) {
    const short = must(data[from + 1], 'two bytes are there') & 0x7f;
    const headerSize = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (data.length - from < headerSize) break;
    const size = short < 126 ? short : short === 126 ? data.readUInt16BE(from + 2) : Number(data.readBigUInt64BE(from + 2));
    const end = from + headerSize + size;
    if (data.length < end) break;
    if ((must(data[from], 'two bytes are there') & 0x0f) === 1) take(data.subarray(from + headerSize, end), at);
    from = end;
  }
  return from === data.length ? empty : data.subarray(from);
}

/** A client's frame must be masked; a mask of zeros leaves the text as it is. */
function frame(text: string): Buffer {
  const size = Buffer.byteLength(text);
  const headerSize = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const bytes = Buffer.alloc(headerSize + 4 + size);
  bytes[0] = 0x81;
  bytes[1] = 0x80 | (headerSize === 2 ? size : headerSize === 4 ? 126 : 127);
  if (headerSize === 4) bytes.writeUInt16BE(size, 2);
  if (headerSize === 10) bytes.writeBigUInt64BE(BigInt(size), 2);
  bytes.write(text, headerSize + 4, 'utf8');
  return bytes;
}
