import type { EntryKind } from '../contract/entries.ts';
import type { Trail } from '../contract/rest-team.ts';

/** What somebody does to work, promises and colleagues: what an audit of their day asks for. Looking is told elsewhere. */
export const deedKinds = [
  'task:claimed', 'task:released', 'task:completed', 'task:takenOver', 'task:parked', 'task:resumed', 'task:reassigned', 'task:restored', 'task:extended', 'task:ownerNeeded',
  'handOff:offered', 'handOff:accepted', 'handOff:ended', 'promise:made', 'promise:ended', 'note:added', 'contact:made', 'reminder:asked', 'reminder:recallAsked', 'evidence:added',
  'clock:started', 'clock:paused', 'clock:resumed', 'clock:changed', 'effect:retried', 'effect:resolved', 'decision:answered', 'case:closed',
  'person:changed', 'person:availabilitySet', 'person:absent', 'person:returned',
] as const satisfies readonly EntryKind[];

/** What is done to a person by somebody else. */
export const personKinds = ['person:changed', 'person:availabilitySet', 'person:absent', 'person:returned'] as const satisfies readonly EntryKind[];

/** After these somebody else may have the work: each says who. */
export const transferKinds = ['task:claimed', 'task:released', 'task:takenOver', 'task:reassigned', 'task:restored', 'handOff:accepted'] as const satisfies readonly EntryKind[];

type Body = Readonly<Record<string, unknown>>;
type Change = NonNullable<Trail['rows'][number]['change']>;

/** Who has the work after a transfer: a person, `queue`, or `source`. */
function holderAfter(kind: string, body: Body): string | undefined {
  if (kind === 'task:released') return 'queue';
  if (kind === 'task:claimed') return body['by'] === null ? 'source' : String(body['by']);
  if (kind === 'task:takenOver' || kind === 'handOff:accepted') return String(body['by']);
  const holder = body['holder'] as { by: string; person?: string } | undefined;
  return holder === undefined ? undefined : (holder.person ?? holder.by);
}

/**
 * What an entry changed, before and after, as the log itself says: of a transfer who had the work and who has it, by the transfer before
 * it (`queue` where there was none); of a person what was set.
 */
export function changeOf(kind: string, body: Body, transferBefore?: { readonly kind: string; readonly body: Body }): Change | undefined {
  switch (kind) {
    case 'person:changed':
      return typeof body['capacity'] === 'number' ? { what: 'capacity', after: body['capacity'] } : { what: 'profile' };
    case 'person:availabilitySet':
      return { what: 'availability', after: String(body['availability']) };
    case 'person:absent':
      return { what: 'absence', after: Number(body['until']) };
    case 'person:returned':
      return { what: 'absence' };
    default: {
      const after = holderAfter(kind, body);
      if (after === undefined) return undefined;
      return { what: 'owner', before: (transferBefore && holderAfter(transferBefore.kind, transferBefore.body)) ?? 'queue', after };
    }
  }
}
