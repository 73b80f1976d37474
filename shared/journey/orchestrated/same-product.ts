import type { EntryDraft } from '../../contract/entries.ts';
import type { Context, OpenCase } from '../../work/world.ts';

/** What is said where a customer has another open case for the same product; journeys that name none (a payment, a dispute) are had many of. */
export function flagSameProduct(about: Pick<EntryDraft, 'subject' | 'case' | 'customer'>, journey: string, others: readonly OpenCase[], ctx: Context): EntryDraft[] {
  const productOf = (name: string): string | undefined => ctx.settings.journeys?.newest(name)?.file.product;
  const product = productOf(journey);
  const other = product === undefined ? undefined : others.find((one) => one.id !== about.case && productOf(one.journey) === product);
  return other === undefined ? [] : [{ kind: 'case:flagged', ...about, body: { flag: 'same_product', other: other.id } } as EntryDraft];
}
