import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/mark.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useLabel } from '../../store/labels.ts';
import { rowIn } from '../../store/select.ts';
import type { TaskPut } from '../../../shared/contract/rows.ts';
import { missingConsent } from '../../../shared/policy/consent.ts';
import { useFailedCases } from '../../store/team.ts';
import { openCase } from '../../store/ui.ts';
import type { CaseException } from '../desk/case/step/failure.tsx';
import { ConsentButton, failureText } from '../desk/case/step/failure.tsx';
import styles from './plan-pane.module.css';

const watchedAtMost = 30;

/** What went wrong outside, case by case: try again, or go to the case for the way by hand. */
export function SystemErrors() {
  const { lead, connection, data } = useDesk();
  const listed = useStore(lead, (state) => state.listed);
  const failed = useFailedCases(data.digest);
  const shown = useMemo(() => {
    const tasks = new Map(listed.map((task) => [task.case, task]));
    return [...new Set([...failed, ...tasks.keys()])].slice(0, watchedAtMost).map((id) => ({ id, task: tasks.get(id) }));
  }, [listed, failed]);
  useEffect(() => {
    const stops = shown.map(({ id }) => connection.watch(`case:${id}`));
    return () => {
      for (const stop of stops) stop();
    };
  }, [connection, shown]);
  return <ul className={styles.cards}>{shown.map(({ id, task }) => <Failed key={id} id={id} task={task} />)}</ul>;
}

function Failed({ id, task }: { id: string; task: TaskPut | undefined }) {
  const { rows, data, texts, clock, act, ui } = useDesk();
  const { say } = texts;
  const now = useNow(clock);
  const row = useStore(rows, (slice) => rowIn(slice, `case:${id}`, 'case', id));
  const customer = row?.customer ?? task?.customer;
  const label = useLabel(data.labels, customer);
  const exceptions: readonly CaseException[] = row?.exceptions ?? [];
  const retry = ({ effect, token }: CaseException): void => {
    if (effect !== undefined) void act('effect:retry', { case: id, effect });
    else if (token !== undefined) void act('journey:retry', { case: id, token });
  };
  return (
    <li className={styles.card}>
      <strong className={styles.cardTitle}>{label}</strong>
      {row !== undefined && exceptions.length === 0 ? <p className={styles.note}>{say('lead.noException')}</p> : null}
      {exceptions.map((one) => (
        <div key={one.reference} className={styles.list}>
          <p className={styles.text}><Mark is="late" />{failureText(texts, one)}</p>
          <p className={styles.note}>{say('lead.failedSince', { at: momentText(texts.locale, one.since, now), system: one.connector === undefined ? say('lead.process') : say(`connector.${one.connector}`) })}</p>
          <div className={styles.actions}>
            {missingConsent(one.gate) !== undefined && customer !== undefined ? <ConsentButton id={id} customer={customer} exception={one} />
              : one.effect !== undefined || one.token !== undefined ? <Button onPress={() => retry(one)}>{say('lead.retry')}</Button> : null}
          </div>
        </div>
      ))}
      <div className={styles.actions}><Button kind="plain" onPress={() => openCase(ui, { case: id, ...(task === undefined ? {} : { task: task.id }) })}>{say('lead.openCase')}</Button></div>
    </li>
  );
}
