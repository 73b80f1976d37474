/** Draws that are the same for the same seed, on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** A stream of its own: what is drawn from it moves no other draw. */
  fork(label: string): Random;
}

/** Mulberry32 (Tommy Ettinger): 32 bits of state are plenty for a demo, and nothing for a secret. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new Error('Bug: nothing to pick from');
      return picked;
    },
    fork: (label) => seededRandom(fnv1a(label, seed)),
  };
}

/** FNV-1a over the label's UTF-16 units, started at the parent's seed. */
function fnv1a(label: string, seed: number): number {
  let sum = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < label.length; index += 1) sum = Math.imul(sum ^ label.charCodeAt(index), 0x01000193) >>> 0;
  return sum;
}
