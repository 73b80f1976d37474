import type { Plan, Scenario } from '../plan.ts';
import { dayMs, hourMs, minuteMs, Script } from '../plan.ts';

const asked = 12;
const answering = 3;

/** All were asked for a pay slip six days ago; nobody moves but the customer can. */
export const silentCustomers: Scenario = {
  name: 'silent-customers',
  says: 'Twelve customers were asked for a pay slip; three answer, nine are silent and their cases stall.',
  isHistory: true,
  plan(random, cast): Plan {
    const script = new Script();
    for (let number = 1; number <= asked; number += 1) {
      const key = `silent-${String(number)}`;
      const at = random.between(0, 120) * minuteMs;
      script.event(at, key, 'application-started', { data: { amount: random.between(10, 200) * 100 } });
      script.identify(at, key, random.pick(cast.customers));
      script.event(at + 5 * minuteMs, key, 'resume-application');
      script.event(at + 10 * minuteMs, key, 'customer-asked', { data: { for: 'payslip' } });
      if (number > answering) continue;
      script.event(at + dayMs, key, 'customer-answered', { data: { with: 'payslip' } });
      script.event(at + dayMs + hourMs, key, 'signed');
    }
    const silent = asked - answering;
    return script.plan(6 * dayMs, { cases: asked, outcomes: { open: silent, signed: answering }, openTasks: silent, stalled: { customer: silent }, owned: {} });
  },
};
