import { customerOfStream } from '../../../../shared/work/effects/effect-stream.ts';
import { CommandButton } from '../../../components/command-button.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { useRow, useRows } from '../../../store/select.ts';
import styles from './do-next.module.css';
import type { Sent } from './next-state.ts';
import { sentState } from './sent-state.ts';
import { actionName } from './suggestion-words.ts';
import { sayCode, useWords } from './words.ts';

/** What became of what was accepted last: under way, confirmed by whom and how fast, or not confirmed, not to be told as done, and how it is done by hand. */
export function SentLine({ sent, caseId }: { sent: Sent; caseId: string }) {
  const { rows, clock } = useDesk();
  const { say } = useWords();
  const alone = customerOfStream(caseId);
  const entries = useRows(rows, `case:${caseId}`, 'entry');
  const customer = useRow(rows, 'customer', alone);
  const now = useNow(clock, 1000);
  const { is, system, ms = 0 } = sentState(sent, entries, customer?.sent, now);
  const mark = is === 'confirmed' || is === 'recorded' ? 'done' : is === 'notConfirmed' ? 'late' : 'pending';
  const text = say(`decision.sent.${is}`, { title: actionName(say, sent.action), system: system === undefined ? say('decision.aSystem') : sayCode(say, 'decision.system', system), seconds: (ms / 1000).toFixed(1) });
  return (
    <>
      <p className={styles.sent} role="status" data-sent={is}><Mark is={mark} /><span>{text}{is === 'notConfirmed' ? ` ${say(`decision.byHand.${sent.does}`)}` : ''}</span></p>
      {is === 'notConfirmed' && alone === undefined && <div className={styles.buttons}><CommandButton id={sent.does === 'send' ? 'contact:record' : 'case:step'} /></div>}
    </>
  );
}
