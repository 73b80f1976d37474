import { must } from '../../../shared/assert.ts';
import { can } from '../../../shared/policy/can.ts';
import { customerId } from '../customers.ts';
import { arrivalsOf, saidBy } from '../day/day-plan.ts';
import { luckOf } from '../day/luck.ts';
import type { DemoPerson } from '../staff.ts';
import { tellAmara, tellOkafor, tellQuiet } from './known-cases.ts';
import { Life } from './life.ts';
import { daysSinceWorkday, localTime } from './local-time.ts';
import type { PastDesk } from './past-desk.ts';
import { tellOutage } from './past-outage.ts';
import { tellWeek } from './past-week.ts';
import { tellRequest } from './requests.ts';

export interface StageParts {
  /** On a store with the demo bank, its clock not after `stageBegins(now)`. */
  readonly past: PastDesk;
  /** The moment at which the stage stands. */
  readonly now: number;
  readonly staff: readonly DemoPerson[];
  readonly seed?: number;
  /** How many customers begin a journey in the last hours; 0 for the cases of the three days alone. */
  readonly crowd?: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Customers of the crowd come at such steps of the clock, so that the past is told in few moments. */
const stepMs = 15 * minuteMs;
/** The crowd comes in so many hours before now. */
const crowdHours = 9;

/** Whom one may sign in as first: they do nothing by themselves. */
export const played: ReadonlySet<string> = new Set(['ana', 'ben', 'chloe', 'dev', 'dana', 'elif', 'farid']);

/** When the first of it happens: before Monday's dispute and the quiet cases. */
export const stageBegins = (now: number): number => localTime(now, Math.max(9, daysSinceWorkday(now, 3)), '07:00');

/** Work that is left for whoever sits at the screen, by team. */
export const leaves = (team: string): number => (team === 'branch-north' || team === 'call-centre' ? 0.8 : 0.35);

/**
 * Tells what the product's three days begin with, on a clock of its own, through the ways in that the outside and staff have: Mr Okafor's
 * loan that waits for a proof of income since 21:14, Ms Nwosu's dispute with the call-back that Dev has not made, work that stands
 * still for several reasons, and the crowd of the last hours. The same for the same `now` and seed.
 */
export async function stageThreeDays({ past, now, staff, seed = 1, crowd = 24 }: StageParts): Promise<void> {
  const journeys = must(past.loop.journeys, 'a desk in the past has its journeys');
  const colleagues = staff.filter(({ id, availability }) => !played.has(id) && availability === 'available');
  const life = new Life({ seed, run: 'stage', journeys, door: past.door, db: past.loop.db, staff: colleagues, leaves, stepMs });
  const [absent, full] = colleagues.filter(({ role, team }) => role === 'callCentreAgent' && team === 'call-centre');
  tellOkafor(life, now);
  tellAmara(life, now);
  tellQuiet(life, now, { absent: must(absent, 'the call centre has colleagues').id, full: must(full, 'the call centre has colleagues').id });
  tellWeek(life, now, seed, colleagues);
  tellOutage(life, past, now);
  tellCrowd(life, past, seed, crowd, now);
  tellMorning(life, seed, staff, now);
  await life.look(past.now());
  for (let next = await nextOf(life, past); next !== undefined && next <= now; next = await nextOf(life, past)) {
    await past.advance(Math.max(next, past.now()));
    await life.happen(past.now());
    await past.settle();
    await life.look(past.now());
  }
  await past.advance(now);
}

async function nextOf(life: Life, past: PastDesk): Promise<number | undefined> {
  const times = [life.next(), await past.nextTimer()].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Who is at work has come to it on the last morning. */
function tellMorning(life: Life, seed: number, staff: readonly DemoPerson[], now: number): void {
  const morning = localTime(now, now < localTime(now, 0, '08:30') ? 1 : 0, '07:55');
  const maySignIn = (person: DemoPerson): boolean => can({ ...person, availabilitySince: now, version: 1 }, 'person:setAvailability', { owner: person.id }) === undefined;
  const atWork = staff.filter((person) => person.availability === 'available' && maySignIn(person));
  for (const { id } of atWork)
    life.add(morning + luckOf(seed, id, 'morning').between('minute', 0, 30) * minuteMs, id, async () =>
      void (await life.command(id, { type: 'person:setAvailability', person: id, availability: 'available', because: 'shiftStart' })));
}

function tellCrowd(life: Life, past: PastDesk, seed: number, crowd: number, now: number): void {
  const step = (at: number): number => Math.min(now, Math.ceil(at / stepMs) * stepMs);
  const begin = now - crowdHours * hourMs;
  for (const arrival of arrivalsOf(must(past.loop.journeys, 'it was just asked').all, seed, crowd)) {
    const { journey, message, source, channel } = arrival;
    const key = `stage-${arrival.key}`;
    const luck = luckOf(seed, key, 'crowd');
    const customer = arrival.customer === undefined ? {} : { customer: customerId(luck.between('who', 100, 2900)) };
    life.add(step(begin + luck.of('at') * (crowdHours - 1) * hourMs), key, (at) => life.say(at, { source, type: `${journey}.${message}`, key, data: { ...saidBy(arrival, key), channel, ...customer } }));
  }
  for (let n = 0; n < crowd / 2; n += 1) {
    const key = `stage-request-${String(n)}`;
    life.add(step(begin + luckOf(seed, key, 'crowd').of('at') * crowdHours * hourMs), key, (at) => tellRequest(life, seed, key, n, at));
  }
}
