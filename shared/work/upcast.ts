import type { EntryKind } from '../contract/entries.ts';
import { isEntryKind, versionOf } from '../contract/entries.ts';
import type { Refusal } from '../model/refusal.ts';
import { refuse } from '../model/refusal.ts';

/** Lifts a body by one version; pure, and total over all that the version before could hold. */
export type Upcaster = (body: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** Per kind, the step from version 1 to 2 first. A step is never changed or removed once a log may hold its version. */
export type Upcasters = Readonly<Partial<Record<EntryKind, readonly Upcaster[]>>>;

export const upcasters: Upcasters = {
  // What a decision went by was not written down before.
  'journey:stepped': [(body) => body],
};

/**
 * The body of an entry as its kind is written today. Refuses with `entry_kind_unknown {kind}`, or `entry_version_unknown {kind, v}`
 * for a version that this release neither writes nor can lift.
 */
export function upcast(
  kind: string,
  v: number,
  body: Readonly<Record<string, unknown>>,
  steps: Upcasters = upcasters,
  newest: (kind: EntryKind) => number = versionOf,
): Readonly<Record<string, unknown>> | Refusal {
  if (!isEntryKind(kind)) return refuse('entry_kind_unknown', { kind });
  const last = newest(kind);
  if (v === last) return body;
  if (!Number.isInteger(v) || v < 1 || v > last) return refuse('entry_version_unknown', { kind, v });
  let lifted = body;
  for (let from = v; from < last; from++) {
    const step = steps[kind]?.[from - 1];
    if (!step) return refuse('entry_version_unknown', { kind, v });
    lifted = step(lifted);
  }
  return lifted;
}
