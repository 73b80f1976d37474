import { useDesk } from '../../../desk.ts';
import { useRow } from '../../../store/select.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useWords } from '../next/words.ts';
import { TextDialog } from './text-dialog.tsx';

/** `H`: asks the team and its lead for help with a case. It opens nothing to anybody that they may not see anyhow. */
export function HelpDialog({ about }: DialogProps) {
  const { act } = useDesk();
  const { case: caseId = '', task } = about;
  return <TextDialog name="help" about={caseId} send={(reason) => act('help:ask', { case: caseId, reason, ...(task === undefined ? {} : { task }) })} />;
}

/** What one tells whoever asked for help. */
export function HelpAnswerDialog({ about }: DialogProps) {
  const { act, rows } = useDesk();
  const words = useWords();
  const { case: caseId = '', help = '' } = about;
  const asked = useRow(rows, 'case', caseId)?.helps?.find(({ id }) => id === help);
  return <TextDialog name="helpAnswer" about={help} params={{ name: words.name(asked?.by ?? '') }} send={(text) => act('help:answer', { case: caseId, help, text })} />;
}
