import { Button } from '../../../components/button.tsx';
import { useDesk } from '../../../desk.ts';
import { useLabel } from '../../../store/labels.ts';
import { rowAnywhere, useRow } from '../../../store/select.ts';
import { openCase, openDialog } from '../../../store/ui.ts';
import paneStyles from './next-pane.module.css';
import styles from './offers.module.css';
import { useWords } from './words.ts';

/** What colleagues ask me about work of mine: it stands here wherever I am, until it is answered. */
export function AskedOfMe() {
  const { rows, person } = useDesk();
  const { say } = useWords();
  const asked = (useRow(rows, 'person', person.id)?.helps ?? []).filter(({ by }) => by !== undefined);
  if (asked.length === 0) return null;
  return (
    <section className={paneStyles.part} aria-label={say('askedOfMe.head')}>
      <h2 className={paneStyles.head}>{say('askedOfMe.head')}</h2>
      <div role="status" aria-live="polite">
        {asked.map((one) => <Question key={one.id} help={one.id} caseId={one.case} by={one.by ?? ''} since={one.since} task={one.task} />)}
      </div>
    </section>
  );
}

function Question({ help, caseId, by, since, task: id }: { help: string; caseId: string; by: string; since: number; task: string | undefined }) {
  const { rows, data, ui } = useDesk();
  const words = useWords();
  const task = id === undefined ? undefined : rowAnywhere(rows.getState(), 'task', id);
  const label = useLabel(data.labels, task?.customer);
  const read = (): void => {
    openCase(ui, { case: caseId, ...(id === undefined ? {} : { task: id }) });
    openDialog(ui, 'helpAnswer', { case: caseId, help });
  };
  return (
    <div className={styles.offer}>
      <p className={styles.first}><span>{task ? `${label} · ${words.activity(task)}` : caseId}</span></p>
      <p className={styles.note}>{words.say('askedOfMe.by', { name: words.name(by), at: words.moment(since) })}</p>
      <div className={styles.buttons}><Button isSmall onPress={read}>{words.say('askedOfMe.read')}</Button></div>
    </div>
  );
}
