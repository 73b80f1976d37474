import { useDesk, useUi } from '../../desk.ts';
import { useCallRow } from '../../store/call.ts';
import styles from './call-window.module.css';
import { CallPane } from './call-pane.tsx';

/** The card of a call in the small window above other programs. Behind the cover it says only that it rings. */
export function CallWindow() {
  const desk = useDesk();
  const call = useCallRow(desk);
  const isCovered = useUi((ui) => ui.isCovered);
  return (
    <main className={styles.window} data-pane="call" tabIndex={-1} aria-label={desk.texts.say('call.head')} data-covered={isCovered}>
      {call && (isCovered ? <p role="alert">{desk.texts.say(`call.${call.state}`)}</p> : <CallPane key={call.call} call={call} />)}
    </main>
  );
}
