import type { CasePut } from '../../../../shared/contract/rows.ts';
import type { CaseSheet } from '../../../../shared/contract/rest-case.ts';
import { Button } from '../../../components/button.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { openDialog } from '../../../store/ui.ts';
import { offlineBecause } from '../dialogs/at-hand.ts';
import paneStyles from './next-pane.module.css';
import styles from './promises.module.css';
import { useWords } from './words.ts';

type Promised = CasePut['promises'][number];
const hourMs = 3_600_000;
/** Those that ended lately are shown as long as somebody may ask about them. */
const shownAfterMs = 24 * hourMs;

/** What the customer was told would happen: broken first, then what is due next, then what was kept lately. */
export function Promises({ row, sheet }: { row: CasePut; sheet: CaseSheet | undefined }) {
  const desk = useDesk();
  const { say } = useWords();
  const now = useNow(desk.clock);
  const order = { broken: 0, open: 1, kept: 2, withdrawn: 3 } as const;
  const shown = row.promises
    .filter(({ state, endedAt }) => state === 'open' || state === 'broken' || (state === 'kept' && now - (endedAt ?? 0) < shownAfterMs))
    .toSorted((a, b) => order[a.state] - order[b.state] || a.dueAt - b.dueAt);
  return (
    <section className={paneStyles.part} aria-label={say('promises.head')}>
      <h2 className={paneStyles.head}>
        {say('promises.head')}
        {row.status === 'open' && <Button isSmall kind="plain" onPress={() => openDialog(desk.ui, 'promise', { case: row.id })} blocked={offlineBecause(desk)}>{say('promises.make')}</Button>}
      </h2>
      {shown.length === 0 ? <p className={paneStyles.quiet}>{say('promises.none')}</p> : shown.map((promise) => <OnePromise key={promise.id} promise={promise} caseId={row.id} text={sheet?.texts[promise.textValue]} now={now} />)}
    </section>
  );
}

function OnePromise({ promise, caseId, text, now }: { promise: Promised; caseId: string; text: string | null | undefined; now: number }) {
  const desk = useDesk();
  const { say, moment, name, channel } = useWords();
  const { id, state, dueAt, madeBy } = promise;
  const isOver = state === 'kept' || state === 'withdrawn';
  const isSoon = state === 'open' && dueAt - now < hourMs;
  const look = state === 'broken' ? 'broken' : isOver ? 'kept' : isSoon ? 'soon' : 'open';
  return (
    <div className={styles.promise} data-promise={state}>
      <div className={styles.first}>
        <span className={styles[look]}>
          {look === 'open' ? null : <Mark is={look === 'broken' ? 'late' : look === 'kept' ? 'done' : 'soon'} />}
          {say(`promises.${look}`, { at: moment(isOver ? (promise.endedAt ?? dueAt) : dueAt), channel: channel(promise.channel) })}
        </span>
      </div>
      <p className={styles.text}>{text ?? <span className={styles.note}>{say('nextPane.hidden')}</span>}</p>
      <p className={styles.note}>{say('promises.by', { name: name(madeBy), at: moment(promise.madeAt) })}</p>
      {state === 'broken' && <p className={styles.say}>{say('promises.say')}</p>}
      {!isOver && (
        <div className={styles.buttons}>
          <Button isSmall onPress={() => void desk.act('promise:keep', { case: caseId, promise: id })} blocked={offlineBecause(desk)}>{say('promises.keep')}</Button>
          <Button isSmall kind="plain" onPress={() => openDialog(desk.ui, 'promiseWithdraw', { case: caseId, promise: id })}>{say('promises.withdraw')}</Button>
        </div>
      )}
    </div>
  );
}
