import { useTexts } from '../desk.ts';
import { nearPercent, percentOf } from '../store/plan.ts';
import type { LoadBarProps } from './load-bar.tsx';
import styles from './load-figures.module.css';
import { Mark } from './mark.tsx';

/** A load in words: `48 → 92 %`, with its mark from ninety percent on. */
export function LoadFigures({ before, after, capacity }: LoadBarProps) {
  const { say } = useTexts();
  const now = percentOf(after ?? before, capacity);
  const state = now > 100 ? 'late' : now >= nearPercent ? 'soon' : undefined;
  return (
    <span className={`${styles.figures} ${state === undefined ? '' : styles[state]}`}>
      {after === undefined || after === before ? say('lead.load', { percent: now }) : say('lead.loadChange', { before: percentOf(before, capacity), after: now })}
      <span className={styles.mark}>{state === undefined ? null : <Mark is={state} />}</span>
    </span>
  );
}
