import { channels } from '../../../../shared/model/case.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useWords } from '../next/words.ts';
import { Choices, Moment, Text } from './form-parts.tsx';
import { useKept } from './kept.ts';
import { leaveDialog } from './leave-dialog.ts';
import { dayAt, fieldText, fieldTime } from './moments.ts';

/** Ways by which a promise is kept. */
const ways = channels.filter((channel) => ['phone', 'email', 'mobile', 'branch'].includes(channel));

/** Something that the customer is told will happen, and by when. After parking it is suggested, and `Enter` stores it. */
export function PromiseDialog({ about }: DialogProps) {
  const { case: caseId = '', dueAt, isSuggested } = about;
  const { ui, act, clock } = useDesk();
  const { say, time: timeOf } = useWords();
  const start = dueAt === undefined ? dayAt(clock.now(), 1, 15) : Number(dueAt);
  const kept = useKept(`promise ${caseId} ${dueAt ?? ''}`, () => ({ text: say('promise.willCall', { at: timeOf(start) }), at: fieldText(start), channel: 'phone' as (typeof channels)[number] }));
  const { text, at, channel } = kept.value;
  const time = fieldTime(at);
  const blocked = text.trim() === '' ? say('promise.empty') : time === undefined || time <= clock.now() ? say('promise.past') : undefined;
  const make = async (): Promise<void> => {
    if (blocked !== undefined || time === undefined) return;
    const answer = await act('promise:make', { case: caseId, text, channel, dueAt: time });
    if (!answer.ok) return;
    kept.forget();
    leaveDialog(ui, about);
    const promise = String(answer.result?.['promise'] ?? '');
    showToast(ui, { text: say('promise.made', { at: timeOf(time) }), isError: false, undo: () => void act('promise:withdraw', { case: caseId, promise, reason: say('promise.undone') }) });
  };
  return (
    <DeskDialog title={say(isSuggested === undefined ? 'promise.title' : 'promise.suggested')} primary={{ text: say('promise.act'), run: () => void make(), blocked }} note={say('promise.note')}>
      <Text label={say('promise.text')} value={text} onChange={(one) => kept.set({ text: one })} rows={1} hasFocus onEnter={() => void make()} />
      <Moment label={say('promise.by')} value={at} min={fieldText(clock.now())} onChange={(one) => kept.set({ at: one })} />
      <Choices label={say('promise.channel')} value={channel} onChange={(one) => kept.set({ channel: one as (typeof channels)[number] })} options={ways.map((one) => ({ id: one, text: say(`channel.${one}`) }))} />
    </DeskDialog>
  );
}
