import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useStore } from 'zustand';
import { CommandButton } from '../../../components/command-button.tsx';
import { KeyCap } from '../../../components/key-cap.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { useSteps } from './case-facts.ts';
import styles from './do-next.module.css';
import { afterKey, cardOf, isSettled, nextState, stepKey } from './next-state.ts';
import { stepWords } from './step-words.ts';
import { takeStep } from './take-step.ts';
import { useWords } from './words.ts';

/** The one next step of a case on a card, at most two more under it. Nothing is pushed away under the hand. */
export function DoNext({ caseId }: { caseId: string }) {
  const desk = useDesk();
  const words = useWords();
  const store = nextState(desk);
  const state = useStore(store);
  const steps = useSteps(caseId);
  useEffect(() => {
    store.setState({ case: caseId, later: [], cameAt: 0, keyAt: 0 });
    return () => store.setState(({ case: _, shown: __, ...rest }) => rest, true);
  }, [store, caseId]);
  useEffect(() => {
    const press = (): void => store.setState((before) => afterKey(before, performance.now()));
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [store]);
  const card = steps && cardOf(steps, state);
  const key = card && stepKey(card.step);
  useEffect(() => {
    if (key !== undefined && key !== state.shown) store.setState({ shown: key, cameAt: state.shown === undefined ? 0 : performance.now() });
  }, [store, key, state.shown]);
  if (!card) return <div className={styles.card} aria-busy="true"><p className={styles.why}>{words.say('doNext.loading')}</p></div>;
  const { title, because, act } = stepWords(desk, words, caseId, card.step);
  const fresh = card.fresh && stepWords(desk, words, caseId, card.fresh);
  return (
    <>
      <div className={styles.card} role="group" aria-label={words.say('doNext.head')}>
        <h3 className={styles.title}>{title}</h3>
        {because === '' ? null : <p className={styles.why}>{because}</p>}
        {act === undefined ? null : (
          <div className={styles.buttons}>
            {card.step.do === 'verify' ? <CommandButton id="customer:verify" kind="primary" text={act} /> : <CommandButton id="next:accept" kind="primary" text={act} />}
            <CommandButton id="next:later" />
            <CommandButton id="next:why" />
          </div>
        )}
      </div>
      {fresh && (
        <div className={styles.fresh} role="status">
          <Mark is="here" /><span>{words.say('doNext.fresh', { title: fresh.title })}</span>
          <AriaButton className={styles.more} onPress={() => void desk.commands.run(desk, 'next:bring')}>{words.say('nextCommand.bring')}<KeyCap of="." /></AriaButton>
        </div>
      )}
      {card.then.length > 0 && (
        <ul className={styles.then} aria-label={words.say('doNext.then')}>
          {card.then.map((step) => (
            <li key={stepKey(step)}>
              <AriaButton className={styles.more} onPress={() => isSettled(store.getState(), performance.now()) && takeStep(desk, caseId, step)}>
                <span>{stepWords(desk, words, caseId, step).title}</span>
              </AriaButton>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
