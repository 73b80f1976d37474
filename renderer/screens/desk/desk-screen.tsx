import { useUi } from '../../desk.ts';
import { CasePane } from './case/case-pane.tsx';
import styles from './desk-screen.module.css';
import { NextPane } from './next/next-pane.tsx';
import { QueuePane } from './queue/queue-pane.tsx';

/** The desk: queue, case, and what to do next. */
export function DeskScreen() {
  const pane = useUi((ui) => ui.pane);
  return (
    <main className={styles.desk} data-shown={pane}>
      <QueuePane />
      <CasePane />
      <NextPane />
    </main>
  );
}
