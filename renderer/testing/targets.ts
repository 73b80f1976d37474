import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';

const rounds = 20;

/** The slowest but one of twenty bare answers of the server to this page, in milliseconds: what this machine gives at this moment. */
async function bareAnswerMs(page: Page): Promise<number> {
  const times = await page.evaluate(async (count) => {
    const found: number[] = [];
    for (let round = 0; round < count; round += 1) {
      const from = performance.now();
      await fetch('/healthz');
      found.push(performance.now() - from);
    }
    return found;
  }, rounds);
  return percentile95(times);
}

export const percentile95 = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;

/**
 * Holds a target of the product: 19 of 20 within `atMostMs`. On a machine that is busy with other things the target is as many bare
 * answers as `hops`, measured in the same run; both are printed.
 */
export async function expectTarget(page: Page, what: string, valuesMs: readonly number[], atMostMs: number, hops = 10): Promise<void> {
  const found = percentile95(valuesMs);
  const bare = await bareAnswerMs(page);
  console.log(`${what}: p95 ${found.toFixed(0)} ms of ${String(valuesMs.length)} (at most ${String(atMostMs)}; a bare answer takes ${bare.toFixed(0)} ms here)`);
  expect(found).toBeLessThanOrEqual(Math.max(atMostMs, bare * hops));
}
