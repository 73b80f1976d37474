import { useStore } from 'zustand';
import { useDesk } from '../../desk.ts';
import { FixPane } from './fix-pane.tsx';
import { OutcomeCard } from './outcome-card.tsx';
import { PlanPane } from './plan-pane.tsx';
import styles from './plan-pane.module.css';

/** What can be done about the work in the table: the plan that is there, or the fix that its cause has. */
export function SidePane() {
  const { lead } = useDesk();
  const plan = useStore(lead, (state) => state.plan);
  const outcome = useStore(lead, (state) => state.outcome);
  return (
    <div className={styles.pane}>
      {outcome === undefined ? null : <OutcomeCard outcome={outcome} />}
      {plan === undefined ? <FixPane /> : <PlanPane plan={plan} />}
    </div>
  );
}
