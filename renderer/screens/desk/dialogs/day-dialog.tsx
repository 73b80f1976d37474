import { useEffect, useState } from 'react';
import type { PersonDay } from '../../../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../../../shared/contract/rest-team.ts';
import { Button } from '../../../components/button.tsx';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { Due } from '../../../components/due.tsx';
import { useDesk } from '../../../desk.ts';
import { useLabel } from '../../../store/labels.ts';
import { closeDialog, openDialog, showToast } from '../../../store/ui.ts';
import { useWords } from '../next/words.ts';
import styles from './day.module.css';
import formStyles from './form.module.css';

/** End of the day: everything that is still one's own, with its clocks and promises; each is handed on, or kept knowingly. */
export function DayDialog() {
  const { api, person, act, ui, texts } = useDesk();
  const { say } = useWords();
  const [day, setDay] = useState<PersonDay>();
  const [note, setNote] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    void api.ask(teamRoutes.getPersonDay, { id: person.id }).then((answer) => isWanted && (answer.ok ? setDay(answer.value) : setNote(texts.refusal(answer))));
    return () => {
      isWanted = false;
    };
  }, [api, texts, person.id]);
  const finish = async (): Promise<void> => {
    const answer = await act('person:setAvailability', { person: person.id, availability: 'off', because: 'endOfDay' });
    if (!answer.ok) return;
    closeDialog(ui);
    showToast(ui, { text: say('day.done', { count: day?.tasks.length ?? 0 }), isError: false, undo: () => void act('person:setAvailability', { person: person.id, availability: 'available', because: 'chosen' }) });
  };
  const tasks = day?.tasks ?? [];
  return (
    <DeskDialog title={say('day.title')} primary={{ text: tasks.length === 0 ? say('day.actNone') : say('day.act', { count: tasks.length }), run: () => void finish(), blocked: day === undefined ? (note ?? say('nextPane.loading')) : undefined }} note={say('day.note')}>
      {day !== undefined && tasks.length === 0 && <p>{say('day.nothing')}</p>}
      <ul className={styles.tasks}>{tasks.map((task) => <DayTask key={task.task} task={task} promises={(day?.promises ?? []).filter((one) => one.case === task.case)} />)}</ul>
      {day !== undefined && day.drafts.length > 0 && <p className={formStyles.hint}>{say('day.drafts', { count: day.drafts.length })}</p>}
    </DeskDialog>
  );
}

function DayTask({ task, promises }: { task: PersonDay['tasks'][number]; promises: PersonDay['promises'] }) {
  const { data, ui } = useDesk();
  const { say, activity, moment } = useWords();
  const label = useLabel(data.labels, task.customer);
  const [nearest] = task.clocks.filter(({ isPaused }) => !isPaused).toSorted((a, b) => a.dueAt - b.dueAt);
  return (
    <li className={styles.task}>
      <span><strong className={styles.work}>{label}</strong> {activity(task)}</span>
      {nearest ? <Due dueAt={nearest.dueAt} isMarked /> : <span />}
      <Button isSmall onPress={() => openDialog(ui, 'handOff', { task: task.task, from: 'day' })} label={say('day.handOverOf', { work: activity(task) })}>{say('day.handOver')}</Button>
      {(task.parkedUntil !== undefined || task.status === 'parked') && <span className={styles.note}>{task.parkedUntil === undefined ? say('day.parked') : say('day.parkedUntil', { at: moment(task.parkedUntil) })}</span>}
      {promises.map((one) => <span key={one.promise} className={`${styles.note} ${one.state === 'broken' ? styles.late : ''}`}>{say(`promises.${one.state}`, { at: moment(one.dueAt), channel: say(`channel.${one.channel}`) })}</span>)}
    </li>
  );
}
