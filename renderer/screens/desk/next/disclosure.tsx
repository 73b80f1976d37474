import { Checkbox } from 'react-aria-components';
import { useStore } from 'zustand';
import { useDesk } from '../../../desk.ts';
import styles from './do-next.module.css';
import type { NextItem } from './next-items.ts';
import { nextState, without } from './next-state.ts';
import { useWords } from './words.ts';

/** The text that must be read out; the tick that it was goes into the log with its version. */
export function Disclosure({ item, text, version }: { item: NextItem; text: string; version: string }) {
  const desk = useDesk();
  const { say } = useWords();
  const store = nextState(desk);
  const isTicked = useStore(store, ({ ticked }) => ticked === item.key);
  return (
    <div className={styles.disclosure}>
      <p>{text}</p>
      <Checkbox className={styles.tick} data-disclosure="" isSelected={isTicked} onChange={(is) => (is ? store.setState({ ticked: item.key }) : without(store, 'ticked'))}>
        {say('decision.read', { version })}
      </Checkbox>
    </div>
  );
}

/** Where the tick is set with the space bar. */
export const focusDisclosure = (): void => document.querySelector<HTMLElement>('[data-disclosure] input')?.focus();
