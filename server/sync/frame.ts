/** An event as it goes over the wire, encoded once for all sockets that get it. */
export interface Frame {
  /** As Socket.IO's own encoder would write it, without the leading packet type of Engine.IO. */
  readonly text: string;
  /** What Engine.IO's WebSocket transport sends as it is. */
  readonly options: { readonly compress: false; readonly wsPreEncodedFrame: readonly [Buffer] };
  readonly bytes: number;
}

const textFrame = 0x81;

/** The answer to a message that a client numbered (`3` is an acknowledgement); written as `encodeFrame` writes events. */
export const encodeAnswer = (number: number, answer: object): Frame => frameOf(`3${String(number)}[${JSON.stringify(answer)}]`);

/**
 * Encodes `event` with a payload that is already JSON: a Socket.IO packet (protocol 5: `2` is an event in the main namespace) in an
 * Engine.IO packet (`4` is a message) in an unmasked WebSocket frame (RFC 6455, 5.2), as the in-memory adapter does for broadcasts.
 */
export const encodeFrame = (event: string, json: string): Frame => frameOf(`2["${event}",${json}]`);

function frameOf(text: string): Frame {
  const size = Buffer.byteLength(text) + 1;
  const headerSize = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerSize + size);
  frame[0] = textFrame;
  if (headerSize === 2) frame[1] = size;
  else if (headerSize === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(size, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  frame.write(`4${text}`, headerSize, 'utf8');
  return { text, options: { compress: false, wsPreEncodedFrame: [frame] }, bytes: size };
}

/** Several frames as one piece for the wire: the reader still gets each as a message of its own. */
export function joinFrames(frames: readonly Frame[]): Frame {
  const bytes = Buffer.concat(frames.map(({ options }) => options.wsPreEncodedFrame[0]));
  return { text: '', options: { compress: false, wsPreEncodedFrame: [bytes] }, bytes: bytes.length };
}
