import type { Weather } from '../systems/system.ts';
import { fairWeather } from '../systems/system.ts';
import { dayStart, hourMs, minuteMs } from './day-plan.ts';
import { luckOf, shuffled } from './luck.ts';

/** A system's bad hour. */
export interface BadHour {
  readonly connector: string;
  readonly from: number;
  readonly to: number;
  readonly weather: Partial<Weather>;
}

/** One system is down for an hour of the day; another fails, is slow and answers nonsense for one. */
export function badHoursOf(seed: number, start = dayStart): BadHour[] {
  const luck = luckOf(seed, 'bank', 'weather');
  const [down = 'core', bad = 'kyc'] = shuffled(luck, 'connectors', ['core', 'kyc', 'aml', 'payments-one']);
  const hour = luck.between('down', 10, 12);
  return [
    { connector: down, from: start + hour * hourMs, to: start + (hour + 1) * hourMs, weather: { isDown: true } },
    { connector: bad, from: start + (hour + 3) * hourMs, to: start + (hour + 4) * hourMs, weather: { failing: 0.15, wrong: 0.05, losing: 0.05, latencyMs: 5 } },
  ];
}

/** The weather of a connector that a bad hour begins or ends at `moment`. */
export function weatherChanges(hours: readonly BadHour[], from: number, to: number): { connector: string; weather: Partial<Weather> }[] {
  return hours.flatMap((hour) => [
    ...(hour.from > from && hour.from <= to ? [{ connector: hour.connector, weather: hour.weather }] : []),
    ...(hour.to > from && hour.to <= to ? [{ connector: hour.connector, weather: fairWeather }] : []),
  ]);
}

export interface Kill {
  readonly at: number;
  readonly what: 'server' | 'database';
  /** Of a batch or an effect, for a server. */
  readonly point: string;
  readonly after: number;
}

const points = ['beforeCommit', 'afterCommit', 'marked', 'sent', 'answered'] as const;

/**
 * When servers and databases are killed, drawn over the busy part of the day. Not in the last quarter of an hour of an outage: a
 * server remembers for itself that a system is down, and one that has forgotten asks sooner, so that what was asked for within its
 * patience before the end would rightly end otherwise.
 */
export function killsOf(seed: number, each: number, hours: readonly BadHour[], start = dayStart): Kill[] {
  const luck = luckOf(seed, 'bank', 'kills');
  const kills: Kill[] = [];
  for (const what of ['server', 'database'] as const)
    for (let nth = 0; nth < each; nth += 1) {
      const label = `${what}/${String(nth)}`;
      let at = start + (8 * 60 + luck.between(label, 0, 12 * 60)) * minuteMs;
      for (const { to, weather } of hours) if (weather.isDown === true && at > to - 15 * minuteMs && at < to + 5 * minuteMs) at = to + 6 * minuteMs;
      kills.push({ at, what, point: luck.pick(`${label}/point`, points), after: luck.between(`${label}/after`, 1, 6) });
    }
  return kills.sort((a, b) => a.at - b.at);
}
