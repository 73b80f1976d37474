import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { must } from '../../../../shared/assert.ts';
import type { CaseSheet, JourneyInfo } from '../../../../shared/contract/rest-case.ts';
import type { CasePut, EntryPut, TaskPut } from '../../../../shared/contract/rows.ts';
import { ownerOf } from '../../../../shared/model/task.ts';
import type { Refusal } from '../../../../shared/model/refusal.ts';
import type { Desk } from '../../../desk.ts';
import { useDesk } from '../../../desk.ts';
import { useFetched } from '../../../store/fetched.ts';
import { useJourney } from '../../../store/journeys.ts';
import { rowIn, rowsOfKind, useRow, useRows } from '../../../store/select.ts';
import type { OpenCase } from '../../../store/ui.ts';
import { endOf, maskOver } from './mask-over.ts';

/** An opened case as this screen knows it now. */
export interface CaseView {
  readonly id: string;
  readonly row: CasePut;
  /** Open ones. */
  readonly tasks: readonly TaskPut[];
  /** The one that the person came for, else the one that is theirs, else the first. */
  readonly task: TaskPut | undefined;
  readonly info: JourneyInfo | undefined;
  readonly sheet: CaseSheet | undefined;
  /** Why there is no sheet, or no new one. */
  readonly refusal: Refusal | undefined;
  /** Newest first. */
  readonly entries: readonly EntryPut[];
  readonly newest: number;
}

/** The task to work on: asked for by name as long as it is open. */
export function taskToShow(tasks: readonly TaskPut[], wanted: string | undefined, me: string): TaskPut | undefined {
  return tasks.find(({ id }) => id === wanted) ?? tasks.find((task) => ownerOf(task) === me) ?? tasks.find(({ holder }) => holder?.by === 'queue') ?? tasks[0];
}

const newestFirst = (a: EntryPut, b: EntryPut): number => b.seq - a.seq;

/** What is known of the opened case without a screen: for commands. Undefined where its row is not there. */
export function caseNow({ ui, rows, data, person, clock }: Desk): CaseView | undefined {
  const { opened } = ui.getState();
  if (!opened) return undefined;
  const slice = rows.getState();
  const scope = `case:${opened.case}`;
  const row = rowIn(slice, scope, 'case', opened.case);
  if (!row) return undefined;
  const tasks = rowsOfKind(slice.scopes[scope], 'task');
  const book = data.journeys.store.getState();
  const fetched = data.sheets.store.getState()[opened.case];
  const entries = rowsOfKind(slice.scopes[scope], 'entry').toSorted(newestFirst);
  return {
    id: opened.case, row, tasks, task: taskToShow(tasks, opened.task, person.id),
    info: book[`${row.journey}/${String(row.journeyVersion)}`] ?? book[row.journey],
    sheet: fetched?.value && maskOver(fetched.value, clock.now()), refusal: fetched?.refusal, entries, newest: entries[0]?.seq ?? 0,
  };
}

/** Keeps the opened case up to date: its rows, its customer's, and its sheet whenever something that it was made of has changed. */
export function useCaseView(opened: OpenCase): CaseView | undefined {
  const { rows, data, work, person, clock } = useDesk();
  const scope = `case:${opened.case}`;
  const row = useStore(rows, (slice) => rowIn(slice, scope, 'case', opened.case));
  const tasks = useRows(rows, scope, 'task');
  const drafts = useRows(rows, scope, 'draft');
  const unsorted = useRows(rows, scope, 'entry');
  const customer = useRow(rows, 'customer', row?.customer);
  const info = useJourney(data.journeys, row?.journey, row?.journeyVersion);
  useEffect(() => work.shelf.keep(scope), [work, scope]);
  const customerId = row?.customer;
  useEffect(() => {
    if (customerId !== undefined) work.shelf.keep(`customer:${customerId}`);
  }, [work, customerId]);
  const entries = useMemo(() => unsorted.toSorted(newestFirst), [unsorted]);
  const newest = entries[0]?.seq ?? 0;
  const theirs = drafts.filter(({ author }) => author !== person.id).map(({ id, version }) => `${id}:${String(version)}`).sort().join(' ');
  const version = `${String(row?.version ?? 0)}/${String(newest)}/${String(customer?.version ?? 0)}/${theirs}`;
  const { value: read, refusal } = useFetched(data.sheets, row === undefined ? undefined : opened.case, version);
  // What is shown for a while is masked when that is over, here at once, and asked for again.
  const [over, setOver] = useState(0);
  const sheet = useMemo(() => (read && maskOver(read, Math.max(clock.now(), over))), [read, clock, over]);
  const end = sheet && endOf(sheet);
  useEffect(() => {
    if (end === undefined) return;
    const timer = setTimeout(() => {
      setOver(end);
      data.sheets.refresh(opened.case);
    }, Math.max(0, end - clock.now()) + 200);
    return () => clearTimeout(timer);
  }, [end, data, opened.case, clock]);
  return useMemo(
    () => row && { id: opened.case, row, tasks, task: taskToShow(tasks, opened.task, person.id), info, sheet, refusal, entries, newest },
    [opened, row, tasks, info, sheet, refusal, entries, newest, person.id],
  );
}

export const CaseContext = createContext<CaseView | undefined>(undefined);
export const useCaseInView = (): CaseView => must(useContext(CaseContext), 'parts of a case stand inside it');
