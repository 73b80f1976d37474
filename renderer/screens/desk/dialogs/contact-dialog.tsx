import { useState } from 'react';
import type { Channel } from '../../../../shared/model/case.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { closeDialog, showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useWords } from '../next/words.ts';
import { Choices } from './form-parts.tsx';

const ways: readonly Channel[] = ['phone', 'branch', 'chat', 'email'];

/** That one spoke with the customer, and how: it starts the clock of what is stalled anew. */
export function ContactDialog({ about }: DialogProps) {
  const { ui, act } = useDesk();
  const { say } = useWords();
  const [channel, setChannel] = useState<Channel>('phone');
  const record = async (): Promise<void> => {
    const answer = await act('contact:record', { case: about['case'] ?? '', channel });
    if (!answer.ok) return;
    closeDialog(ui);
    showToast(ui, { text: say('contact.done'), isError: false });
  };
  return (
    <DeskDialog title={say('contact.title')} primary={{ text: say('contact.act'), run: () => void record() }}>
      <Choices label={say('contact.channel')} hasFocus value={channel} onChange={(one) => setChannel(one as Channel)} options={ways.map((id) => ({ id, text: say(`channel.${id}`) }))} />
    </DeskDialog>
  );
}
