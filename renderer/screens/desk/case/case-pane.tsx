import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { CommandButton } from '../../../components/command-button.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk, useTexts, useUi } from '../../../desk.ts';
import type { OpenCase } from '../../../store/ui.ts';
import { PointedAt } from '../help/pointed-at.tsx';
import { CaseHeader } from './case-header.tsx';
import { CaseNews } from './case-news.tsx';
import styles from './case-pane.module.css';
import { offlineSince } from './case-rights.ts';
import { CaseTabs } from './case-tabs.tsx';
import { CaseContext, useCaseView } from './case-view.ts';
import { Journeys } from './journeys.tsx';
import { PositionLine } from './position-line.tsx';

/** The centre of the desk: the opened case, or what to do where none is. */
export function CasePane() {
  const { say } = useTexts();
  const opened = useUi((ui) => ui.opened);
  const pane = useRef<HTMLElement>(null);
  useFocusBack(opened?.case);
  return (
    <section ref={pane} className={styles.pane} data-pane="case" tabIndex={-1} aria-label={say('pane.case')}>
      {opened === undefined
        ? <div className={styles.none}><p className={styles.title}>{say('case.none')}</p><p>{say('case.noneHint')}</p><CommandButton id="task:next" /></div>
        : <OpenedCase key={opened.case} opened={opened} />}
    </section>
  );
}

/** When a case is closed the focus goes back to where it was opened from: its row. */
function useFocusBack(opened: string | undefined): void {
  const from = useRef<Element | null>(null);
  const before = useRef<string | undefined>(undefined);
  if (opened !== undefined && before.current === undefined && typeof document !== 'undefined') from.current = document.activeElement;
  useEffect(() => {
    const wasOpen = before.current !== undefined;
    before.current = opened;
    if (opened !== undefined || !wasOpen) return;
    const active = document.activeElement;
    if (active !== null && active !== document.body && !(active instanceof HTMLElement && active.matches('[data-pane=case]'))) return;
    const queue = document.querySelector<HTMLElement>('[data-pane=queue]');
    if (from.current instanceof HTMLElement && from.current !== document.body && from.current.isConnected) from.current.focus();
    else queue?.focus();
  }, [opened]);
}

function OpenedCase({ opened }: { opened: OpenCase }) {
  const desk = useDesk();
  const { connection, work, texts, rows, person } = desk;
  const view = useCaseView(opened);
  const isAsked = useStore(rows, ({ scopes }) => scopes[`case:${opened.case}`]);
  const link = useStore(desk.link);
  const heading = useRef<HTMLHeadingElement>(null);
  const [isNew, setIsNew] = useState(true);
  // What was seen when the case was opened stays the mark until it is closed; `L` only takes the count away.
  const [since] = useState(() => work.seen.store.getState()[opened.case]);
  const seen = useStore(work.seen.store, (all) => all[opened.case]);
  const isHere = view !== undefined;
  useEffect(() => {
    heading.current?.focus();
  }, [isHere]);
  useEffect(() => {
    connection.present({ case: opened.case, state: 'viewing' });
    return () => connection.present(undefined);
  }, [connection, opened.case]);
  useEffect(() => setIsNew(false), []);
  // What went out of sight while one looked at it has gone on to somebody else.
  const wasHere = useRef(false);
  if (isHere) wasHere.current = true;
  const newest = view?.newest;
  const latest = useRef(newest);
  latest.current = newest;
  useEffect(() => () => {
    if (latest.current !== undefined) work.seen.look(opened.case, latest.current);
  }, [work, opened.case]);
  if (!view) {
    const offline = offlineSince(desk);
    const isGone = !isNew && isAsked === undefined;
    return (
      <div className={styles.none} aria-live="polite">
        <h2 ref={heading} tabIndex={-1} className={styles.title}>{texts.say(!isGone ? 'case.opening' : wasHere.current ? 'case.goneOn' : 'case.gone')}</h2>
        {isGone && <p>{texts.say(wasHere.current ? 'case.goneOnHint' : 'case.goneHint')}</p>}
        {isGone && <CommandButton id="case:close" />}
        {offline !== undefined && <p>{texts.say('case.notHere')}</p>}
      </div>
    );
  }
  const mark = seen ?? since;
  const news = mark === undefined ? 0 : view.entries.filter(({ seq, actor }) => seq > mark && actor !== person.id).length;
  const isOffline = link.state.is !== 'live' && link.state.is !== 'catchingUp';
  const at = new Intl.DateTimeFormat(texts.locale, { hour: '2-digit', minute: '2-digit' }).format(link.heardAt ?? link.since);
  return (
    <CaseContext value={view}>
      <CaseHeader heading={heading} news={news} />
      <Journeys />
      <PositionLine />
      {isOffline && <p className={styles.notice} role="status"><Mark is="soon" />{texts.say('case.asOf', { at })}</p>}
      {view.refusal && view.refusal.code !== 'offline' && <p className={styles.notice} role="status"><Mark is="soon" />{texts.say('case.sheetMissing', { because: texts.refusal(view.refusal) })}</p>}
      <PointedAt />
      <CaseTabs since={since} />
      <CaseNews />
    </CaseContext>
  );
}
