import { Mark } from '../../../components/mark.tsx';
import { laterText } from '../../../components/span.ts';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import styles from './position-line.module.css';
import { useCaseInView } from './case-view.ts';
import { useCaseWords } from './case-words.ts';
import { customerPlace, useVisit } from './customer-place.ts';
import { failureText } from './step/failure.tsx';
import { coded } from './timeline/timeline-line.ts';

/** Stands where the emphasised word goes. */
const place = '\u0000';

/** "Waits for the customer since 21:14 (13 h), last on the app": where there is no room, words go from the end. */
export function PositionLine() {
  const { clock, texts } = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const now = useNow(clock);
  const { row, sheet, task } = view;
  const visit = useVisit(view.id);
  const here = customerPlace({ ...view, visit }, words);
  if (row.status === 'closed')
    return <p className={styles.line}><Mark is="done" /><span className={styles.part}>{say('case.closed', { at: words.moment(row.closedAt ?? row.lastProgressAt), outcome: coded(say, 'choice', row.outcome ?? 'done') })}</span></p>;
  const standing = sheet?.position?.standing.find(({ waits }) => waits !== 'others');
  const [failed] = row.exceptions ?? [];
  const whom = row.waitsFor?.whom ?? standing?.waits ?? 'us';
  const since = row.waitsFor?.since ?? standing?.since ?? task?.madeAt ?? row.lastProgressAt;
  const last = row.lastChannel === undefined || row.lastChannel === 'system' ? undefined : say('position.last', { channel: say(`valueFrom.on.${row.lastChannel}`) });
  if (failed)
    return <p className={styles.line}><Mark is="late" /><span className={styles.part}>{say('position.incident', { since: words.moment(failed.since), what: failureText(texts, failed) })}</span></p>;
  const due = standing?.dueAt === undefined ? undefined : laterText(texts.locale, standing.dueAt, since, clock.now());
  const [before = '', after = ''] = say('position.waits', { whom: place, since: words.moment(since) }).split(place);
  return (
    <p className={styles.line}>
      <span className={styles.first}>
        <span className={styles.part}>{before}<strong>{coded(say, 'whom', whom)}</strong>{after}</span>
        {here !== undefined && <span className={styles.here}><Mark is="here" /><span className={styles.part}>{say(`visit.here${here.key}`, here.params)}</span></span>}
      </span>
      <span className={styles.more}>{say('position.age', { age: words.span(now - since) })}</span>
      {last !== undefined && here === undefined && <span className={styles.more}>{last}</span>}
      {due !== undefined && <span className={styles.more}>{say('position.due', { at: due })}</span>}
    </p>
  );
}
