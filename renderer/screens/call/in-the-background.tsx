import { useStore } from 'zustand';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { rowAnywhere } from '../../store/select.ts';
import { sayCode, useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';
import { callState } from './interrupted.ts';

/** From which systems this is, and how old; one that is down is said first. */
export function Sources() {
  const { data, clock, texts } = useDesk();
  const { say, span } = useWords();
  const now = useNow(clock, 10_000);
  const rows = useStore(data.sources.store, (all) => all['all']?.value?.rows);
  const used = (rows ?? []).filter(({ state }) => state !== 'unused').toSorted((a, b) => Number(a.state === 'up') - Number(b.state === 'up')).slice(0, 3);
  if (used.length === 0) return null;
  return (
    <p className={styles.sources}>
      {used.map(({ connector, state, since, answeredAt }) => {
        const name = sayCode(say, 'connector', connector);
        if (state === 'up') return <span key={connector}>{say('source.up', { name, age: span(now - (answeredAt ?? now)) })}</span>;
        const at = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit' }).format(since ?? now);
        return <span key={connector} className={styles.late}><Mark is="late" />{say('call.lastKnown', { text: say(`source.${state}`, { name, at }) })}</span>;
      })}
    </p>
  );
}

/** What the ring interrupted: it waits where it was left. */
export function YourTaskWaits() {
  const desk = useDesk();
  const { say, activity } = useWords();
  const place = useStore(callState(desk), (state) => state.place);
  const { is } = useStore(desk.drafting);
  if (place?.opened === undefined) return null;
  const task = rowAnywhere(desk.rows.getState(), 'task', place.opened.task ?? '');
  return <p className={styles.note}>{task ? say('call.taskWaits', { work: activity(task) }) : say('call.placeWaits')} {is === 'saved' ? say('call.draftSaved') : ''}</p>;
}
