import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useStore } from 'zustand';
import type { CaseRow } from '../../../shared/contract/rest.ts';
import { routes } from '../../../shared/contract/rest.ts';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { journeyName } from '../../store/journeys.ts';
import { useLabel } from '../../store/labels.ts';
import { closeDialog, openCase } from '../../store/ui.ts';
import type { DialogProps } from '../dialog-props.ts';
import styles from './person-dialog.module.css';

const askedAtOnce = 25;

/** The cases behind a number. `cases` are ids with spaces between, `title` what was counted. */
export function CasesDialog({ about }: DialogProps) {
  const { api, texts, ui } = useDesk();
  const { say } = texts;
  const ids = (about['cases'] ?? '').split(' ').filter((id) => id !== '');
  const [rows, setRows] = useState<readonly CaseRow[]>([]);
  const [wanted, setWanted] = useState(askedAtOnce);
  const [gone, setGone] = useState(0);
  const shown = ids.slice(0, wanted).join(' ');
  useEffect(() => {
    let isWanted = true;
    void Promise.all(shown.split(' ').filter((id) => id !== '').map((id) => api.ask(routes.getCase, { id }))).then((answers) => {
      if (!isWanted) return;
      setRows(answers.flatMap((answer) => (answer.ok ? [answer.value as CaseRow] : [])));
      setGone(answers.filter(({ ok }) => !ok).length);
    });
    return () => {
      isWanted = false;
    };
  }, [api, shown]);
  const more = ids.length - Math.min(wanted, ids.length);
  return (
    <DeskDialog title={about['title'] ?? ''} primary={more > 0 ? { text: say('numbers.more', { count: Math.min(more, askedAtOnce) }), run: () => setWanted(wanted + askedAtOnce) } : { text: say('frame.close'), run: () => closeDialog(ui) }}>
      <ul className={styles.cases}>
        {rows.map((row) => <li key={row.id}><CaseLine row={row} /></li>)}
      </ul>
      {gone > 0 ? <p className={styles.note}>{say('numbers.notShown', { count: gone })}</p> : null}
    </DeskDialog>
  );
}

function CaseLine({ row }: { row: CaseRow }) {
  const { data, clock, texts, ui } = useDesk();
  const { say } = texts;
  const label = useLabel(data.labels, row.customer);
  const info = useStore(data.journeys.store, (books) => books[row.journey]);
  return (
    <AriaButton className={styles.case} onPress={() => { closeDialog(ui); openCase(ui, { case: row.id }); }}>
      <strong>{label}</strong>
      <span className={styles.who}>{journeyName(info, row.journey)}</span>
      <span className={styles.why}>{row.status === 'closed' ? say('numbers.closed') : row.stage}</span>
      <span className={styles.why}>{momentText(texts.locale, row.lastProgressAt, clock.now())}</span>
    </AriaButton>
  );
}
