import type { Refusal } from '../model/refusal.ts';
import { refuse } from '../model/refusal.ts';

/** Levels that a message may have. */
export const MAX_DEPTH = 64;
/** Keys that one object may have. */
export const MAX_KEYS = 1000;

/** Names that reach what every object inherits; no message has a use for them. */
export const isForbiddenKey = (key: string): boolean => key === 'prototype' || key in Object.prototype;

/**
 * What strict JSON refuses, for a value that a parser has already made, as of a socket's packet: `too_deep`, `too_wide`, `bad_text` for NUL and lone
 * surrogates, `bad_json` for bytes, inherited names and numbers that were changed. Linear, no recursion.
 */
export function checkValue(value: unknown): Refusal | undefined {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let one = open.pop(); one; one = open.pop()) {
    if (typeof one.value === 'string') {
      if (one.value.includes('\0') || !one.value.isWellFormed()) return refuse('bad_text', { because: 'characters' });
    } else if (typeof one.value === 'number') {
      if (!Number.isFinite(one.value) || (Number.isInteger(one.value) && !Number.isSafeInteger(one.value))) return refuse('bad_json', { because: 'number' });
    } else if (typeof one.value === 'object' && one.value !== null) {
      if (ArrayBuffer.isView(one.value) || one.value instanceof ArrayBuffer) return refuse('bad_json', { because: 'binary' });
      const depth = one.depth + 1;
      if (depth > MAX_DEPTH) return refuse('too_deep', { limit: MAX_DEPTH });
      const children = Object.entries(one.value);
      if (!Array.isArray(one.value) && children.length > MAX_KEYS) return refuse('too_wide', { limit: MAX_KEYS });
      for (const [key, child] of children) {
        if (isForbiddenKey(key)) return refuse('bad_json', { because: 'key' });
        if (!key.isWellFormed() || key.includes('\0')) return refuse('bad_text', { because: 'characters' });
        open.push({ value: child, depth });
      }
    }
  }
  return undefined;
}
