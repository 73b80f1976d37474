import * as z from 'zod/mini';
import { callSchema } from './call.ts';
import { soughtHelpSchema } from './help.ts';

export const roles = [
  'branchEmployee',
  'callCentreAgent',
  'teamLead',
  'backOffice',
  'secondLine',
  'auditor',
  'administrator',
  'aiColleague',
  'observed',
] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

export const availabilitySchema = z.enum(['available', 'busy', 'away', 'wrapUp', 'off']);
export type Availability = z.infer<typeof availabilitySchema>;

/** A member of staff as routing and rights see them; names are not here but in the directory. */
export const personSchema = z.object({
  id: z.string(),
  role: roleSchema,
  team: z.string(),
  branch: z.exactOptional(z.string()),
  skills: z.record(z.string(), z.int()),
  languages: z.array(z.string()),
  licences: z.array(z.string()),
  /** Weighted work one person may hold at once. */
  capacity: z.int(),
  availability: availabilitySchema,
  availabilitySince: z.int(),
  absence: z.exactOptional(z.object({ from: z.int(), until: z.int(), because: z.string(), by: z.string() })),
  /** Where they have asked for help; absent while they have not. */
  helps: z.exactOptional(z.array(soughtHelpSchema)),
  /** The telephone call at their extension; nobody else's screen shows it. */
  call: z.exactOptional(callSchema),
  version: z.int(),
});
export type Person = z.infer<typeof personSchema>;

/** What of a person says whether they are there; rows on screens carry no more of an absence than its span. */
export interface Attendance {
  readonly availability: Availability;
  readonly absence?: { readonly from: number; readonly until: number };
}

export const isAbsent = (person: Attendance, now: number): boolean =>
  person.absence !== undefined && person.absence.from <= now && now < person.absence.until;
export const isOnDuty = (person: Attendance, now: number): boolean =>
  person.availability !== 'off' && !isAbsent(person, now);
