import { useStore } from 'zustand';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { missingConsent } from '../../../../../shared/policy/consent.ts';
import { mayNot, offlineSince } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { ConsentButton, failureText } from './failure.tsx';
import styles from './exceptions.module.css';

/** What went wrong outside and waits for a person: what it was, who has it, and to try it again. */
export function Exceptions() {
  const desk = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  useStore(desk.link);
  const exceptions = view.row.exceptions ?? [];
  const refusal = mayNot(desk, view, 'effect:retry');
  const blocked = offlineSince(desk) ?? (refusal && desk.texts.refusal(refusal));
  return exceptions.map((one) => {
    const { reference, owner, since, effect, token } = one;
    return (
      <div key={reference} className={styles.exception} role="group" aria-label={say('step.exceptions')}>
        <p className={styles.text}><Mark is="late" />{failureText(desk.texts, one)}</p>
        <p className={styles.who}>{say('step.exceptionOwner', { who: owner.startsWith('team:') ? words.team(owner.slice(5)) : words.nameOf(owner), since: words.moment(since) })}</p>
        {missingConsent(one.gate) !== undefined && view.row.customer !== undefined ? <span><ConsentButton id={view.id} customer={view.row.customer} exception={one} isSmall /></span> : (effect !== undefined || token !== undefined) && (
          <span>
            <Button
              isSmall blocked={blocked}
              onPress={() => void (effect !== undefined ? desk.act('effect:retry', { case: view.id, effect }) : desk.act('journey:retry', { case: view.id, token: token ?? 0 }))}
            >{say('step.retry')}</Button>
          </span>
        )}
      </div>
    );
  });
}
