import { useState } from 'react';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { useSearch } from '../../../store/search.ts';
import { closeDialog, showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useWords } from '../next/words.ts';
import { Choices, Text } from './form-parts.tsx';
import styles from './form.module.css';

const evidences = ['idSeen', 'cardPin', 'document', 'phoneNumber'] as const;

/** Whose case is this: found by search, chosen by a person, with what it was known by. It is done once. */
export function IdentifyDialog({ about }: DialogProps) {
  const { case: caseId = '' } = about;
  const desk = useDesk();
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const [customer, setCustomer] = useState<string>();
  const [evidence, setEvidence] = useState<string>(evidences[0]);
  const { rows, note, isAsked } = useSearch(desk, typed, 'identify');
  const identify = async (): Promise<void> => {
    if (customer === undefined) return;
    const answer = await desk.act('case:identify', { case: caseId, customer, evidence });
    if (!answer.ok) return;
    closeDialog(desk.ui);
    showToast(desk.ui, { text: say('identify.done'), isError: false });
  };
  return (
    <DeskDialog title={say('identify.title')} primary={{ text: say('identify.act'), run: () => void identify(), blocked: customer === undefined ? say('identify.choose') : undefined }} note={say('identify.note')}>
      <Text label={say('identify.search')} value={typed} onChange={setTyped} rows={1} hasFocus hint={say('identify.hint')} />
      {rows.length > 0
        ? <Choices label={say('identify.found')} isStacked value={customer} onChange={setCustomer} options={rows.map((row) => ({ id: row.customer, text: say('identify.row', { label: row.label, because: say(`customers.because.${row.because}`), count: row.cases.length }) }))} />
        : <p className={styles.hint}>{note ?? (isAsked ? say('customers.none') : '')}</p>}
      <Choices label={say('identify.evidence')} value={evidence} onChange={setEvidence} options={evidences.map((id) => ({ id, text: say(`identify.by.${id}`) }))} />
    </DeskDialog>
  );
}
