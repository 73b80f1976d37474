import { Button } from '../../../components/button.tsx';
import { CommandButton } from '../../../components/command-button.tsx';
import { useDesk } from '../../../desk.ts';
import styles from './do-next.module.css';
import type { NextItem } from './next-items.ts';
import { refusalReasons, refuseItem } from './take-item.ts';
import { useWords } from './words.ts';

/** Why it is refused, one figure each. */
export function Refusing({ item }: { item: NextItem }) {
  const desk = useDesk();
  const { say } = useWords();
  return (
    <div className={styles.reasons} role="group" aria-label={say('decision.whyRefused')}>
      <p className={styles.why}>{say('decision.whyRefused')}</p>
      {refusalReasons.map((reason, index) => (
        <Button key={reason} isSmall shortcut={String(index + 1)} onPress={() => void refuseItem(desk, item, reason)}>{say(`decision.refusedBecause.${reason}`)}</Button>
      ))}
      <CommandButton id="next:keep" kind="plain" />
    </div>
  );
}
