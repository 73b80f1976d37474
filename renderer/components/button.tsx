import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { KeyCap } from './key-cap.tsx';
import styles from './button.module.css';

export interface ButtonProps {
  readonly children: ReactNode;
  /** `primary` is the one filled button of a screen; `plain` is text alone. */
  readonly kind?: 'primary' | 'outlined' | 'plain';
  readonly onPress: () => void;
  /** The key that does the same. */
  readonly shortcut?: string | undefined;
  /** Why it cannot be pressed; said beside it and to readers of the screen. */
  readonly blocked?: string | undefined;
  readonly label?: string;
  readonly isSmall?: boolean;
}

export function Button({ children, kind = 'outlined', onPress, shortcut, blocked, label, isSmall = false }: ButtonProps) {
  return (
    <>
      <AriaButton
        className={`${styles.button} ${styles[kind] ?? ''} ${isSmall ? styles.small : ''}`}
        isDisabled={blocked !== undefined}
        onPress={onPress}
        {...(label === undefined ? {} : { 'aria-label': label })}
        {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(shortcut) })}
      >
        {children}
        {shortcut === undefined ? null : <KeyCap of={shortcut} />}
      </AriaButton>
      {blocked === undefined ? null : <span className={styles.because}>{blocked}</span>}
    </>
  );
}

/** As `aria-keyshortcuts` writes them; a sequence of keys has no form there. */
const ariaKeys = (key: string): string | undefined => (key.includes(' ') ? undefined : key.replace('$mod', 'Control'));
