import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { useLabel } from '../../../store/labels.ts';
import { closeDialog, showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useWords } from '../next/words.ts';
import { useVerifying, VerifyFields } from './verify-form.tsx';

/** Who is it: identity document seen, card and PIN, confirmed in the app, or questions. */
export function VerifyDialog({ about }: DialogProps) {
  const { customer = '', case: caseId } = about;
  const { ui, data } = useDesk();
  const { say } = useWords();
  const label = useLabel(data.labels, customer);
  const verifying = useVerifying({
    customer, caseId, start: 'idSeen',
    onDone: () => {
      closeDialog(ui);
      showToast(ui, { text: say('verify.done'), isError: false });
    },
  });
  return (
    <DeskDialog title={say('verify.title', { label })} primary={{ text: say('verify.act'), run: verifying.send, blocked: verifying.blocked }} note={say('verify.note')}>
      <VerifyFields verifying={verifying} methods={['idSeen', 'cardPin', 'app', 'questions']} />
    </DeskDialog>
  );
}
