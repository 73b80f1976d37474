import type { PresencePush } from '../../shared/contract/changes.ts';
import type { VisitReport } from '../intake/visit.ts';

/** Who is where in cases now, as soft state of all servers. */
export interface CasePresence {
  /** Whether all that is told is where in the case the customer is now. */
  knowsCustomer(visit: VisitReport): boolean;
  putCustomer(visit: VisitReport): void;
  dropCustomer(visit: VisitReport): void;
  people(caseId: string): PresencePush['people'];
}
