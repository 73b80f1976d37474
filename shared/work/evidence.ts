import type { Fields } from '../journey/orchestrated/field.ts';

/** A document or proof that came, once for each time it came. */
export interface Had {
  readonly kind: string;
  readonly since: number;
  readonly validUntil?: number;
  /** A person or a channel. */
  readonly source: string;
}

export interface EvidenceRow {
  readonly kind: string;
  readonly state: 'have' | 'needed' | 'expired';
  readonly since?: number;
  readonly validUntil?: number;
  readonly source?: string;
}

/** What of a case says which proofs it wants. */
export interface Wanting {
  /** Fields of the messages that the case waits for. */
  readonly awaited: readonly Fields[];
  /** What a check has named as missing, and when. */
  readonly missing?: { readonly kinds: readonly string[]; readonly at: number };
  /** Events that parked tasks wait for. */
  readonly parkedFor: readonly string[];
}

/** Events that are no proof. */
const notEvidence = new Set(['system', 'approval', 'thirdParty', 'customer']);

/** Newest first where one kind came more than once. */
function newestOf(had: readonly Had[]): Map<string, Had> {
  const newest = new Map<string, Had>();
  for (const one of had) {
    const before = newest.get(one.kind);
    if (!before || before.since <= one.since) newest.set(one.kind, one);
  }
  return newest;
}

/**
 * The proofs of a case: those that are wanted first, then those that have run out, then those that are there. What was named as missing
 * is wanted until it has come since; a message with documents that is awaited wants its first kind where none of its kinds is there.
 */
export function evidenceOf(had: readonly Had[], { awaited, missing, parkedFor }: Wanting, now: number): EvidenceRow[] {
  const newest = newestOf(had);
  const isValid = (kind: string): boolean => {
    const one = newest.get(kind);
    return one !== undefined && (one.validUntil === undefined || one.validUntil > now);
  };
  const wanted = new Set(parkedFor.filter((kind) => !notEvidence.has(kind) && !isValid(kind)));
  for (const kind of missing?.kinds ?? []) if ((newest.get(kind)?.since ?? -1) <= (missing?.at ?? 0)) wanted.add(kind);
  if (missing === undefined || missing.kinds.length === 0)
    for (const fields of awaited) {
      const kinds = Object.values(fields).some(({ type }) => type === 'reference') ? fields['kind']?.choices : undefined;
      const [first] = kinds ?? [];
      if (kinds && first !== undefined && !kinds.some(isValid)) wanted.add(first);
    }
  const rows = [...newest.values()].filter(({ kind }) => !wanted.has(kind) || !isValid(kind)).map((one): EvidenceRow => ({ ...one, state: isValid(one.kind) ? 'have' : 'expired' }));
  const expired = rows.filter(({ state }) => state === 'expired');
  const known = new Set(expired.map(({ kind }) => kind));
  return [
    ...[...wanted].filter((kind) => !known.has(kind)).map((kind): EvidenceRow => ({ kind, state: 'needed' })),
    ...expired,
    ...rows.filter(({ state }) => state === 'have'),
  ];
}
