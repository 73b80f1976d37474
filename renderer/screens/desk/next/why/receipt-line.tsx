import type { DecisionDetail } from '../../../../../shared/contract/rest-decision.ts';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { showToast } from '../../../../store/ui.ts';
import { useWords } from '../words.ts';
import styles from './why.module.css';

/** An id's ends: enough to compare by eye. */
const short = (id: string): string => `${id.slice(0, 4)}…${id.slice(-4)}`;

/** The receipt from which the decision can be made again, and its number to take along. */
export function ReceiptLine({ receipt, detail }: { receipt: string; detail: DecisionDetail | undefined }) {
  const { ui } = useDesk();
  const { say, time } = useWords();
  const copy = (): void => {
    void navigator.clipboard.writeText(receipt).then(
      () => showToast(ui, { text: say('whyDecision.copied'), isError: false }),
      () => showToast(ui, { text: say('whyDecision.notCopied', { id: receipt }), isError: true }),
    );
  };
  return (
    <div className={styles.receipt}>
      <p>
        <bdi>{say('whyDecision.receipt', { id: short(receipt) })}</bdi> <span className={styles.note}>{say('whyDecision.checked')}</span>
        {detail && <span className={styles.note}>{', '}{say('whyDecision.decided', { at: time(detail.at), rules: detail.bundle.slice(0, 4) })}</span>}
        {detail?.isSame === false && <span className={styles.late}><Mark is="late" />{say('whyDecision.notSame')}</span>}
      </p>
      <Button isSmall onPress={copy}>{say('whyDecision.copy')}</Button>
    </div>
  );
}
