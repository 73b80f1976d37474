import type { CloudEvent, EventResult } from '../../shared/model/event.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import type { DeskDoor } from '../desk-door.ts';
import type { VisitReport } from '../intake/visit.ts';
import { isVisit, readVisit } from '../intake/visit.ts';
import type { CasePresence } from './case-presence.ts';

/**
 * Reports events of a source: their results after the commit, in their order. That a customer moves from field to field of a step reaches
 * no log: once the desk has heard that they are there it is told to those who look at the case. Refused whole as the intake refuses.
 */
export async function reportEvents(door: Pick<DeskDoor, 'report'>, presence: CasePresence | undefined, source: string, events: readonly CloudEvent[]): Promise<readonly EventResult[] | Refusal> {
  const visits = events.map((event) => visitOf(source, event));
  const isSoft = visits.map((visit) => visit?.is === 'here' && presence?.knowsCustomer(visit) === true);
  const rest = events.filter((_, index) => !isSoft[index]);
  const told = rest.length === 0 ? [] : await door.report(source, rest);
  if ('ok' in told) return told;
  const heard = told.values();
  return events.map((event, index) => {
    const result = isSoft[index] ? { id: event.id, ok: true } : (heard.next().value ?? { id: event.id, ok: false });
    const visit = visits[index];
    if (visit && result.ok) {
      if (visit.is === 'here') presence?.putCustomer(visit);
      else presence?.dropCustomer(visit);
    }
    return result;
  });
}

/** What is not of this source, or cannot be read, the intake refuses. */
function visitOf(source: string, event: CloudEvent): VisitReport | undefined {
  const visit = event.source === source && isVisit(event.type) ? readVisit(event) : undefined;
  return visit === undefined || isRefusal(visit) ? undefined : visit;
}
