import { useState } from 'react';
import type { TaskPut } from '../../../../shared/contract/rows.ts';
import type { Task } from '../../../../shared/model/task.ts';
import { urgencyInputs } from '../../../../shared/work/task-urgency.ts';
import { urgency } from '../../../../shared/work/urgency.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { useRows } from '../../../store/select.ts';
import { closeDialog } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { nextOf } from '../next/decide-next.ts';
import { itemWords } from '../next/suggestion-words.ts';
import { WhyDecision } from '../next/why/why-decision.tsx';
import { sayCode, useWords } from '../next/words.ts';
import styles from './form.module.css';

/**
 * `W`: why this is first and why not something else, as it was decided when the key was pressed; then the work of the case: what makes it
 * urgent part by part, and why it came to this person.
 */
export function WhyDialog({ about }: DialogProps) {
  const { case: caseId = '', item: key } = about;
  const desk = useDesk();
  const words = useWords();
  const { say } = words;
  const tasks = useRows(desk.rows, `case:${caseId}`, 'task');
  // What is new meanwhile does not change what is being read.
  const [next] = useState(() => nextOf(desk, caseId));
  const item = next?.items.find((one) => one.key === key) ?? next?.items[0];
  const { decision } = next ?? {};
  const { step } = item ?? {};
  return (
    <DeskDialog title={say('why.title', { title: item ? itemWords(desk, words, caseId, item).title : '' })} primary={{ text: say('why.act'), run: () => closeDialog(desk.ui) }} isTelling>
      {step && <p>{say(`why.step.${step.do}`)}</p>}
      {decision && <WhyDecision item={item} receipt={item?.receipt ?? decision.receipt} />}
      {tasks.length > 0 && <h3 className={styles.label}>{say('whyDecision.steps')}</h3>}
      {tasks.map((task) => <Urgent key={task.id} task={task} />)}
      {!decision && <p className={styles.hint}>{say('why.later')}</p>}
    </DeskDialog>
  );
}

function Urgent({ task }: { task: TaskPut }) {
  const { rows, clock } = useDesk();
  const { say, activity, moment, channel, name } = useWords();
  const now = useNow(clock);
  const entries = useRows(rows, `case:${task.case}`, 'entry');
  const { total, parts } = urgency(urgencyInputs(task as Task), now);
  const routed = entries.filter(({ kind, task: of }) => kind === 'task:offered' && of === task.id).at(-1);
  const because = routed?.body['because'];
  return (
    <section className={styles.field}>
      <h4 className={styles.line}><span>{activity(task)}</span><span>{say('why.total', { points: Math.round(total) })}</span></h4>
      <ul className={styles.list}>
        {parts.length === 0 && <li className={styles.hint}>{say('why.nothing')}</li>}
        {parts.map(({ part, points, because: { code, params = {} } }) => (
          <li className={styles.line} key={part}>
            <span>{say(`why.because.${code}`, { at: typeof params['dueAt'] === 'number' ? moment(params['dueAt']) : '', where: typeof params['where'] === 'string' ? channel(params['where']) : '' })}</span>
            <span>{say('why.points', { points: Math.round(points) })}</span>
          </li>
        ))}
        {typeof because === 'string' && <li className={styles.hint}>{say('why.routed', { name: name(String(routed?.body['to'] ?? '')), because: sayCode(say, 'caseBecause', because) })}</li>}
        {task.from && <li className={styles.hint}>{say('givenBy.line', { name: name(task.from.person), at: moment(task.from.at), because: sayCode(say, 'caseBecause', task.from.because) })}</li>}
      </ul>
    </section>
  );
}
