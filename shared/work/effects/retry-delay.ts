import { drawFrom } from './draw.ts';

export interface RetrySpans {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/**
 * How long to wait after try number `tries` (from 1), in milliseconds: twice as long each time, up to the maximum, of which the half
 * is drawn from the id, so that effects which failed together do not come back together and a replay waits as long.
 */
export function retryDelayMs(id: string, tries: number, { firstDelayMs, maxDelayMs }: RetrySpans): number {
  const full = Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(30, Math.max(0, tries - 1)));
  return Math.round(full * (0.5 + drawFrom(`${id}/${String(tries)}`) / 2));
}
