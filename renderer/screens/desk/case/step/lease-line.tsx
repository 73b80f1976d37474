import { useStore } from 'zustand';
import type { TaskPut } from '../../../../../shared/contract/rows.ts';
import { defaultSpans } from '../../../../../shared/work/world.ts';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { useNow } from '../../../../store/clock.ts';
import { endsSoonMs, leasedElsewhere } from '../../../../store/edit-lease.ts';
import { useRows } from '../../../../store/select.ts';
import { countdown } from '../../next/countdown.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import styles from './step-panel.module.css';

/** Which of one's devices writes this form, where that is about to end or is another one. It stands beside the button, so that no field moves. */
export function LeaseLine({ task }: { task: TaskPut }) {
  const { work, clock, connection, rows, person } = useDesk();
  const view = useCaseInView();
  const { say, moment } = useCaseWords(view);
  const held = useStore(work.lease.store, (all) => all[task.id]);
  const now = useNow(clock, 1000);
  const drafts = useRows(rows, `case:${task.case}`, 'draft');
  const since = leasedElsewhere(view.entries, { task: task.id, fence: task.fence }, connection.device);
  // Renewals are not pushed; what the other device saves is.
  const wroteAt = Math.max(since ?? 0, ...drafts.filter(({ author }) => author === person.id).map(({ savedAt }) => savedAt));
  const elsewhere = wroteAt > now - defaultSpans.editLeaseMs ? since : undefined;
  const left = held?.fence === task.fence ? held.endsAt - now : 0;
  const text = elsewhere !== undefined ? say('step.leaseElsewhere', { at: moment(elsewhere) }) : left > 0 && left <= endsSoonMs ? undefined : '';
  return (
    <span className={styles.lease}>
      <span role="status">{text === undefined || text === '' ? null : <><Mark is="here" />{text}</>}</span>
      {/* The seconds are not read out. */}
      {text === undefined && <span aria-hidden="true">{say('step.leaseEnds', { left: countdown(left) })}</span>}
    </span>
  );
}
