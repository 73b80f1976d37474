import type { Entry } from '../../shared/contract/entries.ts';
import { canonicalJson } from '../../shared/canonical.ts';
import { chainHash } from './rows-hash.ts';

/** Everything of an entry but its place in the chain. */
export type Unsealed = Omit<Entry, 'seq' | 'hash'>;

/** The canonical form of all columns but `scopes` and `hash`; the keys are written in the order RFC 8785 sorts them. */
export function canonicalEntry(entry: Omit<Entry, 'hash' | 'scopes'>): string {
  return JSON.stringify({
    actor: entry.actor,
    at: entry.at,
    body: entry.body,
    case: entry.case,
    catalog: entry.catalog,
    customer: entry.customer,
    device: entry.device,
    input: entry.input,
    kind: entry.kind,
    onBehalfOf: entry.onBehalfOf,
    recordedAt: entry.recordedAt,
    seq: entry.seq,
    subject: entry.subject,
    task: entry.task,
    v: entry.v,
  });
}

/** Numbers and chains entries behind a head. */
export function seal(entries: readonly Unsealed[], after: number, previous: Uint8Array): Entry[] {
  let seq = after;
  let hash = previous;
  return entries.map((unsealed) => {
    seq += 1;
    const entry = { ...unsealed, seq };
    hash = chainHash(hash, canonicalEntry(entry));
    return { ...entry, hash };
  });
}

/** A body as it is stored. */
export const bodyText = (body: object): string => canonicalJson(body).normalize('NFC');
