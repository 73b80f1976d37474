import type { Plan, Scenario } from '../plan.ts';
import { minuteMs, peopleOf, Script, tally } from '../plan.ts';

const calls = 90;
const secondMs = 1000;

/** More calls than agents: several reach for the same one, some callers have written before, disputes wait for the merchant. */
export const callStorm: Scenario = {
  name: 'call-storm',
  says: 'Ninety calls in a quarter of an hour, and every agent reaches for the next one.',
  isHistory: false,
  plan(random, cast): Plan {
    const script = new Script();
    const agents = peopleOf(cast, 'call-centre');
    const ends: string[] = [];
    const owners: string[] = [];
    for (let number = 1; number <= calls; number += 1) {
      const key = `call-${String(number)}`;
      const at = number * 10 * secondMs;
      const kind = random.next();
      const activity = kind < 0.3 ? 'handle-dispute' : kind < 0.5 ? 'block-card' : 'call-back';
      if (random.chance(0.3)) script.event(at - 5 * secondMs, key, 'wrote');
      script.event(at, key, activity === 'handle-dispute' ? 'dispute-raised' : 'called');
      script.identify(at, key, random.pick(cast.customers));
      script.event(at, key, activity);
      if (activity !== 'handle-dispute') {
        const racers = new Set([random.pick(agents), random.pick(agents), random.pick(agents)]);
        script.act(at + 5 * secondMs, key, { do: 'race', activity, by: [...racers] });
        script.act(at + 60 * secondMs, key, { do: 'complete', activity, by: 'owner' });
        script.event(at + 65 * secondMs, key, 'answered');
        ends.push('answered');
        continue;
      }
      const by = random.pick(agents);
      script.act(at + 5 * secondMs, key, { do: 'claim', activity, by });
      script.act(at + 50 * secondMs, key, { do: 'park', activity, by, event: 'merchant-reply', reason: 'The merchant has been asked for the receipt.' });
      if (random.chance(0.5)) {
        ends.push('open');
        owners.push(by);
        continue;
      }
      script.act(at + 120 * secondMs, key, { do: 'evidence', activity, by, kind: 'merchant-reply', text: 'The merchant agrees to pay back.' });
      script.act(at + 130 * secondMs, key, { do: 'complete', activity, by });
      script.event(at + 135 * secondMs, key, 'settled');
      ends.push('settled');
    }
    return script.plan(20 * minuteMs, { cases: calls, outcomes: tally(ends), openTasks: owners.length, stalled: {}, owned: tally(owners) });
  },
};
