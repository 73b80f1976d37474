import { useStore } from 'zustand';
import { CommandButton } from '../../components/command-button.tsx';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/mark.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { shortName } from '../../store/directory.ts';
import type { ItemOutcome, PlanOutcome } from '../../store/plan.ts';
import { rowAnywhere } from '../../store/select.ts';
import { useLabel } from '../../store/labels.ts';
import { forget } from '../../store/team.ts';
import { defaultSpans } from '../../../shared/work/world.ts';
import { counts, mayUndo } from './plan-actions.ts';
import styles from './plan-pane.module.css';

/** What became of the last bulk move: how many moved, each that did not with its reason, and the way back while there is one. */
export function OutcomeCard({ outcome }: { outcome: PlanOutcome }) {
  const desk = useDesk();
  const { texts, clock, lead, data } = desk;
  const { say } = texts;
  const names = useStore(data.directory.store);
  const now = useNow(clock, 10_000);
  const { undone, items, absenceRefusal, absent } = outcome;
  const { moved } = counts(items);
  const receivers = Object.entries(Object.groupBy(items.filter(({ isDone }) => isDone), ({ to }) => to ?? '')).map(([person, given = []]) => say('plan.gave', { name: shortName(names, person), count: given.length }));
  const until = momentText(texts.locale, outcome.at + defaultSpans.undoMs, now);
  return (
    <section className={styles.part} aria-label={say('plan.result')}>
      <h2 className={styles.title}>
        <Mark is={(undone === undefined ? moved : counts(undone.items).moved) === 0 && items.length > 0 ? 'late' : 'done'} />
        {items.length === 0 ? say('plan.onlyAbsence') : undone === undefined ? say('plan.moved', { count: moved }) : say('plan.restored', { count: counts(undone.items).moved })}
      </h2>
      {undone === undefined && receivers.length > 0 ? <p className={styles.note}>{receivers.join(', ')}</p> : null}
      {undone === undefined && absent !== undefined ? <p className={styles.note}>{say('plan.absenceSet', { name: shortName(names, absent) })}</p> : null}
      {absenceRefusal === undefined ? null : <p className={styles.refused}><Mark is="late" />{say('plan.absenceNotSet', { because: texts.refusal(absenceRefusal) })}</p>}
      <Kept items={(undone?.items ?? items).filter(({ isDone }) => !isDone)} />
      <div className={styles.actions}>
        <CommandButton id="plan:undo" />
        <Button kind="plain" onPress={() => forget(lead, 'outcome')}>{say('frame.close')}</Button>
      </div>
      {mayUndo(outcome, now) ? <p className={styles.note}>{say('plan.undoUntil', { at: until })}</p> : null}
    </section>
  );
}

/** What stayed, by its reason: what has the same reason stands together. */
function Kept({ items }: { items: readonly ItemOutcome[] }) {
  const { data, texts } = useDesk();
  const names = useStore(data.directory.store);
  const reason = ({ code, params, to }: ItemOutcome): string => {
    const by = params?.['by'] ?? params?.['person'] ?? to;
    const name = typeof by === 'string' ? shortName(names, by) : undefined;
    if (code === 'receiver_absent' && name !== undefined) return texts.say('plan.keptAway', { name });
    if (code === 'touched_since' || code === 'stale') return texts.say(name === undefined ? 'plan.keptTouched' : 'plan.keptBy', { name });
    return texts.refusal({ code: code ?? 'internal', ...(params === undefined ? {} : { params }) });
  };
  const groups = Map.groupBy(items, reason);
  return groups.size === 0 ? null : (
    <ul className={styles.cards}>
      {[...groups].map(([because, kept]) => <li key={because} className={styles.kept}><KeptNames items={kept} />{because}</li>)}
    </ul>
  );
}

const namedAtMost = 5;

function KeptNames({ items }: { items: readonly ItemOutcome[] }) {
  const { texts } = useDesk();
  return (
    <strong>
      {items.slice(0, namedAtMost).map((item, at) => <span key={item.task}>{at > 0 ? ', ' : ''}<KeptName task={item.task} /></span>)}
      {items.length > namedAtMost ? ` ${texts.say('plan.andMore', { count: items.length - namedAtMost })}` : ''}{': '}
    </strong>
  );
}

function KeptName({ task }: { task: string }) {
  const { data, rows } = useDesk();
  const customer = useStore(rows, (slice) => rowAnywhere(slice, 'task', task)?.customer);
  return useLabel(data.labels, customer);
}
