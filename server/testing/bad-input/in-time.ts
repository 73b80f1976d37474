const timesTheGood = 5;
const goodOnes = 5;

/** Tells an answer that is slow for its content from one on a machine that is slow. */
export interface InTime {
  /** Asks something good now and then; call it before each bad one. */
  beat(): Promise<void>;
  /** What is wrong with an answer that took so long, or nothing. */
  complaint(tookMs: number): Promise<string | undefined>;
}

/**
 * An answer is late over 250 ms and over five times the slowest good answer of the same run: good ones are asked all the time between the bad
 * ones, and several at once behind one that seems late. A busy machine delays both kinds; content that costs too much delays only its
 * own. Nothing bad is asked again, which would let pass what is slow only now and then.
 */
export function openInTime(askGood: () => Promise<unknown>, { every = 4, withinMs = 250 } = {}): InTime {
  let slowestMs = 0;
  let beats = 0;
  const good = async (): Promise<void> => {
    const startedAt = performance.now();
    await askGood();
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
  };
  return {
    beat: async () => {
      beats += 1;
      if (beats % every === 1 || every === 1) await good();
    },
    complaint: async (tookMs) => {
      if (tookMs <= withinMs) return undefined;
      for (let count = 0; count < goodOnes; count += 1) await good();
      return tookMs > timesTheGood * slowestMs ? `answered after ${tookMs.toFixed(0)} ms, the slowest good one of the run after ${slowestMs.toFixed(0)} ms` : undefined;
    },
  };
}
