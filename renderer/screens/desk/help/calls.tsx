import { Avatar } from '../../../components/avatar.tsx';
import { CommandButton } from '../../../components/command-button.tsx';
import { useDesk, useUi } from '../../../desk.ts';
import { rowAnywhere } from '../../../store/select.ts';
import paneStyles from '../next/next-pane.module.css';
import offerStyles from '../next/offers.module.css';
import { useWords } from '../next/words.ts';
import type { CallForHelp } from './calls-for-help.ts';
import { useCallsForHelp } from './calls-for-help.ts';
import styles from './help.module.css';

/** Who of one's team asks for help now: one line, the oldest first, and the one key that leads there. */
export function CallsForHelp() {
  const desk = useDesk();
  const { say } = useWords();
  const calls = useCallsForHelp(desk).filter(({ isForMe }) => !isForMe);
  const [oldest] = calls;
  if (!oldest) return null;
  return (
    <section className={paneStyles.part} aria-label={say('callsForHelp.head')}>
      <h2 className={paneStyles.head}>{say('callsForHelp.head')}</h2>
      <div className={offerStyles.offer} role="status">
        <Line call={oldest} />
        {calls.length > 1 && <p className={styles.note}>{say('callsForHelp.more', { count: calls.length - 1 })}</p>}
        <div className={offerStyles.buttons}><CommandButton id="help:come" /></div>
      </div>
    </section>
  );
}

function Line({ call: { by, task: id, since } }: { call: CallForHelp }) {
  const { rows } = useDesk();
  const { say, name, moment, activity } = useWords();
  const task = id === undefined ? undefined : rowAnywhere(rows.getState(), 'task', id);
  return (
    <p className={styles.nearText}>
      <Avatar person={by} />
      <span>{task === undefined ? say('callsForHelp.by', { name: name(by), at: moment(since) }) : say('callsForHelp.with', { name: name(by), work: activity(task), at: moment(since) })}</span>
    </p>
  );
}

/** On other screens than the desk the same call stands over the bottom bar: a lead is mostly there. */
export function HelpNear() {
  const desk = useDesk();
  const [oldest] = useCallsForHelp(desk);
  const screen = useUi((ui) => ui.screen);
  if (!oldest || screen === 'desk' || screen === 'wall') return null;
  return <div className={styles.near} role="status"><Line call={oldest} /><CommandButton id="help:come" /></div>;
}
