import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { Text } from '../desk/dialogs/form-parts.tsx';
import { useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';
import { callState } from './interrupted.ts';

/** A summary whose time ran out before it was saved. */
export function LeftSummary() {
  const desk = useDesk();
  const { say } = useWords();
  const store = callState(desk);
  const left = useStore(store, (state) => state.left);
  if (left === undefined) return null;
  const drop = (): void => store.setState(({ left: _, ...rest }) => rest, true);
  const save = async (): Promise<void> => {
    if (left.case === undefined) return drop();
    const answer = await desk.act('note:add', { case: left.case, text: left.text });
    if (answer.ok) drop();
  };
  return (
    <section className={styles.verify} aria-label={say('wrapUp.left')}>
      <p className={styles.chips}><Mark is="soon" />{say('wrapUp.left')}</p>
      <Text label={say('wrapUp.summary')} value={left.text} onChange={(text) => store.setState({ left: { ...left, text } })} rows={3} />
      <div className={styles.buttons}>
        {left.case !== undefined && <Button onPress={() => void save()}>{say('wrapUp.saveLeft')}</Button>}
        <Button kind="plain" onPress={drop}>{say('wrapUp.drop')}</Button>
      </div>
    </section>
  );
}
