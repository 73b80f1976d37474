import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;

/** The same picture with at most 256 colours, as PNG (ISO/IEC 15948, colour type 3). Takes 8-bit RGB or RGBA that is not interlaced, and drops alpha. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, samples, step } = pixelsOf(png);
  const pixels = width * height;
  const seen = new Map<number, number>();
  const colourAt = (pixel: number): number => samples.readUIntBE(pixel * step, 3);
  for (let pixel = 0; pixel < pixels; pixel += 1) seen.set(colourAt(pixel), (seen.get(colourAt(pixel)) ?? 0) + 1);
  const palette = choose([...seen].sort(([, a], [, b]) => b - a).map(([colour]) => colour));
  const places = new Map([...seen.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < pixels; pixel += 1) rows[Math.floor(pixel / width) + pixel + 1] = places.get(colourAt(pixel)) ?? 0;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, place) => colours.writeUIntBE(colour, place * 3, 3));
  return Buffer.concat([signature, chunk('IHDR', head), chunk('PLTE', colours), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

/** Every pixel's bytes one after the other, without the filters of the rows. */
function pixelsOf(png: Buffer): { width: number; height: number; samples: Buffer; step: number } {
  const [width, height, step] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25] === 6 ? 4 : 3];
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const packed = inflateSync(Buffer.concat(parts));
  const line = width * step;
  const samples = Buffer.alloc(line * height);
  for (let row = 0; row < height; row += 1) {
    const filter = packed[row * (line + 1)] ?? 0;
    for (let column = 0; column < line; column += 1) {
      const to = row * line + column;
      const left = column < step ? 0 : (samples[to - step] ?? 0);
      const above = row === 0 ? 0 : (samples[to - line] ?? 0);
      const corner = row === 0 || column < step ? 0 : (samples[to - line - step] ?? 0);
      samples[to] = (packed[row * (line + 1) + 1 + column] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return { width, height, samples, step };
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toAbove, toCorner] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function distance(a: number, b: number): number {
  return [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);
}

/** The most frequent colours that are no near neighbours of one chosen before. */
function choose(colours: readonly number[]): number[] {
  const chosen: number[] = [];
  for (const colour of colours) {
    if (chosen.length === mostColours) break;
    const apart = chosen.length < 24 ? 4 : 160;
    if (chosen.every((other) => distance(colour, other) >= apart)) chosen.push(colour);
  }
  return chosen;
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  for (let place = 1; place < palette.length; place += 1) if (distance(palette[place] ?? 0, colour) < distance(palette[best] ?? 0, colour)) best = place;
  return best;
}
