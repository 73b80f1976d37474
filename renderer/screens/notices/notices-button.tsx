import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useNotices } from '../../store/notices.ts';
import { useRow } from '../../store/select.ts';
import { useNoticeWords } from './notice-words.ts';
import styles from './notices.module.css';

/** Whether there is something to hear of: one quiet button, said once to readers. */
export function NoticesButton() {
  const desk = useDesk();
  const { say } = desk.texts;
  const notices = useNotices(desk);
  const words = useNoticeWords();
  const version = useRow(desk.rows, 'person', desk.person.id)?.version;
  // What others set of oneself is in one's own row; who did it and why is asked for when that changes.
  useEffect(() => desk.data.trail.refresh('aboutMe'), [desk, version]);
  const [newest] = notices;
  const text = newest === undefined ? '' : notices.length === 1 ? words.short(newest) : say('notices.count', { count: notices.length });
  return (
    <>
      {newest === undefined ? null : (
        <AriaButton className={styles.button} aria-label={text} onPress={() => void desk.commands.run(desk, 'notices:open')}>
          <Mark is="here" />
          <span className={styles.text}>{text}</span>
          <span className={styles.few}>{notices.length}</span>
        </AriaButton>
      )}
      <span role="status" className="only-read">{newest === undefined ? '' : words.line(newest)}</span>
    </>
  );
}
