import type { DemoCustomer } from './customers.ts';
import { makeCustomers } from './customers.ts';
import type { Random } from './random.ts';
import type { DemoPerson, DemoTeam } from './staff.ts';
import { demoTeams, makeStaff } from './staff.ts';

/** A whole bank, invented: the same for the same seed. */
export interface DemoBank {
  readonly teams: readonly DemoTeam[];
  readonly staff: readonly DemoPerson[];
  readonly customers: readonly DemoCustomer[];
}

export const demoSeed = 20_261;
export const demoCustomers = 3000;

/** Staff and customers come from streams of their own: more customers change no colleague. */
export function makeBank(random: Random, customers: number = demoCustomers): DemoBank {
  return { teams: demoTeams, staff: makeStaff(random.fork('staff')), customers: makeCustomers(random.fork('customers'), customers) };
}
