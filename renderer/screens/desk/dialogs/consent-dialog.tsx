import { Button } from '../../../components/button.tsx';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { useLabel } from '../../../store/labels.ts';
import { closeDialog, openCase, showToast } from '../../../store/ui.ts';
import type { ContactChannel } from '../../../../shared/model/customer.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { consentWords } from './consent-words.ts';
import styles from './form.module.css';

/** The consent for want of which something was held back: what it is, whose, and that they have given it now; with that it is sent. */
export function ConsentDialog({ about }: DialogProps) {
  const { act, data, texts, ui } = useDesk();
  const { say } = texts;
  const { customer = '', channel = '', purpose = '', case: id = '', effect = '' } = about;
  const label = useLabel(data.labels, customer === '' ? undefined : customer);
  const give = async (): Promise<void> => {
    const given = await act('consent:give', { customer, channel: channel as ContactChannel, purpose });
    if (!given.ok) return;
    const sent = await act('effect:retry', { case: id, effect });
    data.digest.refresh('led');
    closeDialog(ui);
    if (sent.ok) showToast(ui, { text: say('missingConsent.done'), isError: false });
  };
  return (
    <DeskDialog
      title={say('missingConsent.title')}
      primary={{ text: say('missingConsent.act'), run: () => void give(), blocked: customer === '' ? say('missingConsent.nobody') : undefined }}
      note={say('missingConsent.note')}
    >
      <p className={styles.hint}><strong>{label}</strong> {say('missingConsent.text', { what: consentWords(say, channel, purpose) })}</p>
      <div><Button kind="plain" onPress={() => { closeDialog(ui); openCase(ui, { case: id }); }}>{say('lead.openCase')}</Button></div>
    </DeskDialog>
  );
}
