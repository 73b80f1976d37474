import styles from './mark.module.css';

/** Every state of the desk: its shape first, then its colour. The word stands beside it. */
export const marks = {
  late: '◆', soon: '▲', done: '✓', ai: '✦', waiting: '○', here: '●', stopped: '⊘', pending: '~', unknown: '?',
} as const;
export type MarkKind = keyof typeof marks;

export const Mark = ({ is }: { is: MarkKind }) => <span className={`${styles.mark} ${styles[is]}`} aria-hidden="true">{marks[is]}</span>;
