import { Button as AriaButton } from 'react-aria-components';
import { Mark } from '../../components/mark.tsx';
import type { MarkKind } from '../../components/mark.tsx';
import styles from './side-list.module.css';

export interface LineButtonProps {
  readonly mark?: MarkKind;
  readonly text: string;
  readonly count?: number;
  readonly isCurrent?: boolean;
  /** More than a few words, all of which are to be read. */
  readonly isLong?: boolean;
  readonly onPress: () => void;
}

/** One line of the lead's left pane: what, how many, and its list on a press. */
export function LineButton({ mark, text, count, isCurrent = false, isLong = false, onPress }: LineButtonProps) {
  return (
    <AriaButton className={styles.line} onPress={onPress} {...(isCurrent ? { 'aria-current': 'true' as const } : {})}>
      {mark === undefined ? null : <Mark is={mark} />}
      <span className={isLong ? styles.long : styles.text}>{text}</span>
      {count === undefined ? null : <strong className={styles.count}>{count}</strong>}
    </AriaButton>
  );
}
