import type { Random } from '../random.ts';
import type { Cast, Plan, Scenario } from '../plan.ts';
import { hourMs, minuteMs, peopleOf, Script, tally } from '../plan.ts';

const applications = 24;
const dayLengthMs = 9 * hourMs;

interface Scene {
  readonly script: Script;
  readonly random: Random;
  readonly cast: Cast;
  /** What has become of each case, `open` where it goes on. */
  readonly ends: string[];
}

/** Loans begun on the phone: most come to the branch, some call, some stay away. */
export const branchDay: Scenario = {
  name: 'branch-day',
  says: 'A day of one branch: loans begun on the phone and finished at the counter, by phone, or not at all.',
  isHistory: false,
  plan(random, cast): Plan {
    const scene: Scene = { script: new Script(), random, cast, ends: [] };
    for (let number = 1; number <= applications; number += 1) {
      const key = `loan-${String(number)}`;
      const at = random.between(0, 5 * 60) * minuteMs;
      begin(scene, key, at);
      const way = random.next();
      if (way < 0.6) counter(scene, key, at + random.between(20, 60) * minuteMs);
      else if (way < 0.85) call(scene, key, at + random.between(15, 90) * minuteMs);
      else scene.ends.push('open');
    }
    const outcomes = tally(scene.ends);
    return scene.script.plan(dayLengthMs, { cases: applications, outcomes, openTasks: 0, stalled: {}, owned: {} });
  },
};

function begin({ script, random, cast }: Scene, key: string, at: number): void {
  script.event(at, key, 'application-started', { data: { amount: random.between(10, 400) * 100 } });
  script.identify(at, key, random.pick(cast.customers));
  script.event(at + random.between(3, 10) * minuteMs, key, 'application-stopped', { data: { step: 'income-proof' } });
}

/** The same step goes on at the counter; the back office looks at the proof, a second pair of eyes at the amount. */
function counter(scene: Scene, key: string, at: number): void {
  const { script, random, cast } = scene;
  const employees = peopleOf(cast, 'branch-north');
  const resume = 'resume-application';
  script.event(at, key, 'came-to-branch');
  script.event(at, key, resume);
  const first = random.pick(employees);
  const second = random.pick(employees);
  if (first === second || random.chance(0.6)) script.act(at + minuteMs, key, { do: 'claim', activity: resume, by: first });
  else script.act(at + minuteMs, key, { do: 'race', activity: resume, by: [first, second] });
  script.act(at + 3 * minuteMs, key, { do: 'note', activity: resume, by: 'owner', text: 'At the counter; the pay slip is with us now.' });
  script.act(at + 6 * minuteMs, key, { do: 'evidence', activity: resume, by: 'owner', kind: 'payslip', text: 'Net pay of last month, scanned.' });
  script.act(at + 7 * minuteMs, key, { do: 'complete', activity: resume, by: 'owner' });
  work(scene, key, at + 8 * minuteMs, 'check-income-proof', peopleOf(cast, 'back-office', { withAi: true }));
  script.event(at + 30 * minuteMs, key, 'approval-asked');
  work(scene, key, at + 30 * minuteMs, 'approve-amount', peopleOf(cast, 'call-centre', { licence: 'approval' }));
  script.event(at + 45 * minuteMs, key, 'offer-made');
  const end = random.next();
  if (end < 0.75) script.event(at + 60 * minuteMs, key, 'signed');
  else if (end < 0.85) script.event(at + 70 * minuteMs, key, 'withdrawn');
  scene.ends.push(end < 0.75 ? 'signed' : end < 0.85 ? 'withdrawn' : 'open');
}

function work({ script, random }: Scene, key: string, at: number, activity: string, people: readonly string[]): void {
  const by = random.pick(people);
  script.event(at, key, activity);
  script.act(at + random.between(1, 5) * minuteMs, key, { do: 'claim', activity, by });
  script.act(at + random.between(6, 14) * minuteMs, key, { do: 'complete', activity, by });
}

/** An agent promises a call, may hand the task on, and the promise is kept. */
function call(scene: Scene, key: string, at: number): void {
  const { script, random, cast } = scene;
  const agents = peopleOf(cast, 'call-centre');
  const activity = 'call-back';
  const by = random.pick(agents);
  const other = random.pick(agents.filter((agent) => agent !== by));
  script.event(at, key, 'called');
  script.event(at, key, activity);
  script.act(at + minuteMs, key, { do: 'claim', activity, by });
  script.act(at + 2 * minuteMs, key, { do: 'promise', by, text: 'We call back today about the missing pay slip.', channel: 'phone', inMs: 2 * hourMs });
  const isHandedOn = random.chance(0.5);
  if (isHandedOn) {
    script.act(at + 4 * minuteMs, key, { do: 'offer', activity, by, to: other, because: 'knows_the_product' });
    script.act(at + 5 * minuteMs, key, { do: 'accept', activity, by: other });
  }
  script.event(at + 40 * minuteMs, key, 'customer-answered');
  script.act(at + 41 * minuteMs, key, { do: 'keep', by: isHandedOn ? other : by });
  script.act(at + 42 * minuteMs, key, { do: 'complete', activity, by: 'owner' });
  script.event(at + 43 * minuteMs, key, 'answered');
  scene.ends.push('answered');
}
