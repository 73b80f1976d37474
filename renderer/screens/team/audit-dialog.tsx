import { useEffect } from 'react';
import type { Trail } from '../../../shared/contract/rest-team.ts';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useFetched } from '../../store/fetched.ts';
import { useLabel } from '../../store/labels.ts';
import { closeDialog } from '../../store/ui.ts';
import { sayCode, useWords } from '../desk/next/words.ts';
import styles from './audit-dialog.module.css';

type Deed = Trail['rows'][number];

/** Everything one did within a day, newest first, as the log has it: what, to whose case or to whom, why, before and after. */
export function AuditDialog() {
  const { data, texts, ui } = useDesk();
  const { say } = texts;
  const { value, refusal } = useFetched(data.trail, 'done');
  useEffect(() => data.trail.refresh('done'), [data]);
  const rows = value?.rows ?? [];
  return (
    <DeskDialog title={say('audit.title')} primary={{ text: say('frame.close'), run: () => closeDialog(ui) }} isTelling>
      {refusal === undefined ? null : <p className={styles.problem}><Mark is="late" />{texts.refusal(refusal)}</p>}
      {value === undefined && refusal === undefined ? <p role="status">{say('audit.asking')}</p> : null}
      {value !== undefined && rows.length === 0 ? <p>{say('audit.none')}</p> : null}
      {rows.length === 0 ? null : (
        <div className={styles.scroll} role="region" aria-label={say('audit.title')} tabIndex={0}>
          <table className={styles.table}>
            <thead><tr>{(['at', 'what', 'about', 'why', 'change'] as const).map((column) => <th key={column} scope="col">{say(`audit.column.${column}`)}</th>)}</tr></thead>
            <tbody>{rows.map((row) => <DeedRow key={row.seq} row={row} />)}</tbody>
          </table>
        </div>
      )}
    </DeskDialog>
  );
}

function DeedRow({ row }: { row: Deed }) {
  const { data } = useDesk();
  const words = useWords();
  const { say } = words;
  const label = useLabel(data.labels, row.customer);
  const about = row.person !== undefined ? words.name(row.person) : row.customer === undefined ? (row.case ?? '') : label;
  return (
    <tr>
      <td>{words.moment(row.at)}</td>
      <td>{sayCode(say, 'deed', row.kind.replace(':', '_'))}</td>
      <td>{about}</td>
      <td>{row.because === undefined ? '' : row.person === undefined ? sayCode(say, 'caseBecause', row.because) : sayCode(say, 'noticeBecause', row.because)}</td>
      <td><Change change={row.change} /></td>
    </tr>
  );
}

/** What was before, and what is after. */
function Change({ change }: { change: Deed['change'] }) {
  const { say, name, time } = useWords();
  if (change === undefined) return null;
  const { what, before, after } = change;
  const value = (of: string | number | undefined): string => {
    if (of === undefined) return say('audit.nothing');
    if (what === 'owner') return of === 'queue' || of === 'source' ? say(`audit.${of}`) : name(String(of));
    if (what === 'availability') return say(`availability.${String(of)}`);
    return what === 'absence' && typeof of === 'number' ? say('audit.until', { until: time(of) }) : String(of);
  };
  if (what === 'profile') return null;
  return <>{before === undefined ? '' : `${value(before)} → `}{what === 'capacity' ? `${say('lead.person.capacity')} ` : ''}{value(after)}</>;
}
