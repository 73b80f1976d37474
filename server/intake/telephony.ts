import type { CallEvent } from '../../shared/contract/rest-case.ts';
import type { ReportedCall } from '../../shared/work/commands/call.ts';
import { isRefusal } from '../../shared/model/refusal.ts';
import { searchKey, searchTerms } from '../queries/search-hash.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import { findCustomers } from '../store/tables/customer-search.ts';

/** The source that reports calls, with a key of its own. */
export const telephonySource = 'telephony';

/** More than a household; a switchboard's number leads to nobody in particular. */
const mostCandidates = 8;

/** What the desk hears of a call: whom the number may be, and nothing of the number. */
export async function reportedCall(db: Queryable, keys: KeyStore, { call, event, extension, number, line }: CallEvent): Promise<ReportedCall> {
  const base = { call, event, person: extension, ...(line === undefined ? {} : { line }) };
  if (event !== 'ring' || number === undefined || number === null) return { ...base, how: 'withheld', candidates: [] };
  const terms = searchTerms(searchKey(keys), { phone: number });
  const found = isRefusal(terms) ? [] : await findCustomers(db, terms.all, [], mostCandidates + 1);
  if (found.length === 0 || found.length > mostCandidates) return { ...base, how: 'unknown', candidates: [] };
  return { ...base, how: found.length === 1 ? 'number' : 'shared', candidates: found };
}
