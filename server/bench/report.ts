import type { Result } from './benchmark.ts';
import { ratioOf } from './benchmark.ts';

/** A figure with three significant digits, or whole from a thousand on. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** What `--json` prints of a result. */
export function jsonResult(result: Result): object {
  const { name, unit, value, against, better } = result;
  return { name, unit, value, against, ratio: ratioOf(result), better };
}

/** A result with everything behind it, for people. */
export function resultLines(result: Result): string[] {
  const { name, unit, value, against, better, bars, counts, mismatches, beside, calibration } = result;
  const { commits, jsonRoundTrips, socketEchoes } = calibration;
  return [
    `${name}  ${figure(value)} ${unit}  (${against.name}: ${figure(against.value)}, ratio ${figure(ratioOf(result))}, ${better} is better)`,
    ...bars.map(({ text, isMet }) => `  ${isMet ? 'met   ' : 'MISSED'} ${text}`),
    ...beside.map((line) => `  ${line}`),
    `  counts: ${Object.entries(counts).map(([key, count]) => `${key} ${typeof count === 'number' ? figure(count) : count}`).join(', ')}`,
    `  this machine: ${figure(commits)} commits/s, ${figure(jsonRoundTrips)} JSON round trips/s, ${figure(socketEchoes)} socket echoes/s`,
    ...mismatches.map((text) => `  FAILED: ${text}`),
  ];
}
