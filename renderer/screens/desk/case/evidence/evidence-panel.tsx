import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { EvidenceList } from './evidence-list.tsx';
import styles from './evidence-panel.module.css';

/** Every proof of the case: what is missing first. */
export function EvidencePanel() {
  const view = useCaseInView();
  const { say } = useCaseWords(view);
  const rows = view.sheet?.evidence ?? [];
  if (rows.length === 0) return <p className={styles.none}>{say('evidence.none')}</p>;
  return (
    <div className={styles.panel}>
      <EvidenceList rows={rows} />
    </div>
  );
}
