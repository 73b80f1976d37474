import type { ReactNode } from 'react';
import type { Answer } from '../../../../shared/contract/answer.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { closeDialog, showToast } from '../../../store/ui.ts';
import { useWords } from '../next/words.ts';
import { Text } from './form-parts.tsx';
import { useKept } from './kept.ts';

/** A dialog of one text: a reason, a question, an answer. Its words are those of `name` in the locale files; closed, it keeps what was typed. */
export function TextDialog({ name, about, params = {}, blocked, children, send, then }: {
  name: string; about: string; params?: Readonly<Record<string, string>>; blocked?: string | undefined; children?: ReactNode; send: (text: string) => Promise<Pick<Answer, 'ok'>>;
  /** What comes after it. */
  then?: () => void;
}) {
  const { ui } = useDesk();
  const { say } = useWords();
  const kept = useKept(`${name} ${about}`, () => ({ text: '' }));
  const { text } = kept.value;
  const run = async (): Promise<void> => {
    const answer = await send(text);
    if (!answer.ok) return;
    kept.forget();
    closeDialog(ui);
    then?.();
    showToast(ui, { text: say(`${name}.done`, params), isError: false });
  };
  return (
    <DeskDialog title={say(`${name}.title`, params)} primary={{ text: say(`${name}.act`, params), run: () => void run(), blocked: blocked ?? (text.trim() === '' ? say('textDialog.empty') : undefined) }} note={say(`${name}.note`, params)}>
      {children}
      <Text label={say(`${name}.label`, params)} value={text} onChange={(one) => kept.set({ text: one })} hasFocus rows={3} />
    </DeskDialog>
  );
}
