import type { DecisionDetail } from '../../../../../shared/contract/rest-decision.ts';
import { actionClasses } from '../../../../../shared/decision/action/action.ts';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { useFetched } from '../../../../store/fetched.ts';
import type { NextItem, Suggestion } from '../next-items.ts';
import { sayCode, useWords } from '../words.ts';
import { FactorBars } from './factor-bars.tsx';
import { ReceiptLine } from './receipt-line.tsx';
import styles from './why.module.css';
import { WhyNot } from './why-not.tsx';

/** Why this and why not that, as it was decided: the rank, the factors, and whatever was held back with what would open it. */
export function WhyDecision({ item, receipt }: { item: NextItem | undefined; receipt: string }) {
  const desk = useDesk();
  const { say } = useWords();
  const { value: detail, refusal } = useFetched(desk.data.decisions.details, receipt);
  const { suggestion } = item ?? {};
  return (
    <>
      {suggestion && <Rank suggestion={suggestion} detail={detail} />}
      {suggestion && <FactorBars factors={suggestion.factors} />}
      <section className={styles.part} aria-label={say('whyDecision.whyNot')} aria-busy={detail === undefined && refusal === undefined}>
        {detail ? <WhyNot detail={detail} /> : <p className={styles.note}>{refusal ? desk.texts.refusal(refusal) : say('whyDecision.loading')}</p>}
      </section>
      <ReceiptLine receipt={receipt} detail={detail} />
    </>
  );
}

/** The class among all classes, in their hard order. */
function Rank({ suggestion, detail }: { suggestion: Suggestion; detail: DecisionDetail | undefined }) {
  const { say } = useWords();
  const ahead = detail?.ranked.find(({ action }) => action === suggestion.action)?.ahead;
  return (
    <div className={styles.part}>
      <h3 className={styles.head}>{say('whyDecision.rank')}</h3>
      <ol className={styles.classes}>
        {actionClasses.filter((one) => one !== 'nothing').map((one, index) => (
          <li key={one} className={styles.class} {...(one === suggestion.class ? { 'aria-current': 'true' as const } : {})}>
            {one === suggestion.class && <Mark is="here" />}{index + 1} {sayCode(say, 'actionClass', one)}
          </li>
        ))}
      </ol>
      {ahead !== undefined && <p className={styles.note}>{say('whyDecision.ahead', { because: sayCode(say, 'choiceReason', ahead) })}</p>}
    </div>
  );
}
