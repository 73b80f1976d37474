import type { BundleSource } from '../../shared/decision/action/bundle-source.ts';
import type { Receipt } from '../../shared/decision/receipt/receipt.ts';
import { must } from '../../shared/assert.ts';
import type { AnsweredDecision } from '../../shared/work/commands/decision.ts';
import type { AnsweredOf } from '../desk/staff-commands.ts';
import type { Queryable } from '../store/queryable.ts';
import { readPart } from '../store/tables/decision-parts.ts';
import { readReceipt } from '../store/tables/receipts.ts';

export interface AnsweredParts {
  readonly db: Queryable;
  /** The rules of today: what they recall may not be accepted any more. */
  readonly today: BundleSource;
}

/** Finds the decision with a receipt, which never changes, with the rules that it was made with. */
export function createAnsweredOf({ db, today }: AnsweredParts): AnsweredOf {
  return async (id, { action, how, reason, disclosed }): Promise<AnsweredDecision | undefined> => {
    const row = await readReceipt(db, id);
    if (!row) return undefined;
    const receipt = JSON.parse(row.body) as Receipt;
    const part = must(await readPart(db, receipt.bundle), 'rules are kept as long as a receipt names them');
    const shown = receipt.shown.includes(action) ? (JSON.parse(part.body) as BundleSource).actions.find((one) => one.id === action) : undefined;
    const recall = today.recalls.find((one) => one.action === action);
    return {
      receipt: id, customer: row.customer, channel: receipt.request.channel, bundle: receipt.bundle, action, how,
      ...(row.case === null ? {} : { case: row.case }),
      ...(shown === undefined ? {} : { shown: shownOf(shown) }),
      ...(recall === undefined ? {} : { recall: recall.id }),
      ...(reason === undefined ? {} : { reason }),
      ...(disclosed === undefined ? {} : { disclosed }),
    };
  };
}

const shownOf = ({ class: of, owner, disclosure, does }: BundleSource['actions'][number]): NonNullable<AnsweredDecision['shown']> => ({
  class: of, owner, ...(disclosure === undefined ? {} : { disclosure: disclosure.version }), ...(does === undefined ? {} : { does }),
});
