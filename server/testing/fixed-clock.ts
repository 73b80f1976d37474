import type { Clock } from '../clock.ts';

/** A clock that stands still until a test moves it. */
export class FixedClock implements Clock {
  #nowMs: number;

  constructor(startMs = Date.UTC(2026, 2, 2, 9, 0)) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  set(ms: number): void {
    this.#nowMs = ms;
  }

  advance(byMs: number): void {
    this.#nowMs += byMs;
  }
}
