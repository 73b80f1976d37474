/** How much a new measurement counts: the last thirty or so are remembered. */
const weight = 0.03;
/** One stall of the disk or the machine does not make the next second's commands wait or be refused. */
const outlier = 4;
/** Below this spread of sizes (their variance) nothing can be said about what one more input costs. */
const leastSpread = 2;
const leastEachMs = 0.02;
const leastFixedMs = 0.5;
const turns = [0.7, 1, 1.4, 1];

/**
 * What batches cost lately, in milliseconds: something for being a batch, something for each input. Told apart by a line through the
 * last measurements (least squares), because a hundred inputs after one that took 50 ms alone do not take five seconds, and because
 * batches that are never small would else count their own waiting for the database as the price of each input, and shrink.
 */
export class BatchCost {
  #fixedMs = 3;
  #eachMs = 0.2;
  // Weighted means of size and time, of their squares and products. They start as batches of 10 and 30 that cost the above.
  #size = 20;
  #took = 7;
  #sizeSize = 500;
  #sizeTook = 160;
  #turn = 0;

  get fixedMs(): number {
    return this.#fixedMs;
  }

  get eachMs(): number {
    return this.#eachMs;
  }

  learn(inputs: number, tookMs: number): void {
    if (inputs === 0) return;
    const took = Math.min(tookMs, (this.#fixedMs + inputs * this.#eachMs) * outlier);
    this.#size += weight * (inputs - this.#size);
    this.#took += weight * (took - this.#took);
    this.#sizeSize += weight * (inputs * inputs - this.#sizeSize);
    this.#sizeTook += weight * (inputs * took - this.#sizeTook);
    const spread = this.#sizeSize - this.#size * this.#size;
    if (spread >= leastSpread) this.#eachMs = Math.max(leastEachMs, (this.#sizeTook - this.#size * this.#took) / spread);
    this.#fixedMs = Math.max(leastFixedMs, this.#took - this.#size * this.#eachMs);
  }

  /** How many inputs a batch of this time holds; where being a batch alone takes longer, as many as take as long again. */
  room(budgetMs: number): number {
    return Math.max(1, Math.floor(Math.max(budgetMs - this.#fixedMs, this.#fixedMs) / this.#eachMs));
  }

  /** The same for the next batch, now a little less and now a little more: of batches that are all alike nothing can be learned. */
  nextRoom(budgetMs: number): number {
    this.#turn = (this.#turn + 1) % turns.length;
    return Math.max(1, Math.floor(this.room(budgetMs) * (turns[this.#turn] ?? 1)));
  }

  /** How long until so many inputs are through, in batches of this time. */
  waitMs(inputs: number, budgetMs: number): number {
    const batches = Math.ceil(inputs / this.room(budgetMs));
    return inputs * this.#eachMs + batches * this.#fixedMs;
  }
}
