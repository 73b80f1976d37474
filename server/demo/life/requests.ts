import { customerId } from '../customers.ts';
import { luckOf } from '../day/luck.ts';
import { must } from '../../../shared/assert.ts';
import type { Life } from './life.ts';

/** What customers ask of a desk besides their journeys: what their source says first, and the work that comes of it. */
const requests: readonly { readonly says: string; readonly activity: string }[] = [
  { says: 'called', activity: 'call-back' },
  { says: 'came-to-branch', activity: 'resume-application' },
  { says: 'wrote', activity: 'call-back' },
  { says: 'dispute-raised', activity: 'handle-dispute' },
  { says: 'called', activity: 'block-card' },
  { says: 'application-stopped', activity: 'resume-application' },
  { says: 'called', activity: 'advise-on-loan' },
  { says: 'came-to-branch', activity: 'prepare-appointment' },
  { says: 'came-to-branch', activity: 'resume-application' },
];

/** One customer asks for something, and is known in most cases. */
export async function tellRequest(life: Life, seed: number, key: string, nth: number, at: number): Promise<void> {
  const luck = luckOf(seed, key, 'request');
  const { says, activity } = must(requests[nth % requests.length], 'there are requests');
  await life.say(at, { source: 'demo', type: says, key, data: { amount: luck.between('amount', 2, 90) * 50 } });
  await life.say(at, { source: 'demo', type: activity, key });
  const found = luck.chance('known', 0.85) ? await life.caseOf('demo-desk', key) : undefined;
  if (found) await life.command('chloe', { type: 'case:identify', case: found.id, customer: customerId(luck.between('who', 100, 2900)), evidence: 'app' });
}
