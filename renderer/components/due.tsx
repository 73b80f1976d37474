import { useDesk } from '../desk.ts';
import { useNow } from '../store/clock.ts';
import { Mark } from './mark.tsx';
import { spanText } from './span.ts';
import styles from './due.module.css';

export interface DueProps {
  readonly dueAt: number;
  /** From here on it is due soon. */
  readonly goalAt?: number;
  readonly pausedSince?: number | undefined;
  readonly isMarked?: boolean;
}

export const dueState = ({ dueAt, goalAt = dueAt }: { dueAt: number; goalAt?: number }, now: number): 'late' | 'soon' | 'running' =>
  now >= dueAt ? 'late' : now >= goalAt ? 'soon' : 'running';

/** How long until something is due, or how late it is; each second in the last five minutes, else each minute. */
export function Due({ dueAt, goalAt = dueAt, pausedSince, isMarked = false }: DueProps) {
  const { clock, texts } = useDesk();
  const isClose = Math.abs(dueAt - clock.now()) < 5 * 60_000;
  const now = useNow(clock, isClose ? 1000 : 60_000);
  if (pausedSince !== undefined) return <span className={styles.paused}>{texts.say('clock.paused')}</span>;
  const state = dueState({ dueAt, goalAt }, now);
  const span = spanText(texts.say, Math.abs(dueAt - now));
  return (
    <span className={styles[state]}>
      {isMarked && state !== 'running' ? <Mark is={state} /> : null}
      {state === 'late' ? texts.say('clock.late', { span }) : span}
    </span>
  );
}
