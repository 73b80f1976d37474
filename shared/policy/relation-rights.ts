import type { Customer } from '../model/customer.ts';

type RelationKind = Customer['relations'][number]['kind'];

/**
 * What somebody may do for the customer whom they have this relation to: owners and whoever holds a mandate may act and be told;
 * to live in the same household gives neither.
 */
export function relationRights(kind: RelationKind): { readonly mayAct: boolean; readonly mayKnow: boolean } {
  const isEntitled = kind !== 'household';
  return { mayAct: isEntitled, mayKnow: isEntitled };
}
