import type { Task } from '../../../shared/model/task.ts';
import { customerId } from '../customers.ts';
import { arrivalsOf, saidBy } from '../day/day-plan.ts';
import { luckOf } from '../day/luck.ts';
import type { JourneyCatalog } from '../../catalog/journeys.ts';
import type { Clock } from '../../clock.ts';
import type { DeskDoor } from '../../desk-door.ts';
import type { Db } from '../../store/db.ts';
import { countWaiting } from '../../store/reads/queues.ts';
import { readWaiting } from '../../store/reads/waiting-tasks.ts';
import { readSourceKeys } from '../../store/tables/source-keys.ts';
import type { DemoPerson } from '../staff.ts';
import { Life } from './life.ts';
import { tellRequest } from './requests.ts';
import { leaves, played } from './stage-three-days.ts';

export interface LivingBankParts {
  readonly door: Pick<DeskDoor, 'report' | 'command'>;
  readonly db: Db;
  readonly journeys: JourneyCatalog;
  readonly clock: Clock;
  readonly staff: readonly DemoPerson[];
  readonly report: (error: unknown) => void;
  /** Least and most milliseconds between two things that happen. */
  readonly pace?: readonly [number, number];
  /** Nobody new comes while so much waits at the desks of the branch and the call centre: colleagues go on with it instead. */
  readonly enough?: number;
}

const desks = ['branch-north', 'call-centre'] as const;

/** Lets customers, systems and colleagues of the demo bank go on: something every 20 to 60 seconds. Returns how to stop it. */
export function startLivingBank({ door, db, journeys, clock, staff, report, pace = [20_000, 60_000], enough = 45 }: LivingBankParts): () => Promise<void> {
  const seed = clock.now();
  const run = `live-${seed.toString(36)}`;
  const colleagues = staff.filter(({ id, availability }) => !played.has(id) && availability === 'available');
  const life = new Life({ seed, run, journeys, door, db, staff: colleagues, leaves, stepMs: 1 });
  // In an order of this life's own; when one comes is up to the pace.
  const arrivals = arrivalsOf(journeys.all, seed, 400);
  let nth = 0;
  let isStopped = false;

  async function step(): Promise<void> {
    const now = clock.now();
    nth += 1;
    const luck = luckOf(seed, 'bank', String(nth));
    await life.look(now);
    const before = life.waiting;
    await life.happen(now);
    if (life.waiting < before) return life.look(clock.now());
    const waiting = await countWaiting(db);
    const isBusy = desks.reduce((sum, team) => sum + (waiting.get(team) ?? 0), 0) >= enough;
    if (isBusy && luck.chance('hand', 0.5) && (await lendAHand(now))) return;
    if ((isBusy || luck.chance('on', 0.5)) && (await life.hurry(now))) return;
    if (isBusy) await lendAHand(now);
    else await arrive(now);
  }

  /** With what has waited longest, of what a colleague may take. */
  async function lendAHand(now: number): Promise<boolean> {
    const waiting = (await Promise.all(desks.map((team) => readWaiting(db, team, 20)))).flat().map(({ state }) => JSON.parse(state) as Task);
    for (const task of waiting.sort((a, b) => a.madeAt - b.madeAt)) if (await life.lendAHand(now, task)) return true;
    return false;
  }

  async function arrive(now: number): Promise<void> {
    const key = `${run}-${String(nth)}`;
    const arrival = arrivals[nth % (2 * arrivals.length)];
    if (nth % 3 === 0 || !arrival) return tellRequest(life, seed, key, nth, now);
    const { journey, message, source, channel } = arrival;
    const customer = arrival.customer === undefined ? {} : { customer: customerId(luckOf(seed, key, 'who').between('who', 100, 2900)) };
    await life.say(now, { source, type: `${journey}.${message}`, key, data: { ...saidBy(arrival, key), channel, ...customer } });
  }

  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const go = (): void => {
    const [least, most] = pace;
    timer = setTimeout(() => {
      running = step().catch(report).finally(() => void (isStopped || go()));
    }, least + luckOf(seed, 'pace', String(nth)).of('wait') * (most - least));
    timer.unref();
  };
  const begin = async (): Promise<void> => {
    // Another bank's people are not told of customers that they do not have.
    if (!(await readSourceKeys(db)).some(({ source }) => source === 'demo')) return;
    await life.look(seed);
    if (!isStopped) go();
  };
  running = begin().catch(report);
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}
