import type { Scenario } from './plan.ts';
import { branchDay } from './scenarios/branch-day.ts';
import { callStorm } from './scenarios/call-storm.ts';
import { mondayStalled } from './scenarios/monday-stalled.ts';
import { outage } from './scenarios/outage.ts';
import { silentCustomers } from './scenarios/silent-customers.ts';

/** What the demo can play, by name. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [branchDay, callStorm, outage, silentCustomers, mondayStalled].map((scenario) => [scenario.name, scenario]),
);
