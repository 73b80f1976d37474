/** What became of the notes that were kept while there was no connection. */
export interface RoundResult {
  readonly sent: number;
  /** Not taken: their text is back where it was written. */
  readonly needYou: number;
}

export interface OfflineRoundParts {
  /** Notes without an answer. */
  readonly waiting: () => number;
  readonly onOver: (result: RoundResult) => void;
}

/** Counts the notes that waited for a connection, from its end until the last of them has an answer, and then says once what became of them. */
export class OfflineRound {
  readonly #parts: OfflineRoundParts;
  #isCounting: boolean;
  #isUp = false;
  #sent = 0;
  #needYou = 0;

  constructor(parts: OfflineRoundParts) {
    this.#parts = parts;
    // Notes of before: the connection, or the whole window, was made anew.
    this.#isCounting = parts.waiting() > 0;
  }

  link(isUp: boolean): void {
    this.#isUp = isUp;
    if (!isUp) this.#isCounting = true;
    this.#settle();
  }

  /** Notes came back that were kept on disk. */
  restored(): void {
    this.#isCounting = true;
  }

  answered(isTaken: boolean): void {
    if (!this.#isCounting) return;
    if (isTaken) this.#sent += 1;
    else this.#needYou += 1;
    this.#settle();
  }

  #settle(): void {
    if (!this.#isUp || !this.#isCounting || this.#parts.waiting() > 0) return;
    const result = { sent: this.#sent, needYou: this.#needYou };
    this.#isCounting = false;
    this.#sent = 0;
    this.#needYou = 0;
    if (result.sent + result.needYou > 0) this.#parts.onOver(result);
  }
}
