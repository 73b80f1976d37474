import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Column } from '../../components/data-grid/column.ts';
import { DataGrid } from '../../components/data-grid/data-grid.tsx';
import { GridFeed } from '../../components/data-grid/grid-feed.ts';
import { Button } from '../../components/button.tsx';
import { spanText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { openCase } from '../../store/ui.ts';
import { choose, listNow } from './choose.ts';
import { chosenTitle } from './chosen-title.ts';
import { leaveOut } from './plan-actions.ts';
import { useIsWide } from './is-wide.ts';
import { ProgressLine } from './progress-line.tsx';
import { workColumns } from './work-columns.tsx';
import type { WorkRow } from './work-rows.ts';
import { idOfWork, useWorkRows } from './work-rows.ts';
import styles from './work-table.module.css';

/** The work of what was chosen, as a table that keeps its order; with a plan its tasks are exactly those of the plan. */
export function WorkTable() {
  const desk = useDesk();
  const { lead, texts, data } = desk;
  const { say } = texts;
  const chosen = useStore(lead, (state) => state.chosen);
  const plan = useStore(lead, (state) => state.plan);
  const listed = useStore(lead, (state) => state.listed);
  const listedAt = useStore(lead, (state) => state.listedAt);
  const pickedBefore = useStore(lead, (state) => state.picked);
  const names = useStore(data.directory.store);
  const slice = useStore(desk.rows);
  const rows = useWorkRows();
  const isWide = useIsWide();
  const isPlanned = plan?.preview !== undefined;
  const columns = useMemo(() => workColumns(texts, { isWide, isPlanned }), [texts, isWide, isPlanned]);
  const leftOut = plan?.leftOut;
  const picked = useMemo(() => (isPlanned ? new Set(rows.map(idOfWork).filter((id) => leftOut?.has(id) !== true)) : pickedBefore), [isPlanned, rows, leftOut, pickedBefore]);
  const fresh = useMemo(() => {
    if (chosen === undefined || plan !== undefined) return 0;
    const known = new Set(listed.map(({ id }) => id));
    return listNow(desk, chosen).filter(({ id }) => !known.has(id)).length;
    // Asked again whenever rows change.
  }, [desk, chosen, plan, listed, slice]);

  if (chosen === undefined && !isPlanned) return <div className={styles.empty}><p className={styles.lead}>{say('lead.chooseCause')}</p><p>{say('lead.chooseCauseHint')}</p></div>;
  const oldest = Math.min(...rows.flatMap(({ task }) => task?.stalled?.since ?? []));
  const regulatory = rows.filter(({ task }) => task?.clocks?.some((one) => one.regulatory) === true).length;
  const pick = (ids: ReadonlySet<string>): void => {
    if (!isPlanned) return lead.setState({ picked: ids });
    const all = rows.map(idOfWork);
    leaveOut(desk, all.filter((id) => !ids.has(id)), true);
    leaveOut(desk, all.filter((id) => ids.has(id)), false);
  };
  const title = chosen === undefined ? say('plan.title') : chosenTitle(say, names, chosen);
  return (
    <div className={styles.table}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <span className={styles.what}>
          {Number.isFinite(oldest) ? <Oldest since={oldest} /> : null}
          {regulatory > 0 ? `${Number.isFinite(oldest) ? ', ' : ''}${say('lead.regulatory', { count: regulatory })}` : null}
        </span>
        {fresh > 0 && chosen !== undefined ? <Button isSmall onPress={() => choose(desk, chosen)}>{say('lead.fresh', { count: fresh })}</Button> : null}
        <span className={styles.end} aria-live="polite">{say(isPlanned ? 'lead.inPlan' : 'lead.pickedOf', { count: picked.size, of: rows.length })}</span>
      </div>
      <div className={styles.grid}>
        {rows.length === 0
          ? <div className={styles.empty}><p>{say(chosen?.is === 'cause' && chosen.cause === 'system_error' ? 'lead.noWork' : 'lead.emptyList')}</p></div>
          : <Rows key={`${title} ${String(isPlanned)} ${String(listedAt)}`} label={title} columns={columns} rows={rows} picked={picked} onPick={pick} />}
      </div>
      <div className={styles.foot}>
        <ProgressLine />
        <span className={styles.hint}>{say(isPlanned ? 'plan.keysHint' : 'lead.keysHint')}</span>
      </div>
    </div>
  );
}

interface RowsProps {
  readonly label: string;
  readonly columns: readonly Column<WorkRow>[];
  readonly rows: readonly WorkRow[];
  readonly picked: ReadonlySet<string>;
  readonly onPick: (picked: ReadonlySet<string>) => void;
}

/** One list; another choice is another list, whose rows are there at once. */
function Rows({ label, columns, rows, picked, onPick }: RowsProps) {
  const { lead, ui } = useDesk();
  // Filled before the grid opens, so that what is picked is there to be shown as picked.
  const [feed] = useState(() => {
    const made = new GridFeed<WorkRow>({ idOf: idOfWork });
    made.follow(rows);
    return made;
  });
  useEffect(() => feed.follow(rows), [feed, rows]);
  return <DataGrid<WorkRow> label={label} columns={columns} feed={feed} picked={picked} onPick={onPick} onOpen={(row) => openCase(ui, { case: row.case, task: row.id })} onFocus={(row) => lead.setState({ row })} />;
}

function Oldest({ since }: { since: number }) {
  const { clock, texts } = useDesk();
  return texts.say('lead.oldest', { span: spanText(texts.say, useNow(clock, 1000) - since) });
}
