import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { GridHandle } from '../../../components/data-grid/data-grid.tsx';
import { DataGrid } from '../../../components/data-grid/data-grid.tsx';
import type { Column } from '../../../components/data-grid/column.ts';
import type { Desk } from '../../../desk.ts';
import { useDesk, useUi } from '../../../desk.ts';
import { shortName } from '../../../store/directory.ts';
import { activityName, journeyName } from '../../../store/journeys.ts';
import { unknownLabel } from '../../../store/labels.ts';
import type { ListRow } from '../../../store/queue-list.ts';
import { rowIn } from '../../../store/select.ts';
import { openRow } from './open-row.ts';
import styles from './queue-pane.module.css';
import type { RowFacts } from './queue-row.ts';
import { drawRow } from './queue-row.ts';

/** The rows of the view that is looked at. */
export function QueueList({ onHover }: { onHover: (id: string | undefined) => void }) {
  const desk = useDesk();
  const { queue, ui, texts } = desk;
  const view = useUi((state) => state.view);
  const picked = useUi((state) => state.picked);
  const opened = useUi((state) => state.opened?.task);
  const isOpen = useUi((state) => state.opened !== undefined);
  const handle = useRef<GridHandle>(null);
  const columns = useMemo((): Column<ListRow>[] => [
    { id: 'row', header: texts.say('pane.queue'), value: ({ id }) => id, isUnsorted: true, draw: (cell, row, now) => drawRow(cell, row, factsOf(desk, row, now)) },
  ], [desk, texts]);

  // Names, presence and what is picked or open are drawn into the rows that are seen.
  useEffect(() => {
    const redraw = (): void => handle.current?.redraw();
    const stops = [desk.data.labels.store, desk.data.directory.store, desk.data.journeys.store, desk.presence, queue.presence].map((store) => store.subscribe(redraw));
    return () => stops.forEach((stop) => stop());
  }, [desk, queue]);
  useEffect(() => handle.current?.redraw(), [picked, opened, view]);
  useEffect(() => queue.onFocus((id) => handle.current?.focus(id)), [queue]);
  // Who closes a case is back at its row; who is somewhere else stays there.
  const wasOpen = useRef(false);
  useEffect(() => {
    const { row } = ui.getState();
    if (wasOpen.current && !isOpen && row !== undefined && document.activeElement === document.body) queue.focus(row);
    wasOpen.current = isOpen;
  }, [isOpen, queue, ui]);

  const hand = useHand(queue);
  return (
    <div
      className={styles.rows}
      data-queue-list
      data-marks-own={view !== 'mine'}
      {...hand}
      onPointerOver={({ target }) => onHover(target instanceof Element ? (target.closest('[row-id]')?.getAttribute('row-id') ?? undefined) : undefined)}
      onPointerOut={() => onHover(undefined)}
    >
      <DataGrid
        label={texts.say('queue.list')}
        columns={columns}
        feed={queue.feed}
        handle={handle}
        stillness="owner"
        hasTwoLines
        hasHeader={false}
        hasBoxes={false}
        opensOnClick
        onOpen={(row) => openRow(desk, row)}
        onFocus={(row) => ui.setState({ row })}
        picked={picked}
        onPick={(ids) => ui.setState({ picked: ids })}
      />
    </div>
  );
}

/** While pointer or focus is on the list, no row leaves by itself. */
function useHand(queue: Desk['queue']): { onPointerEnter(): void; onPointerLeave(): void; onFocus(): void; onBlur(): void } {
  const hand = useRef({ isPointed: false, isFocused: false });
  const set = (change: Partial<typeof hand.current>): void => {
    Object.assign(hand.current, change);
    queue.setUnderHand(hand.current.isPointed || hand.current.isFocused);
  };
  return {
    onPointerEnter: () => set({ isPointed: true }),
    onPointerLeave: () => set({ isPointed: false }),
    onFocus: () => set({ isFocused: true }),
    onBlur: () => set({ isFocused: false }),
  };
}

function factsOf(desk: Desk, { id, task }: ListRow, now: number): RowFacts {
  const { data, texts, ui, person, presence, queue, rows } = desk;
  const info = data.journeys.store.getState()[task.journey];
  const names = data.directory.store.getState();
  const { opened, picked } = ui.getState();
  if (task.customer !== undefined) data.labels.want(task.customer);
  return {
    texts, now, me: person.id,
    label: task.customer === undefined ? texts.say('queue.notIdentified') : (data.labels.store.getState()[task.customer] ?? unknownLabel),
    step: activityName(info, task.activity, task.name),
    journey: journeyName(info, task.journey),
    case: rowIn(rows.getState(), `case:${task.case}`, 'case', task.case),
    people: presence.getState()[task.case] ?? queue.presence.getState()[task.case] ?? nobody,
    nameOf: (one) => shortName(names, one),
    initialsOf: (one) => (names[one]?.role === 'aiColleague' ? '✦' : (names[one]?.initials ?? one.slice(0, 2).toUpperCase())),
    isOpen: opened?.task === id,
    isPicked: picked.has(id),
  };
}

const nobody: RowFacts['people'] = [];

/** Something of what stands around the list. */
export function useQueueState<T>(select: (state: ReturnType<Desk['queue']['store']['getState']>) => T): T {
  return useStore(useDesk().queue.store, select);
}
