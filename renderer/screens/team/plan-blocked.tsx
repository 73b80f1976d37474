import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { useDesk } from '../../desk.ts';
import { shortName } from '../../store/directory.ts';
import { activityName } from '../../store/journeys.ts';
import { useLabel } from '../../store/labels.ts';
import type { Move } from '../../store/plan.ts';
import { openDialog } from '../../store/ui.ts';
import { cannotText } from './cannot-text.ts';
import { giveInPlan } from './plan-actions.ts';
import styles from './plan-pane.module.css';

const offeredAtOnce = 3;

/** What nobody proposed can take: why, and who else could. */
export function PlanBlocked({ moves }: { moves: readonly Move[] }) {
  const { texts } = useDesk();
  return (
    <div>
      <h3 className={styles.heading}>{texts.say('plan.cannotMove', { count: moves.length })}</h3>
      <ul className={styles.cards}>{moves.map((move) => <Blocked key={move.task} move={move} />)}</ul>
    </div>
  );
}

function Blocked({ move }: { move: Move }) {
  const desk = useDesk();
  const { data, texts, ui } = desk;
  const { say } = texts;
  const names = useStore(data.directory.store);
  const books = useStore(data.journeys.store);
  const label = useLabel(data.labels, move.customer);
  return (
    <li className={styles.card}>
      <strong className={styles.cardTitle}>{label}, {activityName(books[move.journey], move.activity, move.name)}</strong>
      <p className={styles.note}>{cannotText(say, names, move.cannot, move.detail)}</p>
      <div className={styles.actions}>
        {move.alternatives.slice(0, offeredAtOnce).map((person) => (
          <Button key={person} onPress={() => giveInPlan(desk, [move.task], person)} label={say('plan.giveTo', { name: shortName(names, person) })}>{shortName(names, person)}</Button>
        ))}
        {move.alternatives.length === 0 ? <span className={styles.note}>{say('plan.nobody')}</span> : null}
        <Button kind="plain" onPress={() => openDialog(ui, 'giveTo', { tasks: move.task, in: 'plan' })}>{say('plan.others')}</Button>
      </div>
    </li>
  );
}
