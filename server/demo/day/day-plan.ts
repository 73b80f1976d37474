import { must } from '../../../shared/assert.ts';
import { startsOf } from '../../../shared/journey/engine/start.ts';
import type { Journey } from '../../../shared/journey/orchestrated/journey.ts';
import type { Channel } from '../../../shared/model/case.ts';
import { customerId } from '../customers.ts';
import type { Values } from './fields.ts';
import { drawFields } from './fields.ts';
import { luckOf } from './luck.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A Monday without a holiday, on which every simulated day begins. */
export const dayStart = Date.UTC(2026, 2, 2);

/** A customer who begins something. */
export interface Arrival {
  readonly at: number;
  readonly key: string;
  readonly journey: string;
  /** Of the start; `start` for a plain one. */
  readonly message: string;
  readonly source: string;
  readonly channel: Channel;
  /** Absent where the channel does not know them. */
  readonly customer?: string;
  readonly data: Values;
  /** The field of the data that is the key, where there may be only one case of it. */
  readonly once?: string;
}

/** What is said where the arrival is known by another key. */
export const saidBy = ({ data, once }: Pick<Arrival, 'data' | 'once'>, key: string): Values => (once === undefined ? data : { ...data, [once]: key });

/** How many come in each hour of the day, from midnight: a morning and an evening peak, few at night. */
const byHour = [1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 17, 15, 14, 15, 15, 14, 15, 17, 18, 16, 12, 8, 4, 2];

/** Where a customer of a source talks to the bank. */
const channelsOf = (source: string): readonly Channel[] => {
  if (source === 'web' || source === 'mobile' || source === 'branch' || source === 'phone') return [source];
  return source.includes('core') || source.includes('pay') || source.includes('card') ? ['system'] : ['mobile', 'web'];
};

/** What customers begin, as the newest version of each; payments twice as often as all else. */
function begunIn(all: readonly Journey[]): Journey[] {
  const newest = all.filter(({ file }) => !all.some((other) => other.file.journey === file.journey && other.file.version > file.version));
  return newest.flatMap((journey) => (journey.file.journey === 'payment-routing' ? [journey, journey] : [journey]));
}

/** Everybody who comes on the day: each customer begins a journey, some a second one. In the order in which they come. */
export function arrivalsOf(all: readonly Journey[], seed: number, customers: number, start = dayStart): Arrival[] {
  const journeys = begunIn(all);
  const arrivals: Arrival[] = [];
  for (let number = 0; number < customers; number += 1) {
    const who = luckOf(seed, `c${String(number)}`, 'arrival');
    // Every journey has its share also on a day of few.
    const first = must(journeys[number % journeys.length], 'the catalog has journeys');
    arrivals.push(arrivalOf(first, seed, number, 1, start));
    if (who.chance('second', 0.08)) arrivals.push(arrivalOf(who.pick('which', journeys), seed, number, 2, start));
  }
  return arrivals.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

function arrivalOf({ file, process }: Journey, seed: number, number: number, nth: number, start: number): Arrival {
  const key = `${String(seed)}-${String(number)}-${String(nth)}`;
  const luck = luckOf(seed, `${file.journey}/${key}`, 'start');
  const names = startsOf(process).flatMap(({ triggers }) => triggers.flatMap((trigger) => (trigger.on === 'message' ? [trigger.name] : [])));
  const message = names.length === 0 ? 'start' : luck.pickFirst('message', names, 0.8);
  const source = luck.pickFirst('source', file.sources, 0.6);
  const fields = file.messages?.[message]?.fields ?? (message === 'start' ? file.start : undefined);
  const once = file.once === undefined ? {} : { once: file.once };
  return {
    at: start + timeOfDay(luck.of('hour'), luck.of('within')), key, journey: file.journey, message, source,
    channel: luck.pick('channel', channelsOf(source)),
    ...(luck.chance('known', 0.9) ? { customer: customerId(number + 1) } : {}),
    data: saidBy({ ...once, data: drawFields(fields, luck, { lists: false }) }, key), ...once,
  };
}

/** A time of the day in milliseconds, by the hours' shares. */
function timeOfDay(luck: number, within: number): number {
  let left = luck * byHour.reduce((sum, share) => sum + share, 0);
  for (const [hour, share] of byHour.entries()) {
    if (left < share) return (hour + within) * hourMs;
    left -= share;
  }
  return 23 * hourMs;
}

/** The simulation stops so often: what is due meanwhile happens together. */
export const momentMs = 2 * minuteMs;
export const atMoment = (at: number): number => Math.ceil(at / momentMs) * momentMs;

/** The next time at which staff are there, at or after `at`: from seven in the morning to eleven at night. */
export function whenStaffed(at: number): number {
  const hour = Math.floor((at % dayMs) / hourMs);
  const midnight = at - (at % dayMs);
  if (hour < 7) return midnight + 7 * hourMs + (at % hourMs);
  return hour >= 23 ? midnight + dayMs + 7 * hourMs + (at % hourMs) : at;
}
