import type { Column } from '../../components/data-grid/column.ts';
import { Due } from '../../components/due.tsx';
import { momentText, spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useLabel } from '../../store/labels.ts';
import { useName } from '../../store/directory.ts';
import type { DeskTexts } from '../../store/texts.ts';
import { ownerIn } from '../../store/team.ts';
import { Receiver } from './receiver.tsx';
import type { WorkRow } from './work-rows.ts';
import { nextClock } from './work-rows.ts';
import styles from './work-table.module.css';

function CustomerCell({ row }: { row: WorkRow }) {
  const { data } = useDesk();
  return <span className={row.isGone ? styles.gone : styles.customer}>{useLabel(data.labels, row.customer)}</span>;
}

function ClockCell({ row }: { row: WorkRow }) {
  const clock = nextClock(row.task);
  return clock === undefined ? null : <Due dueAt={clock.dueAt} goalAt={clock.goalAt} pausedSince={clock.pausedSince} isMarked />;
}

function OwnerCell({ row }: { row: WorkRow }) {
  const { data } = useDesk();
  const owner = row.task && ownerIn(row.task);
  return <span>{useName(data.directory, owner)}</span>;
}

/** Columns of the lead's table; what is wide alone stands only on a wide screen, where a plan is, its receivers come last. */
export function workColumns({ say, locale }: DeskTexts, { isWide, isPlanned }: { isWide: boolean; isPlanned: boolean }): readonly Column<WorkRow>[] {
  const wide: readonly Column<WorkRow>[] = [
    {
      id: 'promise', header: say('lead.column.promise'), width: 104, value: ({ task }) => task?.promiseDueAt ?? Infinity,
      text: ({ task }, now) => (task?.promiseDueAt === undefined ? '' : momentText(locale, task.promiseDueAt, now)),
    },
  ];
  return [
    { id: 'customer', header: say('lead.column.customer'), width: 112, value: ({ customer }) => customer ?? '', render: (row) => <CustomerCell row={row} /> },
    { id: 'step', header: say('lead.column.step'), value: ({ step }) => step, text: ({ step, isGone }) => (isGone ? say('lead.gone', { step }) : step) },
    {
      id: 'stalled', header: say('lead.column.stalled'), width: 76, isAtEnd: true, value: ({ task }) => task?.stalled?.since ?? task?.needsOwner?.since ?? 0,
      text: ({ task }, now) => {
        const since = task?.stalled?.since ?? task?.needsOwner?.since;
        return since === undefined ? '' : spanText(say, now - since);
      },
    },
    { id: 'clock', header: say('lead.column.clock'), width: 112, isAtEnd: true, value: ({ task }) => nextClock(task)?.dueAt ?? Infinity, render: (row) => <ClockCell row={row} /> },
    ...(isWide ? wide : []),
    isPlanned
      ? { id: 'to', header: say('lead.column.to'), width: 124, value: ({ move }) => move?.to ?? '', render: (row) => <Receiver row={row} /> }
      : { id: 'owner', header: say('lead.column.owner'), width: 104, value: ({ task }) => (task && ownerIn(task)) ?? '', render: (row) => <OwnerCell row={row} /> },
  ];
}
