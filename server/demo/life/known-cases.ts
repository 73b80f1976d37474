import { must } from '../../../shared/assert.ts';
import { customerId } from '../customers.ts';
import type { Life } from './life.ts';
import { kept } from './life.ts';
import { daysSinceWorkday, localTime, weekday } from './local-time.ts';

/** Of the two customers of that name the one who has begun a loan. */
export const okafor = customerId(1);
export const amara = customerId(3);

/** Keys of the two cases that the product's days are about; chosen so that the simulated systems find nothing amiss. */
export const okaforsLoan = `${kept}okafor-4`;
export const amarasDispute = `${kept}nwosu-1`;

/** A loan begun on the app last evening: identity is known, and the proof of income is missing since 21:14. */
export function tellOkafor(life: Life, now: number): void {
  life.add(localTime(now, 1, '21:14'), okaforsLoan, (at) =>
    life.say(at, {
      source: 'mobile', type: 'consumer-loan.loanApplication', key: okaforsLoan,
      data: {
        channel: 'mobile', customer: okafor, amountMinor: 2_800_000, months: 60, purpose: 'home', incomeMinor: 410_000, rentMinor: 95_000, otherLoansMinor: 0, isApplicationComplete: true,
      },
    }));
}

/**
 * A dispute raised on the phone on Monday, taken by Dev, credited for the time being and to be decided; Dev has promised to call back
 * yesterday at 16:00, and nobody has.
 */
export function tellAmara(life: Life, now: number): void {
  // The Monday before yesterday at the latest, so that the promise is later than the dispute.
  const days = Math.max(2, weekday(now) - 1 >= 2 ? weekday(now) - 1 : weekday(now) + 6);
  const [raised, taken, promised] = ['10:12', '10:20', '10:40'].map((clock) => localTime(now, days, clock));
  const key = amarasDispute;
  const task = async (activity: string) => {
    const found = await life.caseOf('card-dispute', key);
    return { case: must(found, 'the dispute was raised').id, task: found?.task(activity) };
  };
  life.add(must(raised, 'three times'), key, (at) =>
    life.say(at, {
      source: 'phone', type: 'card-dispute.disputeRaised', key,
      data: { channel: 'phone', customer: amara, amountMinor: 12_900, transaction: 'tx-70412', card: 'card-3381', reason: 'notReceived', story: 'A parcel was paid for and has not come.' },
    }));
  life.add(must(taken, 'three times'), key, async () => {
    const found = await task('takeDispute');
    if (!found.task) return;
    const fence = await life.claim('dev', found.task);
    if (fence !== undefined) await life.command('dev', { type: 'task:complete', task: found.task.id, fence, data: { isAccepted: true } });
  });
  life.add(must(promised, 'three times'), key, async (at) => {
    const found = await task('decideDispute');
    if (found.task) await life.claim('dev', found.task);
    await life.command('dev', { type: 'note:add', case: found.case, text: 'Has written to the shop twice. Wants to know what comes next.' });
    const dueAt = localTime(now, 1, '16:00');
    if (dueAt > at) await life.command('dev', { type: 'promise:make', case: found.case, text: 'We call you back by 16:00 and tell you how we have decided.', channel: 'phone', dueAt });
  });
}

interface Quiet {
  readonly key: string;
  readonly activity: string;
  /** What came last, and says whom the case waits for. */
  readonly last: string;
  readonly owner?: string;
  readonly times?: number;
}

/** Requests that have stood still for more than a working day, each for another reason. */
const quiet: readonly Quiet[] = [
  { key: 'pay-slip', activity: 'resume-application', last: 'customer-asked', times: 2 },
  { key: 'employer', activity: 'handle-dispute', last: 'third-party-asked', owner: 'dana' },
  { key: 'amount', activity: 'approve-amount', last: 'approval-asked' },
  { key: 'booking', activity: 'block-card', last: 'system-failed' },
  { key: 'absent', activity: 'call-back', last: 'called', owner: 'absent', times: 2 },
  { key: 'full', activity: 'handle-dispute', last: 'wrote', owner: 'full', times: 2 },
  { key: 'proof', activity: 'check-income-proof', last: 'third-party-asked', owner: 'elif' },
];

/** Standing work of several causes; `absent` and `full` are two colleagues of the call centre, of whom one falls ill and one has more than their cap. */
export function tellQuiet(life: Life, now: number, colleagues: { readonly absent: string; readonly full: string }): void {
  const from = localTime(now, daysSinceWorkday(now, 2), '09:30');
  let nth = 0;
  for (const { key: name, activity, last, owner, times = 1 } of quiet)
    for (let n = 1; n <= times; n += 1) {
      const key = `${kept}${name}-${String(n)}`;
      const person = owner === 'absent' || owner === 'full' ? colleagues[owner] : owner;
      life.add(from + (nth += 1) * 60_000, key, async (at) => {
        await life.say(at, { source: 'demo', type: 'application-started', key, data: { amount: 400 + nth * 250 } });
        await life.say(at, { source: 'demo', type: activity, key });
        const found = must(await life.caseOf('demo-desk', key), 'it was just told');
        await life.command('chloe', { type: 'case:identify', case: found.id, customer: customerId(40 + nth), evidence: 'app' });
        const task = (await life.caseOf('demo-desk', key))?.task(activity);
        if (person !== undefined && task) await life.claim(person, task);
        await life.say(at, { source: 'demo', type: last, key });
      });
    }
  life.add(from + 40 * 60_000, 'staff', async () => void (await life.command('chloe', { type: 'person:change', person: colleagues.full, because: 'training', capacity: 3 })));
  life.add(localTime(now, 1, '08:10'), 'staff', async (at) =>
    void (await life.command('chloe', { type: 'person:setAbsence', person: colleagues.absent, because: 'ill', until: at + 4 * 86_400_000 })));
}
