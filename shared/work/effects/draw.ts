/** A number from 0 up to, not including, 1 that is the same for the same text (FNV-1a, then the mixing of Mulberry32). */
export function drawFrom(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193) >>> 0;
  let mixed = Math.imul(sum ^ (sum >>> 15), sum | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
