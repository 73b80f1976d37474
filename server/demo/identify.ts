import type { Answer } from '../../shared/contract/answer.ts';
import { must } from '../../shared/assert.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { done } from '../../shared/work/world.ts';
import type { Input } from '../desk/input.ts';
import type { Loop } from '../loop.ts';
import { customersNamed, unidentifiedCases } from '../store/reads/unidentified-cases.ts';
import { seededRandom } from './random.ts';
import { seedDemoBank } from './seed.ts';
import { systemInput } from '../desk/system-input.ts';

/** How many cases may wait at the desk at once. */
const casesAtOnce = 2000;

/**
 * Gives every case of an observed journey that is not identified to a customer of the demo bank (seeded first, where it is not there):
 * always the same one for the same case. Returns how many cases were given, or what the desk refused.
 */
export async function identifyDemoCustomers(loop: Loop, journey: string): Promise<number | Refusal> {
  const seeded = await seedDemoBank(loop);
  if (isRefusal(seeded)) return seeded;
  const [customers, cases] = await Promise.all([customersNamed(loop.db, 'cu-'), unidentifiedCases(loop.db, journey)]);
  for (let from = 0; from < cases.length; from += casesAtOnce) {
    const some = cases.slice(from, from + casesAtOnce);
    const answers = await Promise.all(some.map((caseId) => loop.desk.submit(identifyInput(caseId, customerOf(caseId, customers)))));
    const refused = answers.find((answer): answer is Answer & { ok: false } => !answer.ok);
    if (refused) return refused as Refusal;
  }
  return cases.length;
}

function customerOf(caseId: string, customers: readonly string[]): string {
  return seededRandom(0).fork(caseId).pick(customers);
}

/** One `case:identified` by the demo, once per case; nothing where the case has its customer. */
export function identifyInput(caseId: string, customer: string): Input {
  return systemInput({
    id: `demo-customer/${caseId}`,
    action: 'case:identify',
    footprint: { cases: [caseId] },
    decide: (world) => {
      const { case: row } = must(world.case(caseId), 'the case was just read');
      if (row.customer !== undefined) return done();
      return done({ kind: 'case:identified', subject: `case:${caseId}`, case: caseId, customer, body: { customer, evidence: 'demo' } });
    },
  });
}
