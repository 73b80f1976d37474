import { useState } from 'react';
import type { TaskPut } from '../../../shared/contract/rows.ts';
import { Button } from '../../components/button.tsx';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useLabel } from '../../store/labels.ts';
import type { Notice } from '../../store/notices.ts';
import { markRead, useNotices } from '../../store/notices.ts';
import { useRow } from '../../store/select.ts';
import { closeDialog, openCase } from '../../store/ui.ts';
import { Choices } from '../team/choices.tsx';
import { useWords } from '../desk/next/words.ts';
import { useNoticeWords } from './notice-words.ts';
import styles from './notices.module.css';

/** What a plan gave or took, and what others set of oneself. What was given can be declined with a reason; the rest stays. */
export function NoticesDialog() {
  const desk = useDesk();
  const { say } = desk.texts;
  const now = useNotices(desk);
  // What comes meanwhile waits for the next look: nothing moves under the hand, and nothing is marked as read that was not.
  const [notices] = useState(now);
  const isGiven = notices.some(({ is }) => is === 'given');
  const done = (): void => {
    markRead(desk, notices.map(({ key }) => key));
    closeDialog(desk.ui);
  };
  return (
    <DeskDialog title={say('notices.title')} primary={{ text: say(isGiven ? 'notices.keep' : 'notices.done'), run: done }} {...(isGiven ? { note: say('notices.yours') } : {})}>
      {notices.length === 0 ? <p>{say('notices.none')}</p> : null}
      <ul className={styles.notices}>{notices.map((notice) => <li key={notice.key}><Told notice={notice} /></li>)}</ul>
    </DeskDialog>
  );
}

function Told({ notice }: { notice: Notice }) {
  const words = useNoticeWords();
  return (
    <section className={styles.notice}>
      <h3 className={styles.line}>{words.line(notice)}</h3>
      {notice.is === 'set' ? null : <ul className={styles.tasks}>{notice.tasks.map((task) => <li key={task.id}><GivenTask given={task} mayDecline={notice.is === 'given'} /></li>)}</ul>}
    </section>
  );
}

const reasons = ['busy', 'notMySkill', 'conflict', 'other'] as const;

function GivenTask({ given, mayDecline }: { given: TaskPut; mayDecline: boolean }) {
  const { rows, data, act, ui, person } = useDesk();
  const { say, activity, name } = useWords();
  const task = useRow(rows, 'task', given.id) ?? given;
  const label = useLabel(data.labels, task.customer);
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState<(typeof reasons)[number]>('busy');
  const owner = task.holder?.by === 'person' ? task.holder.person : undefined;
  const isDeclined = task.needsOwner?.because === 'declined';
  const decline = async (): Promise<void> => {
    const { ok } = await act('task:decline', { task: task.id, fence: task.fence, reason });
    if (ok) setIsAsking(false);
  };
  const state = isDeclined ? say('notices.declined') : owner !== undefined && owner !== person.id ? say('notices.with', { name: name(owner) }) : '';
  return (
    <>
      <div className={styles.task}>
        <span className={styles.what}>{label} · {activity(task)}</span>
        {state === '' ? null : <span className={styles.state}><Mark is={isDeclined ? 'stopped' : 'waiting'} />{state}</span>}
        <Button isSmall kind="plain" label={`${say('notices.open')}: ${label}, ${activity(task)}`} onPress={() => { closeDialog(ui); openCase(ui, { case: task.case, task: task.id }); }}>{say('notices.open')}</Button>
        {mayDecline && state === '' ? <Button isSmall kind="plain" label={`${say('notices.decline')}: ${label}, ${activity(task)}`} onPress={() => setIsAsking(!isAsking)}>{say('notices.decline')}</Button> : null}
      </div>
      {isAsking && state === '' ? (
        <div className={styles.why}>
          <Choices label={say('notices.why')} value={reason} choices={reasons.map((id) => ({ id, text: say(`declineOffer.because.${id}`) }))} onChoose={setReason} />
          <Button isSmall onPress={() => void decline()}>{say('notices.declineNow')}</Button>
        </div>
      ) : null}
    </>
  );
}
