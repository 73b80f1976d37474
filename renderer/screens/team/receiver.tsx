import { useStore } from 'zustand';
import { Button as AriaButton } from 'react-aria-components';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useName } from '../../store/directory.ts';
import { picksOf } from '../../store/plan.ts';
import { openDialog } from '../../store/ui.ts';
import { dragType } from './drag-type.ts';
import type { WorkRow } from './work-rows.ts';
import styles from './work-table.module.css';

/** To whom a task of the plan goes: press to choose somebody else, or drag it onto a person at the right. */
export function Receiver({ row }: { row: WorkRow }) {
  const { data, lead, texts, ui } = useDesk();
  const { say } = texts;
  const name = useName(data.directory, row.move?.to);
  const isOut = useStore(lead, ({ plan }) => plan?.leftOut.has(row.id) ?? false);
  const isPicked = useStore(lead, ({ plan }) => plan !== undefined && picksOf(plan)[row.id] !== undefined);
  if (row.move === undefined) return null;
  const text = isOut ? say('plan.stays') : row.move.to === undefined ? say('plan.choose') : name;
  return (
    <span
      className={styles.drag}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(dragType, row.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      <AriaButton className={styles.receiver} data-out={isOut} aria-label={say('plan.giveOther', { now: text })} onPress={() => openDialog(ui, 'giveTo', { tasks: row.id, in: 'plan' })}>
        {row.move.to === undefined ? <Mark is="stopped" /> : null}
        {text}
        {row.isTouched ? <Mark is="soon" /> : isPicked ? ' *' : null}
      </AriaButton>
    </span>
  );
}
