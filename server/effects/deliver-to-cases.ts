import { hash } from 'node:crypto';
import { awaitedBy, decideThrown } from '../../shared/journey/orchestrated/decide-message.ts';
import type { JourneyMessage } from '../../shared/journey/orchestrated/decide-message.ts';
import { keyOfOnce } from '../../shared/journey/orchestrated/journey-file.ts';
import type { Journeys } from '../../shared/journey/orchestrated/journey.ts';
import type { Tried } from '../../shared/work/effects/next-try.ts';
import type { ThrownMessage } from '../../shared/journey/orchestrated/thrown-message.ts';
import { caseIdOf } from '../../shared/work/case-id.ts';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { Queryable } from '../store/queryable.ts';
import { readAwaited } from '../store/tables/correlation-keys.ts';

export interface DeliverParts {
  readonly db: Queryable;
  readonly desk: Pick<Desk, 'submit'>;
  readonly clock: Clock;
  readonly journeys: Journeys | undefined;
}

/**
 * Gives a message that a case has thrown to the case that waits for it under its key, in whatever journey, else to a new case of the
 * journey that it starts, which is the one there is where there may be only one. Delivered once for each `key` of an effect; without a taker it is over, as a message that nobody hears is.
 */
export async function deliverToCases({ db, desk, clock, journeys }: DeliverParts, from: string, key: string, thrown: ThrownMessage): Promise<Tried> {
  const { message: name, key: correlation, payload, customer, hops } = thrown;
  const hearing = journeys?.hearing?.(name) ?? [];
  const about = { name, data: payload, ...(correlation === undefined ? {} : { correlation }) };
  const [waiting] = await readAwaited(db, hearing.flatMap(({ journey }) => awaitedBy(journey, about)));
  const target = waiting === undefined ? hearing.find(({ starts }) => starts) : hearing.find(({ journey }) => journey.file.journey === waiting.journey);
  if (target === undefined) return { how: 'answered', data: {} };
  const once = waiting === undefined ? keyOfOnce(target.journey.file, payload) : undefined;
  const caseId = waiting?.case ?? (once === undefined ? `k-${key}` : caseIdOf(target.journey.file.journey, once));
  const given: JourneyMessage = { ...about, source: 'journey', caseId, key: once ?? from, at: clock.now(), hops, ...(customer === undefined ? {} : { customer }) };
  // The id is the effect's, not the target's: who took it the first time does not wait any more the second time.
  const answer = await desk.submit({
    id: `s:deliver/${key}`,
    lane: 'event',
    sender: `case:${from}`,
    actor: 'journey',
    action: 'journey:message',
    bodyHash: hash('sha256', name, 'buffer').subarray(0, 16),
    footprint: { cases: [caseId], ...(customer === undefined ? {} : { openCasesOf: [customer] }) },
    decide: (world, ctx) => decideThrown(target.journey, world, given, ctx),
  });
  return answer.ok ? { how: 'answered', data: { case: caseId } } : { how: 'lost' };
}
