import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/mark.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useLabel } from '../../store/labels.ts';
import { rowIn } from '../../store/select.ts';
import type { CasePut, TaskPut } from '../../../shared/contract/rows.ts';
import { openCase } from '../../store/ui.ts';
import styles from './plan-pane.module.css';

const watchedAtMost = 30;

/** What went wrong outside, case by case: try again, or go to the case for the way by hand. */
export function SystemErrors() {
  const { lead, connection } = useDesk();
  const listed = useStore(lead, (state) => state.listed);
  const shown = useMemo(() => [...new Map(listed.map((task) => [task.case, task])).values()].slice(0, watchedAtMost), [listed]);
  useEffect(() => {
    const stops = shown.map((task) => connection.watch(`case:${task.case}`));
    return () => {
      for (const stop of stops) stop();
    };
  }, [connection, shown]);
  return <ul className={styles.cards}>{shown.map((task) => <Failed key={task.case} task={task} />)}</ul>;
}

type Exception = NonNullable<CasePut['exceptions']>[number];

function Failed({ task }: { task: TaskPut }) {
  const { rows, data, texts, clock, act, ui } = useDesk();
  const { say } = texts;
  const now = useNow(clock);
  const label = useLabel(data.labels, task.customer);
  const row = useStore(rows, (slice) => rowIn(slice, `case:${task.case}`, 'case', task.case));
  const exceptions: readonly Exception[] = row?.exceptions ?? [];
  const retry = ({ effect, token }: Exception): void => {
    if (effect !== undefined) void act('effect:retry', { case: task.case, effect });
    else if (token !== undefined) void act('journey:retry', { case: task.case, token });
  };
  return (
    <li className={styles.card}>
      <strong className={styles.cardTitle}>{label}</strong>
      {row !== undefined && exceptions.length === 0 ? <p className={styles.note}>{say('lead.noException')}</p> : null}
      {exceptions.map((one) => (
        <div key={one.reference} className={styles.list}>
          <p className={styles.text}><Mark is="late" />{texts.refusal({ code: one.code, params: { reference: one.reference, element: one.element ?? '' } })}</p>
          <p className={styles.note}>{say('lead.failedSince', { at: momentText(texts.locale, one.since, now), system: one.connector === undefined ? say('lead.process') : say(`connector.${one.connector}`) })}</p>
          <div className={styles.actions}>{one.effect !== undefined || one.token !== undefined ? <Button onPress={() => retry(one)}>{say('lead.retry')}</Button> : null}</div>
        </div>
      ))}
      <div className={styles.actions}><Button kind="plain" onPress={() => openCase(ui, { case: task.case, task: task.id })}>{say('lead.openCase')}</Button></div>
    </li>
  );
}
