/** How much a new measurement counts. */
const weight = 0.2;
/** A batch no larger than this shows what a batch costs whatever it holds. */
const small = 4;
/** One stall of the disk or the machine does not make the next second's commands wait or be refused. */
const outlier = 4;

/**
 * What batches cost lately, in milliseconds: something for being a batch, something for each input. Told apart, because a hundred
 * inputs after one that took 50 ms alone do not take five seconds.
 */
export class BatchCost {
  #fixedMs = 3;
  #eachMs = 0.2;

  get fixedMs(): number {
    return this.#fixedMs;
  }

  get eachMs(): number {
    return this.#eachMs;
  }

  learn(inputs: number, tookMs: number): void {
    if (inputs === 0) return;
    const expected = this.#fixedMs + inputs * this.#eachMs;
    const took = Math.min(tookMs, expected * outlier);
    if (inputs <= small) this.#fixedMs += weight * (Math.max(0.5, took - inputs * this.#eachMs) - this.#fixedMs);
    else this.#eachMs += weight * (Math.max(0.01, (took - this.#fixedMs) / inputs) - this.#eachMs);
  }

  /** How many inputs a batch of this time holds; where being a batch alone takes longer, as many as take as long again. */
  room(budgetMs: number): number {
    return Math.max(1, Math.floor(Math.max(budgetMs - this.#fixedMs, this.#fixedMs) / this.#eachMs));
  }

  /** How long until so many inputs are through, in batches of this time. */
  waitMs(inputs: number, budgetMs: number): number {
    const batches = Math.ceil(inputs / this.room(budgetMs));
    return inputs * this.#eachMs + batches * this.#fixedMs;
  }
}
