import type { DayResult } from './run-day.ts';
import { runDay } from './run-day.ts';
import { dayStart, hourMs } from './day-plan.ts';
import { fail } from '../../fail.ts';

export interface DayOptions {
  readonly customers: number;
  readonly seed: number;
  /** How often the server and how often its database are killed. */
  readonly kills: number;
  readonly json: boolean;
  /** Level of the server's own log, which is written out at the end. */
  readonly log?: string;
}

const say = (message: string): void => void process.stderr.write(`${message}\n`);

function countBy<T>(list: readonly T[], keyOf: (one: T) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return [...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

function reportOf(result: DayResult) {
  const { counts, ends, factor, unknown, verified, badHours, entries } = result;
  const open = ends.filter(({ isOpen }) => isOpen);
  return {
    cases: ends.length,
    ends: Object.fromEntries(countBy(ends, ({ journey, isOpen, end }) => `${journey}: ${isOpen ? '(open)' : end}`)),
    openWaitFor: Object.fromEntries(countBy(open, ({ waitsFor }) => waitsFor.join(' + ') || 'nobody')),
    openAt: Object.fromEntries(countBy(open, ({ journey, end }) => `${journey} ${end}`)),
    exceptions: Object.fromEntries(countBy(open.flatMap(({ exceptions }) => exceptions), ({ code, owner }) => `${code}, owner ${owner}`)),
    waitForNobody: open.filter(({ waitsFor }) => waitsFor.length === 0).map(({ key, end }) => `${key} ${end}`),
    effectsUnknown: unknown.map(({ key, connector }) => `${key} ${connector}`),
    badHours: badHours.map(({ connector, from, to, weather }) => `${connector} ${new Date(from).toISOString()} to ${new Date(to).toISOString()}: ${JSON.stringify(weather)}`),
    entries: Object.fromEntries(entries.map(({ kind, code, count }) => [code === null ? kind : `${kind} ${code}`, count])),
    counts, factor: Math.round(factor),
    verify: { ok: verified.ok, problems: verified.problems.slice(0, 5), entries: verified.entries },
  };
}

/** Plays a simulated day and prints how it ended; exit status 1 where a case waits for nobody or the log is not sound. */
export async function dayCommand({ customers, seed, kills, json, log }: DayOptions): Promise<void> {
  if (![customers, seed, kills].every((one) => Number.isInteger(one) && one >= 0)) return fail('usage', 'npm run demo -- day [--customers N] [--seed N] [--kills N] [--json]');
  let hour = -1;
  const result = await runDay({
    customers, seed, kills, ...(log === undefined ? {} : { logLevel: log }),
    onMoment: (at) => {
      const now = Math.floor((at - dayStart) / hourMs);
      if (now !== hour) say(`${String((hour = now)).padStart(2, '0')}:00`);
    },
  });
  const report = reportOf(result);
  process.stdout.write(`${JSON.stringify(report, null, json ? 0 : 2)}\n`);
  if (log !== undefined) say(result.said);
  if (report.waitForNobody.length > 0 || !result.verified.ok) process.exitCode = 1;
}
