import { useStore } from 'zustand';
import { Mark } from '../../components/mark.tsx';
import type { MarkKind } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import type { Chosen } from '../../store/team.ts';
import { stalledByCause, useFailedCases } from '../../store/team.ts';
import type { TaskPut } from '../../../shared/contract/rows.ts';
import type { StallCause } from '../../../shared/work/stall.ts';
import { choose } from './choose.ts';
import { LineButton } from './line-button.tsx';
import styles from './side-list.module.css';

const order: readonly StallCause[] = ['owner_absent', 'customer', 'third_party', 'owner_over_capacity', 'approval_waiting', 'system_error'];
const marksOf: Readonly<Record<StallCause, MarkKind>> = {
  owner_absent: 'late', customer: 'waiting', third_party: 'waiting', owner_over_capacity: 'soon', approval_waiting: 'waiting', system_error: 'late',
};

/** What stands still by why it does, and what has no owner; the counts are live, the list behind one is as it was when it was chosen. */
export function CausesList({ tasks, away }: { tasks: readonly TaskPut[]; away: ReadonlySet<string> }) {
  const desk = useDesk();
  const { say } = desk.texts;
  const chosen = useStore(desk.lead, (lead) => (lead.place === 'work' ? lead.chosen : undefined));
  const groups = stalledByCause(tasks, away);
  // What failed stands still too where no work has come of it yet.
  const failed = useFailedCases(desk.data.digest);
  const countOf = (cause: StallCause): number => {
    const some = groups.get(cause) ?? [];
    return some.length + (cause === 'system_error' ? failed.filter((id) => !some.some((task) => task.case === id)).length : 0);
  };
  const total = order.reduce((sum, cause) => sum + countOf(cause), 0);
  const unowned = tasks.filter(({ needsOwner }) => needsOwner !== undefined).length;
  const isChosen = (cause: StallCause): boolean => chosen?.is === 'cause' && chosen.cause === cause;
  const line = (key: string, mark: MarkKind, text: string, count: number, isCurrent: boolean, about: Chosen) => (
    <li key={key}><LineButton mark={count > 0 ? mark : 'done'} text={text} count={count} isCurrent={isCurrent} onPress={() => choose(desk, about)} /></li>
  );
  return (
    <section aria-labelledby="lead-causes">
      <h2 id="lead-causes" className={styles.heading}>{say('lead.stalled', { count: total })}</h2>
      {total === 0 && unowned === 0 ? <p className={styles.empty}><Mark is="done" />{say('lead.nothingStalled')}</p> : null}
      <ul>
        {order.filter((cause) => countOf(cause) > 0 || isChosen(cause)).map((cause) =>
          line(cause, marksOf[cause], say(`lead.cause.${cause}`), countOf(cause), isChosen(cause), { is: 'cause', cause }))}
        {unowned > 0 || chosen?.is === 'needsOwner' ? line('needsOwner', 'late', say('lead.needsOwner'), unowned, chosen?.is === 'needsOwner', { is: 'needsOwner' }) : null}
      </ul>
    </section>
  );
}
