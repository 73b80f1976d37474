import type { CasePut, EntryPut } from '../../../../shared/contract/rows.ts';
import { Due } from '../../../components/due.tsx';
import { useDesk } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { useRows } from '../../../store/select.ts';
import styles from './clocks.module.css';
import paneStyles from './next-pane.module.css';
import { sayCode, useWords } from './words.ts';

type CaseClock = CasePut['clocks'][number];

/** Named deadlines of the case that are not met, nearest first. */
export function Clocks({ row }: { row: CasePut }) {
  const { say } = useWords();
  const running = row.clocks.filter(({ metAt }) => metAt === undefined).toSorted((a, b) => a.dueAt - b.dueAt);
  return (
    <section className={paneStyles.part} aria-label={say('clocks.head')}>
      <h2 className={paneStyles.head}>{say('clocks.head')}</h2>
      {running.length === 0 ? <p className={paneStyles.quiet}>{say('clocks.none')}</p> : running.map((clock) => <Clock key={clock.id} clock={clock} caseId={row.id} />)}
    </section>
  );
}

function Clock({ clock, caseId }: { clock: CaseClock; caseId: string }) {
  const { rows } = useDesk();
  const { say, moment } = useWords();
  const entries = useRows(rows, `case:${caseId}`, 'entry');
  const paused = clock.pauses.find(({ to }) => to === null);
  const because = paused && pauseReason(entries, clock.id);
  return (
    <div className={styles.clock}>
      <span>{sayCode(say, 'clockName', clock.kind)}</span>
      <Due dueAt={clock.dueAt} goalAt={clock.goalAt} pausedSince={paused?.from} isMarked />
      {paused && <span className={styles.why}>{because === undefined ? say('clocks.pausedSince', { at: moment(paused.from) }) : say('clocks.pausedBecause', { at: moment(paused.from), because: sayCode(say, 'pauseBecause', because) })}</span>}
      {clock.pauses.length > 0 && <Track clock={clock} />}
    </div>
  );
}

/** Why the clock stands, as the log says. */
function pauseReason(entries: readonly EntryPut[], clock: string): string | undefined {
  const last = entries.filter(({ kind, body }) => kind === 'clock:paused' && (body['clock'] as { id?: string } | undefined)?.id === clock).at(-1);
  const because = last?.body['because'];
  return typeof because === 'string' && because !== '' ? because : undefined;
}

/** From its start to its deadline: what has gone, where it stood, and its goal. */
function Track({ clock }: { clock: CaseClock }) {
  const desk = useDesk();
  const { say, moment } = useWords();
  const now = useNow(desk.clock);
  const end = Math.max(clock.dueAt, now);
  const at = (time: number): number => Math.round(((Math.min(Math.max(time, clock.startedAt), end) - clock.startedAt) / Math.max(1, end - clock.startedAt)) * 1000) / 10;
  const label = clock.pauses.map(({ from, to }) => say('clocks.pause', { from: moment(from), to: to === null ? say('clocks.now') : moment(to) })).join(', ');
  return (
    <svg className={styles.track} viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect className={styles.gone} x="0" y="0" width={at(now)} height="6" />
      {clock.pauses.map(({ from, to }) => <rect key={from} className={styles.pause} x={at(from)} y="0" width={Math.max(0.5, at(to ?? now) - at(from))} height="6" vectorEffect="non-scaling-stroke" />)}
      <rect className={styles.goal} x={at(clock.goalAt)} y="0" width="0.7" height="6" />
    </svg>
  );
}
