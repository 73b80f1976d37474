import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { useRows } from '../../../store/select.ts';
import styles from './do-next.module.css';
import type { Sent } from './next-state.ts';
import { sentState } from './sent-state.ts';
import { actionName } from './suggestion-words.ts';
import { sayCode, useWords } from './words.ts';

/** What became of what was accepted last: under way, confirmed by whom and how fast, or not confirmed and not to be told as done. */
export function SentLine({ sent, caseId }: { sent: Sent; caseId: string }) {
  const { rows, clock } = useDesk();
  const { say } = useWords();
  const entries = useRows(rows, `case:${caseId}`, 'entry');
  const now = useNow(clock, 1000);
  const { is, system, ms = 0 } = sentState(sent, entries, now);
  const mark = is === 'confirmed' || is === 'recorded' ? 'done' : is === 'notConfirmed' ? 'late' : 'pending';
  const text = say(`decision.sent.${is}`, { title: actionName(say, sent.action), system: system === undefined ? say('decision.aSystem') : sayCode(say, 'decision.system', system), seconds: (ms / 1000).toFixed(1) });
  return <p className={styles.sent} role="status" data-sent={is}><Mark is={mark} /><span>{text}</span></p>;
}
