import { useEffect, useState } from 'react';
import { Button as AriaButton, Input, SearchField } from 'react-aria-components';
import { useStore } from 'zustand';
import { urgencyInputs } from '../../../../shared/work/task-urgency.ts';
import { urgency } from '../../../../shared/work/urgency.ts';
import { Button } from '../../../components/button.tsx';
import { CommandButton } from '../../../components/command-button.tsx';
import { KeyCap } from '../../../components/key-cap.tsx';
import { useDesk, useTexts, useUi } from '../../../desk.ts';
import { useNow } from '../../../store/clock.ts';
import { shortName } from '../../../store/directory.ts';
import { QueueList, useQueueState } from './queue-list.tsx';
import styles from './queue-pane.module.css';
import { QueueTabs, panelId } from './queue-tabs.tsx';
import { urgencyTexts } from './queue-words.ts';

/** The left pane: work, and what of it is most urgent. */
export function QueuePane() {
  const { say } = useTexts();
  const { queue } = useDesk();
  const [hovered, setHovered] = useState<string>();
  useEffect(() => {
    const settle = (): void => queue.settle();
    window.addEventListener('keydown', settle, { capture: true });
    return () => window.removeEventListener('keydown', settle, { capture: true });
  }, [queue]);
  return (
    <section data-pane="queue" tabIndex={-1} aria-label={say('pane.queue')}>
      <div className={styles.pane}>
        <QueueTabs />
        <OrderLine />
        <FilterLine />
        <div className={styles.list} id={panelId} role="tabpanel" aria-label={say('queue.list')}>
          <QueueList onHover={setHovered} />
          <Empty />
        </div>
        <Why hovered={hovered} />
        <BulkBar />
      </div>
    </section>
  );
}

/** How the list is ordered, and what is news about that; pressing it ranks the list anew. */
function OrderLine() {
  const desk = useDesk();
  const { say } = desk.texts;
  const arrived = useQueueState((state) => state.arrived);
  const isOrderOld = useQueueState((state) => state.isOrderOld);
  const news = [...(arrived > 0 ? [say('queue.arrived', { count: arrived })] : []), ...(isOrderOld ? [say('queue.orderOld')] : [])].join(', ');
  return (
    <div className={styles.order}>
      <AriaButton className={styles.sort} onPress={() => desk.queue.rerank()} aria-label={news === '' ? say('queue.byUrgency') : `${news}. ${say('queue.rank')}`}>
        {news === '' ? say('queue.byUrgency') : <><span aria-hidden="true">⇅</span> <span className={styles.news}>{news}</span></>}
      </AriaButton>
      <span className="only-read" role="status">{news}</span>
      <AriaButton className={styles.next} onPress={() => void desk.commands.run(desk, 'task:next')} aria-keyshortcuts="n">
        <KeyCap of="n" /> {say('queue.next')}
      </AriaButton>
    </div>
  );
}

function FilterLine() {
  const { queue, ui } = useDesk();
  const { say } = useTexts();
  const isOpen = useQueueState((state) => state.isFilterOpen);
  const filter = useQueueState((state) => state.filter);
  if (!isOpen) return null;
  const close = (): void => {
    queue.openFilter(false);
    const { row } = ui.getState();
    if (row !== undefined) queue.focus(row);
  };
  return (
    <SearchField
      className={styles.filter}
      aria-label={say('queueCommand.filter')}
      autoFocus
      value={filter}
      onChange={(text) => queue.filter(text)}
      onClear={close}
      onKeyDown={(event) => {
        if (event.key === 'Escape') return close();
        if (event.key !== 'ArrowDown' && event.key !== 'Enter') return event.continuePropagation();
        const first = queue.order[0];
        if (first !== undefined) queue.focus(first);
      }}
    >
      <Input placeholder={say('queue.filterHint')} />
    </SearchField>
  );
}

/** Why the row under the pointer or the keyboard stands where it stands. */
function Why({ hovered }: { hovered: string | undefined }) {
  const desk = useDesk();
  const { texts, queue, data, clock, person } = desk;
  const focused = useUi((state) => state.row);
  const now = useNow(clock);
  const names = useStore(data.directory.store);
  useQueueState((state) => state);
  const row = queue.row(hovered) ?? queue.row(focused);
  if (!row) return <div className={styles.why} role="note"><span>{texts.say('queue.whyHint')}</span></div>;
  const { total, parts } = urgency(urgencyInputs(row.task), now);
  const words = urgencyTexts(parts, { texts, now, me: person.id, nameOf: (one) => shortName(names, one) });
  return (
    <div className={styles.why} role="note" aria-label={texts.say('queue.whyLabel')}>
      <strong>{texts.say('queue.urgency', { points: Math.round(total) })}</strong>
      {words.length === 0 ? <span>{texts.say('queue.noUrgency')}</span> : <span>{words.join(' · ')}</span>}
    </div>
  );
}

const bulk = ['picked:claim', 'picked:give', 'picked:park', 'picked:release'] as const;

function BulkBar() {
  const desk = useDesk();
  const { say } = desk.texts;
  const count = useUi((state) => state.picked.size);
  if (count === 0) return null;
  return (
    <div className={styles.bulk} role="toolbar" aria-label={say('queue.bulk')}>
      <span>{say('queue.picked', { count })}</span>
      {bulk.map((id) => <CommandButton key={id} id={id} />)}
      <Button kind="plain" isSmall label={say('queueCommand.clearPicked')} onPress={() => void desk.commands.run(desk, 'picked:clear')}>✕</Button>
    </div>
  );
}

/** Says why there is nothing, and what to do. */
function Empty() {
  const desk = useDesk();
  const { say } = desk.texts;
  const shown = useQueueState((state) => state.shown);
  const isLoaded = useQueueState((state) => state.isLoaded);
  const filter = useQueueState((state) => state.filter);
  const open = useQueueState((state) => state.counts['open'] ?? 0);
  const view = useUi((state) => state.view);
  const link = useStore(desk.link, ({ state }) => state.is);
  if (shown > 0) return null;
  const text = !isLoaded
    ? say(link === 'live' || link === 'catchingUp' ? 'queue.loading' : 'queue.offline')
    : filter !== '' ? say('queue.nothingFound', { text: filter })
      : view === 'mine' ? say('queue.emptyMine', { count: open })
        : say('queue.empty');
  return (
    <div className={styles.empty} role="status">
      <p>{text}</p>
      {isLoaded && filter === '' && open > 0 && view !== 'open' ? <CommandButton id="task:next" text={say('queue.takeNext')} /> : null}
    </div>
  );
}
