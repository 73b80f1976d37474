import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useStore } from 'zustand';
import type { DecisionShown } from '../../../../shared/contract/rest-decision.ts';
import { CommandButton } from '../../../components/command-button.tsx';
import { KeyCap } from '../../../components/key-cap.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import type { Next } from './decide-next.ts';
import { nextOf, useDecision } from './decide-next.ts';
import { Disclosure } from './disclosure.tsx';
import styles from './do-next.module.css';
import type { NextItem } from './next-items.ts';
import type { Card } from './next-state.ts';
import { afterKey, beginWith, cardOf, isSettled, nextState, without } from './next-state.ts';
import { Refusing } from './refusing.tsx';
import { SentLine } from './sent-line.tsx';
import { itemWords } from './suggestion-words.ts';
import { takeItem } from './take-item.ts';
import { sayCode, useWords } from './words.ts';

/** The one next thing of a case, or of a customer without one (`streamOfCustomer`), on a card, at most two more under it. Nothing is pushed away under the hand. */
export function DoNext({ caseId, isCall = false }: { caseId: string; isCall?: boolean }) {
  const desk = useDesk();
  const words = useWords();
  const store = nextState(desk);
  const state = useStore(store);
  useDecision(caseId);
  const next = useNext(caseId);
  useEffect(() => {
    beginWith(store, caseId);
    return () => beginWith(store);
  }, [store, caseId]);
  useEffect(() => {
    const press = (): void => store.setState((before) => afterKey(before, performance.now()));
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [store]);
  const card = next && cardOf(next.items, state, next.isCurrent);
  const key = card?.item.key;
  useEffect(() => {
    if (key === undefined || key === state.shown) return;
    without(store, 'ticked', 'refusing');
    store.setState({ shown: key, cameAt: state.shown === undefined ? 0 : performance.now() });
  }, [store, key, state.shown]);
  return (
    <>
      {state.sent && <SentLine sent={state.sent} caseId={caseId} />}
      {card ? <Open card={card} caseId={caseId} decision={next?.decision} /> : <div className={styles.card} aria-busy="true"><p className={styles.why}>{words.say('doNext.loading')}</p></div>}
      {card?.fresh && (
        <div className={styles.fresh} role="status">
          <Mark is="here" /><span>{words.say('doNext.fresh', { title: itemWords(desk, words, caseId, card.fresh).title })}</span>
          <AriaButton className={styles.more} onPress={() => void desk.commands.run(desk, 'next:bring')}>{words.say('nextCommand.bring')}<KeyCap of="." /></AriaButton>
        </div>
      )}
      {card && <Then items={card.then.filter((item) => item !== card.fresh)} caseId={caseId} />}
      {!isCall && next?.decision && <Quiet decision={next.decision} />}
    </>
  );
}

/** What follows from the rows, the sheet and the last decision; painted again when one of them changes. */
function useNext(caseId: string): Next | undefined {
  const desk = useDesk();
  useStore(desk.rows);
  useStore(desk.data.sheets.store);
  useStore(desk.data.decisions.store);
  return nextOf(desk, caseId);
}

function Open({ card: { item }, caseId, decision }: { card: Card; caseId: string; decision: DecisionShown | undefined }) {
  const desk = useDesk();
  const words = useWords();
  const { refusing } = useStore(nextState(desk));
  const { title, because, act, say, disclosure } = itemWords(desk, words, caseId, item);
  const isDuty = item.suggestion?.class === 'duty';
  const nothing = item.step?.do === 'nothing' || item.step?.do === 'wait' ? decision?.nothing?.because : undefined;
  return (
    <div className={styles.card} role="group" aria-label={words.say('doNext.head')} data-next={item.suggestion?.action ?? item.step?.do}>
      <h3 className={styles.title}>{isDuty && <Mark is="late" />}{title}</h3>
      {because === '' ? null : <p className={styles.why}>{because}</p>}
      {nothing === undefined ? null : <p className={styles.why}>{sayCode(words.say, 'decision.nothing', nothing)}</p>}
      {say === undefined ? null : <p className={styles.say}>{words.say('decision.say', { text: say })}</p>}
      {disclosure && <Disclosure item={item} {...disclosure} />}
      {refusing === item.key ? <Refusing item={item} /> : (
        <div className={styles.buttons}>
          {act === undefined ? null : item.step?.do === 'verify' ? <CommandButton id="customer:verify" kind="primary" text={act} /> : <CommandButton id="next:accept" kind="primary" text={act} />}
          <CommandButton id="next:later" />
          <CommandButton id="next:refuse" />
          <CommandButton id="next:why" />
        </div>
      )}
    </div>
  );
}

function Then({ items, caseId }: { items: readonly NextItem[]; caseId: string }) {
  const desk = useDesk();
  const words = useWords();
  if (items.length === 0) return null;
  return (
    <ul className={styles.then} aria-label={words.say('doNext.then')}>
      {items.map((item) => (
        <li key={item.key}>
          <AriaButton className={styles.more} onPress={() => isSettled(nextState(desk).getState(), performance.now()) && takeItem(desk, caseId, item)}>
            <span>{itemWords(desk, words, caseId, item).title}</span>
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}

/** That nothing is to be sold now, and why. */
function Quiet({ decision: { quiet } }: { decision: DecisionShown }) {
  const { say } = useWords();
  if (quiet.length === 0) return null;
  return <p className={styles.quiet}><Mark is="stopped" />{say('decision.salesQuiet', { because: quiet.map((gate) => sayCode(say, 'quietBecause', gate)).join(', ') })}</p>;
}
