import type { Customer } from '../model/customer.ts';
import type { Person } from '../model/person.ts';

/** What stands for a value that may not be seen: a fixed three dots, so that length says nothing. */
export const MASK = '•••';

/** Who looks at what: a customer, seen from one of their cases or from none. */
export interface Looking {
  readonly person: Pick<Person, 'id' | 'role'>;
  readonly customer: Pick<Customer, 'verified' | 'revealed'> | undefined;
  readonly case?: string;
  /** Whether an open task of that case is theirs. */
  readonly holdsTask: boolean;
  /** Whom the person helps with that case: those who asked and have not said that they have it, and who hands them its caller on. */
  readonly helps?: readonly Pick<Looking, 'person' | 'holdsTask'>[];
  readonly now: number;
}

/** Who works on what customers sent without meeting them. */
const withoutContact = new Set<string>(['backOffice', 'secondLine']);
/** Whoever meets customers asks first who they are. */
export const meetsCustomers = (role: string): boolean => !withoutContact.has(role);

/** Until when the person has verified the customer; undefined where they have not, or it is over. */
export function verifiedUntil({ person, customer, now }: Pick<Looking, 'customer' | 'now'> & { readonly person: Pick<Person, 'id'> }): number | undefined {
  const until = customer?.verified?.[person.id]?.until;
  return until !== undefined && until > now ? until : undefined;
}

/**
 * Whether all values and texts of the customer may be seen: by whoever has verified them within the last half hour, until the call ends,
 * the customer leaves or the person signs out; and by whoever works
 * without customer contact and holds a task of the case. While nobody is identified there is nobody to verify: whoever holds a task sees.
 * Whoever helps with the case, or is to take its caller over, sees as long and as much of it as the one who asked.
 */
export function maySee(looking: Looking): boolean {
  return seesByThemselves(looking) || helpedOne(looking) !== undefined;
}

/** For whose question the person sees the case, where they would not see it without. */
export function helpedOne(looking: Looking): string | undefined {
  if (looking.case === undefined || seesByThemselves(looking)) return undefined;
  return looking.helps?.find((asked) => seesByThemselves({ ...looking, ...asked }))?.person.id;
}

function seesByThemselves(looking: Looking): boolean {
  if (looking.customer === undefined) return looking.holdsTask;
  if (verifiedUntil(looking) !== undefined) return true;
  return withoutContact.has(looking.person.role) && looking.case !== undefined && looking.holdsTask;
}

/** Until when one field is shown for a reason; undefined where it is not. A variable of a process is a field of its case. */
export function revealedUntil({ person, customer, case: of, now }: Looking, field: string, isOfCase: boolean): number | undefined {
  const until = (customer?.revealed ?? [])
    .filter((one) => one.by === person.id && one.field === field && one.until > now && one.case === (isOfCase ? of : undefined))
    .map((one) => one.until);
  return until.length === 0 ? undefined : Math.max(...until);
}

/** The first letter or digit of each part of a name and three dots; of long names the first four parts. */
export function maskName(name: string): string {
  const letters = name.normalize('NFC').split(/\s+/u).flatMap((part) => /[\p{L}\p{N}]/u.exec(part)?.[0] ?? []);
  return letters.length === 0 ? MASK : letters.slice(0, 4).map((letter) => `${letter.toUpperCase()}${MASK}`).join(' ');
}

/** What stands for a masked field: a name keeps its first letters, all else is three dots. */
export const maskedValue = (field: string, value: string): string => (field === 'name' ? maskName(value) : MASK);
