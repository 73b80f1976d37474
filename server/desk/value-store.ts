import { must } from '../../shared/assert.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import { openValue, sealValue } from '../store/keys/seal.ts';
import { insertValues } from '../store/tables/customer-value.ts';
import { dropDrafts, putDrafts } from '../store/tables/drafts.ts';
import type { ValueStore } from './batch.ts';

/** What a draft's text is bound to, so that it cannot be moved to another place. */
const draftPlace = (draft: { case: string; field: string; author: string }): string => `${draft.case} ${draft.field} ${draft.author}`;

/** Seals values with their holder's key; keys are on disk before any value that needs them is written. */
export function createValueStore(keys: KeyStore): ValueStore {
  return {
    openDraft: (draft) => openValue(keys.peek([draft.case]).get(draft.case), draft.value, draftPlace(draft)),
    makeKeys: (values, drafts) => {
      const holders = [...values.map((value) => value.holder), ...drafts.flatMap((draft) => ('put' in draft ? [draft.put.case] : []))];
      if (holders.length > 0) keys.keysFor([...new Set(holders)]);
    },
    seal: (values, drafts) => (db) => {
      const puts = drafts.flatMap((draft) => ('put' in draft ? [{ ...draft.put, at: draft.at }] : []));
      const drops = drafts.flatMap((draft) => ('drop' in draft ? [draft.drop] : []));
      const holders = [...values.map((value) => value.holder), ...puts.map((put) => put.case)];
      const found = holders.length === 0 ? new Map<string, Buffer>() : keys.keysFor([...new Set(holders)]);
      // An erased holder has no key and gets no values; the decision that named one is refused before it comes here.
      const keyOf = (holder: string): Buffer => must(found.get(holder), 'a holder that is not erased has a key');
      const writes: Promise<unknown>[] = [];
      if (values.length > 0)
        writes.push(
          insertValues(
            db,
            values.map(({ id, holder, field, value, source, asOf, validUntil, setAt }) => ({
              id, customer: holder, field, value: sealValue(keyOf(holder), value, id), source, asOf, validUntil: validUntil ?? null, setAt,
            })),
          ),
        );
      if (puts.length > 0)
        writes.push(
          putDrafts(
            db,
            puts.map(({ case: caseId, field, author, text, version, at }) => ({
              case: caseId, field, author, version, savedAt: at,
              value: sealValue(keyOf(caseId), text, draftPlace({ case: caseId, field, author })),
            })),
          ),
        );
      if (drops.length > 0) writes.push(dropDrafts(db, drops));
      return writes;
    },
  };
}
