/** The first 64 fractional bits of cube roots of primes, cut to 32: the round constants of FIPS 180-4. */
const K = roundConstants();

function roundConstants(): Uint32Array {
  const found = new Uint32Array(64);
  let count = 0;
  for (let n = 2; count < 64; n += 1) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) isPrime = false;
    if (isPrime) found[count++] = (Math.cbrt(n) % 1) * 2 ** 32;
  }
  return found;
}

const W = new Uint32Array(64);
const at = (words: Uint32Array, index: number): number => words[index] as number;
const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/**
 * The first 8 bytes of SHA-256 (FIPS 180-4) of a text's UTF-8, as two unsigned 32-bit words. Written here because both sides of the
 * socket need it without waiting, and a browser's own is asynchronous.
 */
export function sha256Head(text: string): readonly [number, number] {
  const bytes = utf8(text);
  const length = ((bytes.length + 9 + 63) >> 6) << 6;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 4, bytes.length << 3);
  view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
  const H = new Uint32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
  for (let offset = 0; offset < length; offset += 64) block(H, view, offset);
  return [at(H, 0), at(H, 1)];
}

function block(H: Uint32Array, view: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) W[i] = view.getUint32(offset + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [w15, w2] = [at(W, i - 15), at(W, i - 2)];
    W[i] = at(W, i - 16) + (turn(w15, 7) ^ turn(w15, 18) ^ (w15 >>> 3)) + at(W, i - 7) + (turn(w2, 17) ^ turn(w2, 19) ^ (w2 >>> 10));
  }
  let [a, b, c, d] = [at(H, 0) | 0, at(H, 1) | 0, at(H, 2) | 0, at(H, 3) | 0];
  let [e, f, g, h] = [at(H, 4) | 0, at(H, 5) | 0, at(H, 6) | 0, at(H, 7) | 0];
  for (let i = 0; i < 64; i += 1) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(K, i) + at(W, i)) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) H[i] = at(H, i) + word;
}

/** UTF-8 without the encoders of browsers and Node, which plain TypeScript does not know. Keys of rows are nearly always ASCII. */
function utf8(text: string): Uint8Array {
  const ascii = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 127) return Uint8Array.from(encodeURIComponent(text.toWellFormed()).matchAll(/%(..)|[^%]/g), byteOf);
    ascii[i] = code;
  }
  return ascii;
}

const byteOf = ([char, hex]: RegExpMatchArray): number => (hex === undefined ? char.charCodeAt(0) : Number.parseInt(hex, 16));
