import type { EntryBody } from '../../shared/contract/entries.ts';
import type { DecisionDetail } from '../../shared/contract/rest-decision.ts';
import type { Receipt } from '../../shared/decision/receipt/receipt.ts';
import { recompute } from '../../shared/decision/receipt/recompute.ts';
import type { GateKind } from '../../shared/decision/action/gate.ts';
import type { Queryable } from '../store/queryable.ts';
import { answersTo } from '../store/reads/decision-facts.ts';
import { readReceipt } from '../store/tables/receipts.ts';
import { gateKindsOf } from './make-decision.ts';
import type { ModelBook } from './model-book.ts';
import type { RuleBook } from './rule-book.ts';

/** Why this and why not that, from a receipt with the rules and models that it names; undefined where there is none. */
export async function tellDecision(db: Queryable, { rules, models: book }: { readonly rules: RuleBook; readonly models: ModelBook }, id: string): Promise<DecisionDetail | undefined> {
  const row = await readReceipt(db, id);
  if (!row) return undefined;
  const receipt = JSON.parse(row.body) as Receipt;
  const [bundle, said, answers] = await Promise.all([rules.find(receipt.bundle), book.said(receipt.models), answersTo(db, row.customer, id)]);
  const again = bundle && recompute(receipt, bundle, said);
  const kinds = bundle ? gateKindsOf(bundle) : new Map<string, string>();
  const { candidates, request, shown, choice, at, actor, models } = receipt;
  return {
    receipt: id, at, actor, customer: row.customer, channel: request.channel, placement: request.placement, bundle: receipt.bundle, models, shown, choice,
    isSame: again?.ok === true && again.differs.length === 0,
    ranked: candidates.ranked,
    suppressed: candidates.suppressed.map((one) => ({ ...one, gates: one.gates.map(({ gate, changes }) => ({ gate, changes, kind: (kinds.get(gate) ?? 'eligibility') as GateKind })) })),
    failed: candidates.failed,
    answers: answers.map(({ at: answeredAt, actor: by, body }) => {
      const { action, how, reason, disclosed } = JSON.parse(body) as EntryBody<'decision:answered'>;
      return { action, how, at: answeredAt, by, ...(reason === undefined ? {} : { reason }), ...(disclosed === undefined ? {} : { disclosed }) };
    }),
  };
}
