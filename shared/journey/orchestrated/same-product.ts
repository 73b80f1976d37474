import type { EntryDraft } from '../../contract/entries.ts';
import type { Context, OpenCase } from '../../work/world.ts';

/** What is said where a customer has another open case for the same product: of the same journey, or of one about the same. */
export function flagSameProduct(about: Pick<EntryDraft, 'subject' | 'case' | 'customer'>, journey: string, others: readonly OpenCase[], ctx: Context): EntryDraft[] {
  const productOf = (name: string): string => ctx.settings.journeys?.newest(name)?.file.product ?? name;
  const other = others.find((one) => one.id !== about.case && productOf(one.journey) === productOf(journey));
  return other === undefined ? [] : [{ kind: 'case:flagged', ...about, body: { flag: 'same_product', other: other.id } } as EntryDraft];
}
