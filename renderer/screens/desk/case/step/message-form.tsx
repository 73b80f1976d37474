import { useState } from 'react';
import type { Fields } from '../../../../../shared/journey/orchestrated/field.ts';
import { takeFields } from '../../../../../shared/journey/orchestrated/field.ts';
import { isRefusal } from '../../../../../shared/model/refusal.ts';
import { Button } from '../../../../components/button.tsx';
import { Field } from '../../../../components/field.tsx';
import { draftTextOf, readTyped, typedOf } from '../../../../components/field-text.ts';
import { useStore } from 'zustand';
import { useDesk } from '../../../../desk.ts';
import type { StepFault } from '../../../../store/case-work.ts';
import { draftKey } from '../../../../store/drafts.ts';
import { showToast } from '../../../../store/ui.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { coded } from '../timeline/timeline-line.ts';
import { offlineSince } from '../case-rights.ts';
import { ownChannel } from '../own-channel.ts';
import styles from './message-form.module.css';

const none: Fields = {};

/** What the customer would tell by their own channel, entered for them: the fields of the message, kept as a draft until it is sent. */
export function MessageForm({ message, onDone }: { message: string; onDone: () => void }) {
  const desk = useDesk();
  const { act, ui, texts, work, person } = desk;
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  useStore(desk.link);
  const fields = view.info?.messages?.[message]?.fields ?? none;
  const placeOf = (name: string) => ({ case: view.id, task: view.id, fence: 0, field: `message.${message}.${name}`.slice(0, 64) });
  const book = useStore(work.drafts.store);
  const [fault, setFault] = useState<StepFault>();
  const title = say('step.tellTitle', { message: coded(say, 'message', message) });
  const send = async (): Promise<void> => {
    const data: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(fields)) {
      const value = readTyped(field, book[draftKey(placeOf(name))]?.typed ?? '', texts.locale);
      if (value === undefined) return setFault({ field: name, because: field.type });
      if (value !== null) data[name] = value;
    }
    const taken = takeFields(fields, data, () => 'v');
    if (isRefusal(taken)) return setFault({ field: String(taken.params?.['field']), because: String(taken.params?.['because']) });
    const answer = await act('journey:message', { case: view.id, message, channel: ownChannel(person.role), ...(Object.keys(data).length === 0 ? {} : { data: data as never }) });
    if (!answer.ok) return;
    for (const name of Object.keys(fields)) work.drafts.discard(placeOf(name));
    showToast(ui, { text: say('step.told', { message: coded(say, 'message', message) }), isError: false });
    onDone();
  };
  return (
    <form
      className={styles.form} aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {Object.entries(fields).map(([name, field]) => (
        <Field
          key={name} name={name} field={field} label={words.field(name, field)} typed={book[draftKey(placeOf(name))]?.typed ?? ''} choiceText={words.choice} currency={view.row.currency ?? 'EUR'}
          onType={(typed) => {
            setFault(undefined);
            work.drafts.type(placeOf(name), { typed, text: draftTextOf(field, typed, texts.locale) });
          }}
          fault={fault?.field === name ? say(`caseField.fault.${fault.because}`, { from: field.minimum ?? '…', to: field.maximum ?? '…', example: typedOf({ type: 'amount' }, 245_000, texts.locale) }) : undefined}
        />
      ))}
      <div className={styles.actions}>
        <Button onPress={() => void send()} blocked={offlineSince(desk)}>{say('step.tellSend')}</Button>
        <Button kind="plain" onPress={onDone}>{say('frame.cancel')}</Button>
      </div>
    </form>
  );
}
