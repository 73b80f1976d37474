import { deflateSync, crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { smallPng } from './small-png.ts';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

test('a picture of two pixels keeps its colours and its size', () => {
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  // One row, each byte said as what it is more than the pixel before it: red, then red and 5 of green.
  const png = Buffer.concat([Buffer.alloc(8), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from([1, 200, 0, 0, 0, 5, 0]))), chunk('IEND', Buffer.alloc(0))]);
  const small = smallPng(png);
  expect(small.subarray(16, 26)).toEqual(Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 3]));
  expect(small.includes(Buffer.from([0x50, 0x4c, 0x54, 0x45, 200, 0, 0, 200, 5, 0]))).toBe(true);
});
