import type { Channel } from '../../../../shared/model/case.ts';
import type { Role } from '../../../../shared/model/person.ts';

/** Where somebody of a role meets customers. */
export const ownChannel = (role: Role): Channel => (role === 'branchEmployee' ? 'branch' : role === 'callCentreAgent' || role === 'teamLead' ? 'phone' : 'system');
