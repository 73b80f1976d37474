import { customerId } from '../customers.ts';
import type { Life } from './life.ts';
import { kept } from './life.ts';
import { localTime, weekday } from './local-time.ts';
import type { PastDesk } from './past-desk.ts';

/** Since when before the end of the outage each of the six asks the card system, in minutes: the first for too long, so that its journey goes on without it. */
const askedBefore = [55, 8, 7, 6, 4, 2] as const;
/** The journey asks whether a card is used so long after it was issued. */
const usedAfterMs = 5 * 86_400_000;
const minuteMs = 60_000;
const lastsMs = 55 * minuteMs;
/** The card system's customers of the night; nothing else is told of them. */
const firstCustomer = 71;

/** From when to when the card system was down: at the weekend in the night to Saturday, else last night; where that is still to come, last evening. */
export function outageSpan(now: number): { readonly from: number; readonly to: number } {
  const isWeekend = weekday(now) >= 6 || weekday(now) === 1;
  const night = localTime(now, isWeekend ? (weekday(now) + 1) % 7 : 0, '02:10');
  const from = night + lastsMs < now ? night : localTime(now, 1, '20:10');
  return { from, to: from + lastsMs };
}

/** The card system is down for an hour at night: of six cases that ask it five have their answer as soon as it is back. */
export function tellOutage(life: Life, past: PastDesk, now: number): void {
  const { from, to } = outageSpan(now);
  const ask = (at: number, nth: number): void => {
    const key = `${kept}card-${String(nth)}`;
    life.add(at - usedAfterMs, key, (then) => life.say(then, {
      source: 'card-processor', type: 'card-activation.cardIssued', key, data: { channel: 'system', customer: customerId(firstCustomer + nth), card: key, product: 'debit', worth: 'normal', firstChannel: 'email' },
    }));
    // The clock stops here, so that what is given up is given up at its time.
    life.add(at + 10 * minuteMs, 'cards', () => Promise.resolve());
  };
  for (const [nth, minutes] of askedBefore.entries()) ask(to - minutes * minuteMs, nth);
  life.add(from - minuteMs, 'cards', () => Promise.resolve(past.setDown('cards', true)));
  life.add(to, 'cards', () => Promise.resolve(past.setDown('cards', false)));
}
