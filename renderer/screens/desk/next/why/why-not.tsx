import { useState } from 'react';
import type { DecisionDetail } from '../../../../../shared/contract/rest-decision.ts';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { actionName, changeText, gateText } from '../suggestion-words.ts';
import { capital, sayCode, useWords } from '../words.ts';
import { notSuitableLast } from './held-back.ts';
import styles from './why.module.css';

/** Every suggestion that was held back: its first failing gate, and the cheapest changes that would open it. */
export function WhyNot({ detail }: { detail: DecisionDetail }) {
  const { say } = useWords();
  const [isAll, showAll] = useState(false);
  const { near, far } = notSuitableLast(detail.suppressed);
  const count = far.length;
  const shown = isAll ? [...near, ...far] : near;
  return (
    <>
      {shown.length + detail.failed.length + count === 0 && <p className={styles.note}>{say('whyDecision.none')}</p>}
      {shown.length + detail.failed.length > 0 && (
        <table className={styles.table}>
          <thead><tr><th scope="col" colSpan={2}>{say('whyDecision.whyNot')}</th><th scope="col">{say('whyDecision.opens')}</th></tr></thead>
          <tbody>
            {detail.failed.map((one) => (
              <tr key={one.action} data-action={one.action}>
                <th scope="row"><Mark is="late" />{actionName(say, one.action)}</th>
                <td colSpan={2}>{say('whyDecision.failed', { because: sayCode(say, 'decisionFailure', one.code), owner: sayCode(say, 'team', one.owner) })}</td>
              </tr>
            ))}
            {shown.map((one) => <HeldBack key={one.action} one={one} />)}
          </tbody>
        </table>
      )}
      {count > 0 && <p><Button isSmall kind="plain" onPress={() => showAll(!isAll)}>{isAll ? say('whyDecision.less') : say('whyDecision.more', { count })}</Button></p>}
    </>
  );
}

function HeldBack({ one: { action, class: of, gates, changes } }: { one: DecisionDetail['suppressed'][number] }) {
  const { say } = useWords();
  const [first, ...others] = gates;
  return (
    <tr data-action={action}>
      <th scope="row"><Mark is="stopped" />{actionName(say, action)} <span className={styles.note}>({sayCode(say, 'actionClass', of)})</span></th>
      <td>
        {first && gateText(say, first.gate)}
        {others.length > 0 && <p className={styles.note}>{say('whyDecision.allGates', { count: others.length, gates: others.map(({ gate }) => gateText(say, gate)).join(', ') })}</p>}
      </td>
      <td>{changes === null ? <span className={styles.note}>{say('whyDecision.cannotOpen')}</span> : capital(changes.map((change) => changeText(say, change)).join(', '))}</td>
    </tr>
  );
}
