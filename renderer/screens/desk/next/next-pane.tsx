import { useDesk, useUi } from '../../../desk.ts';
import { useRow, useRows } from '../../../store/select.ts';
import { useCallRow } from '../../../store/call.ts';
import { CallPane } from '../../call/call-pane.tsx';
import { LeftSummary } from '../../call/left-summary.tsx';
import { useCase } from './case-facts.ts';
import { AskedOfMe } from './asked-of-me.tsx';
import { Clocks } from './clocks.tsx';
import { DoNext } from './do-next.tsx';
import { GivenBy, StillYours } from './given-by.tsx';
import { CallsForHelp } from '../help/calls.tsx';
import { Helps } from '../help/helps.tsx';
import { HereNow } from './here-now.tsx';
import styles from './next-pane.module.css';
import { NextRail } from './next-rail.tsx';
import { Offers } from './offers.tsx';
import { Promises } from './promises.tsx';
import { useWords } from './words.ts';

/** The right column: the one next step, who is here, clocks and promises. A call takes its place. */
export function NextPane() {
  const desk = useDesk();
  const { say } = useWords();
  const call = useCallRow(desk);
  const opened = useUi((ui) => ui.opened);
  const isShown = useUi((ui) => ui.pane === 'next');
  return (
    <div className={styles.column} data-shown={isShown}>
      <NextRail />
      <section data-pane="next" tabIndex={-1} aria-label={say('pane.next')} className={styles.pane}>
        {call !== undefined && <CallPane key={call.call} call={call} />}
        {call === undefined && <LeftSummary />}
        {call === undefined && (opened === undefined ? <><p className={styles.quiet}>{say('nextPane.nothingOpen')}</p><CallsForHelp /><AskedOfMe /><Offers /></> : <CasePart key={opened.case} caseId={opened.case} />)}
      </section>
    </div>
  );
}

function CasePart({ caseId }: { caseId: string }) {
  const { rows, person } = useDesk();
  const { say } = useWords();
  const { value: sheet } = useCase(caseId);
  const row = useRow(rows, 'case', caseId);
  const tasks = useRows(rows, `case:${caseId}`, 'task');
  const mine = tasks.find(({ holder }) => holder?.by === 'person' && holder.person === person.id);
  return (
    <>
      <section className={styles.part} aria-label={say('doNext.head')}>
        <h2 className={styles.head}>{say('doNext.head')}</h2>
        <DoNext caseId={caseId} />
      </section>
      <CallsForHelp />
      <AskedOfMe />
      <Offers />
      <StillYours tasks={tasks} />
      {mine && <GivenBy task={mine} />}
      {row && <Helps row={row} sheet={sheet} />}
      <HereNow caseId={caseId} tasks={tasks} />
      {row && <Clocks row={row} />}
      {row && <Promises row={row} sheet={sheet} />}
    </>
  );
}
