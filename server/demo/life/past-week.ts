import { must } from '../../../shared/assert.ts';
import { customerId } from '../customers.ts';
import type { Luck } from '../day/luck.ts';
import { luckOf, shuffled } from '../day/luck.ts';
import type { DemoPerson } from '../staff.ts';
import type { Life } from './life.ts';
import { daysSinceWorkday, localTime } from './local-time.ts';

/** How a request went: what was said first, the work that came of it, what came between, and how it ended. */
interface Story {
  readonly says: string;
  readonly activity: string;
  readonly team: string;
  readonly skill?: string;
  readonly between: readonly string[];
  readonly ends: string;
}

const stories: readonly Story[] = [
  { says: 'application-stopped', activity: 'resume-application', team: 'branch-north', skill: 'loans', between: ['customer-asked', 'customer-answered', 'offer-made'], ends: 'signed' },
  { says: 'called', activity: 'call-back', team: 'call-centre', between: [], ends: 'answered' },
  { says: 'came-to-branch', activity: 'resume-application', team: 'branch-north', skill: 'loans', between: ['customer-asked', 'customer-answered'], ends: 'signed' },
  { says: 'dispute-raised', activity: 'handle-dispute', team: 'call-centre', skill: 'disputes', between: ['third-party-asked', 'third-party-answered'], ends: 'settled' },
  { says: 'wrote', activity: 'call-back', team: 'call-centre', between: [], ends: 'answered' },
  { says: 'application-stopped', activity: 'resume-application', team: 'branch-north', skill: 'loans', between: ['customer-asked'], ends: 'withdrawn' },
];

const workdays = 5;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Until a colleague answers what is offered to them. */
const answersAfterMs = 4 * minuteMs;

/** Requests of the last working days that colleagues have answered, on the hour so that the past is told in few moments; every third changed hands on the way. */
export function tellWeek(life: Life, now: number, seed: number, colleagues: readonly DemoPerson[]): void {
  for (let day = 1; day <= workdays; day += 1)
    for (const [nth, story] of stories.entries()) {
      const key = `week-${String(day)}-${String(nth)}`;
      const luck = luckOf(seed, key, 'week');
      const able = shuffled(luck, 'who', colleagues.filter(({ team, skills }) => team === story.team && (story.skill === undefined || (skills[story.skill] ?? 0) >= 1)));
      // One day has more of it than another.
      if (able.length >= 2 && (nth < 3 || luck.chance('today', 0.7))) tellStory(life, key, story, { luck, able: able.map(({ id }) => id), from: localTime(now, daysSinceWorkday(now, day), '09:00') + luck.between('from', 0, 2) * hourMs, isHanded: (day + nth) % 3 === 0 });
    }
}

function tellStory(life: Life, key: string, { says, activity, between, ends }: Story, { luck, able, from, isHanded }: { luck: Luck; able: readonly string[]; from: number; isHanded: boolean }): void {
  const [first, second] = [must(able[0], 'two are able'), must(able[1], 'two are able')];
  const tell = (type: string) => (at: number) => life.say(at, { source: 'demo', type, key });
  const work = async () => {
    const found = must(await life.caseOf('demo-desk', key), 'it was told');
    return { id: found.id, task: must(found.task(activity), 'its work is open') };
  };
  life.add(from, key, async (at) => {
    await life.say(at, { source: 'demo', type: says, key, data: { amount: luck.between('amount', 4, 120) * 50 } });
    await life.say(at, { source: 'demo', type: activity, key });
    await life.command('chloe', { type: 'case:identify', case: (await work()).id, customer: customerId(luck.between('who', 100, 2900)), evidence: 'app' });
  });
  let at = from + hourMs;
  life.add(at, key, async () => void (await life.claim(first, (await work()).task)));
  for (const type of between) life.add((at += hourMs), key, tell(type));
  if (isHanded) {
    const isDeclined = luck.chance('declined', 0.25);
    life.add((at += hourMs), key, async () => {
      const { task } = await work();
      const words = { because: 'shiftEnds', situation: 'The customer has what was asked for.', done: 'Has been written to.', promised: '', next: 'Close it when the answer is there.' };
      await life.command(first, { type: 'handOff:offer', task: task.id, fence: task.fence, toPerson: second, ...words });
    });
    life.add(at + answersAfterMs, key, async () => {
      const { task } = await work();
      const handOff = must(task.handOff, 'it was offered').id;
      await life.command(second, isDeclined ? { type: 'handOff:decline', task: task.id, handOff, reason: 'Leaves at four today.' } : { type: 'handOff:accept', task: task.id, handOff });
    });
  }
  life.add(at + hourMs, key, async (then) => {
    const { task } = await work();
    const owner = task.holder?.by === 'person' ? task.holder.person : first;
    await life.command(owner, { type: 'task:complete', task: task.id, fence: task.fence, data: {} });
    await tell(ends)(then);
  });
}
