import type { Plan, Scenario } from '../plan.ts';
import { minuteMs, Script } from '../plan.ts';

const affected = 6;
const recovered = 5;

/** The card system is away for 55 minutes: what was under way fails, and comes back by itself but for one. */
export const outage: Scenario = {
  name: 'outage',
  says: 'The card system is away for 55 minutes; five of six cases recover by themselves.',
  isHistory: true,
  plan(random, cast): Plan {
    const script = new Script();
    for (let number = 1; number <= affected; number += 1) {
      const key = `card-${String(number)}`;
      const failedAt = 10 * minuteMs + number * 2 * minuteMs;
      script.event(failedAt - 5 * minuteMs, key, 'application-started');
      script.identify(failedAt - 5 * minuteMs, key, random.pick(cast.customers));
      script.event(failedAt, key, 'system-failed', { data: { system: 'cards', code: 'timeout', tries: 5 } });
      script.event(failedAt, key, 'repeat-booking');
      if (number > recovered) continue;
      script.event(65 * minuteMs + number * 10_000, key, 'system-recovered', { data: { system: 'cards' } });
      script.event(66 * minuteMs + number * 10_000, key, 'booked');
    }
    return script.plan(70 * minuteMs, {
      cases: affected, outcomes: { booked: recovered, open: affected - recovered }, openTasks: affected - recovered, stalled: {}, owned: {},
    });
  },
};
