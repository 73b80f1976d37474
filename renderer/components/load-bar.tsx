import { nearPercent, percentOf } from '../store/plan.ts';
import styles from './load-bar.module.css';

export interface LoadBarProps {
  /** Weights of open work, as everywhere in routing. */
  readonly before: number;
  readonly after?: number;
  readonly capacity: number;
}

/** The limit stands at nine tenths of the bar, so that what is over it has room. */
const limitAt = 0.9;
const share = (load: number, capacity: number): string => `${String(Math.min(100, (capacity <= 0 ? (load > 0 ? 1.1 : 0) : load / capacity) * limitAt * 100))}%`;

/** A person's load against their limit: before in grey, what comes in the accent, what goes hatched. The figures stand beside it. */
export function LoadBar({ before, after = before, capacity }: LoadBarProps) {
  const isOver = after > capacity;
  return (
    <span className={styles.bar} data-over={isOver} data-near={!isOver && percentOf(after, capacity) >= nearPercent} aria-hidden="true">
      <span className={styles.kept} style={{ inlineSize: share(Math.min(before, after), capacity) }} />
      <span className={after >= before ? styles.added : styles.removed} data-none={after === before} style={{ insetInlineStart: share(Math.min(before, after), capacity), inlineSize: `calc(${share(Math.max(before, after), capacity)} - ${share(Math.min(before, after), capacity)})` }} />
      <span className={styles.limit} />
    </span>
  );
}
