import { useStore } from 'zustand';
import { Button } from '../../../components/button.tsx';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { Mark } from '../../../components/mark.tsx';
import { useDesk } from '../../../desk.ts';
import { useRow } from '../../../store/select.ts';
import { closeDialog, openDialog, showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useCase } from '../next/case-facts.ts';
import { useWords } from '../next/words.ts';
import styles from './form.module.css';

/** A promise that was broken: what was promised, what to say first, and whether it is kept now. */
export function CallBackDialog({ about }: DialogProps) {
  const { case: caseId = '', promise: id = '' } = about;
  const { ui, act, rows, data } = useDesk();
  const { say, moment, name, channel } = useWords();
  useCase(caseId);
  const promise = useRow(rows, 'case', caseId)?.promises.find((one) => one.id === id);
  const text = useStore(data.sheets.store, (all) => all[caseId]?.value?.texts[promise?.textValue ?? '']);
  const keep = async (): Promise<void> => {
    const answer = await act('promise:keep', { case: caseId, promise: id });
    if (!answer.ok) return;
    await act('contact:record', { case: caseId, channel: 'phone' });
    closeDialog(ui);
    showToast(ui, { text: say('callBack.done'), isError: false });
  };
  if (!promise) return null;
  return (
    <DeskDialog title={say('callBack.title')} primary={{ text: say('callBack.act'), run: () => void keep() }} note={say('callBack.note')}>
      <p className={styles.late}><Mark is="late" />{say('callBack.promised', { at: moment(promise.dueAt), channel: channel(promise.channel), name: name(promise.madeBy) })}</p>
      <p>{text ?? <span className={styles.hint}>{say('nextPane.hidden')}</span>}</p>
      <p>{say('promises.say')}</p>
      <div><Button onPress={() => openDialog(ui, 'promise', { case: caseId })}>{say('callBack.again')}</Button></div>
    </DeskDialog>
  );
}
