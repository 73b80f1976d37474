import { systemClock } from '../../clock.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { isRefusal } from '../../../shared/model/refusal.ts';
import type { Loop } from '../../loop.ts';
import { countAll } from '../../store/reads/queues.ts';
import { demoSeed, makeBank } from '../bank.ts';
import { seededRandom } from '../random.ts';
import type { SeedCounts } from '../seed.ts';
import { seedDemoBank } from '../seed.ts';
import { openPastDesk } from './past-desk.ts';
import type { PastDeskParts } from './past-desk.ts';
import { stageBegins, stageThreeDays } from './stage-three-days.ts';

/** Staff of the demo bank, without its customers. */
export const demoStaff = () => makeBank(seededRandom(demoSeed), 0).staff;

export interface FirstStartParts extends Omit<PastDeskParts, 'from'> {
  readonly isStill: boolean;
}

/**
 * Gives an empty store the demo bank: seeded a few days ago, and with what has happened there until now, or seeded now where it is to
 * stand still. Undefined where somebody is there already; refused as its parts refuse.
 */
export async function openDemoBank(loop: Loop, { isStill, ...parts }: FirstStartParts): Promise<SeedCounts | Refusal | undefined> {
  if ((await countAll(loop.db)).people > 0) return undefined;
  if (isStill) return seedDemoBank(loop);
  const now = systemClock.now();
  const past = await openPastDesk({ ...parts, from: stageBegins(now) });
  if (isRefusal(past)) return past;
  try {
    const seeded = await seedDemoBank(past.loop);
    if (!isRefusal(seeded)) await stageThreeDays({ past, now, staff: demoStaff() });
    return seeded;
  } finally {
    await past.stop();
  }
}
