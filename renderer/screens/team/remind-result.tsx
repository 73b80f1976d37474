import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { Mark } from '../../components/mark.tsx';
import type { MarkKind } from '../../components/mark.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useLabel } from '../../store/labels.ts';
import { rowAnywhere } from '../../store/select.ts';
import { closeDialog } from '../../store/ui.ts';
import styles from './remind-dialog.module.css';
import type { Reminded, RemindedItem } from './reminders.ts';
import { becauseOf, gateText, mayRecall, remindedBy, stateText } from './reminders.ts';
import { useStepText } from './work-rows.ts';

export interface RemindResultProps {
  /** The command that asked for them. */
  readonly plan: string;
  readonly items: readonly RemindedItem[];
  /** Until when what has not left can be taken back. */
  readonly untilAt: number;
}

const isAsked = ({ isLeft, refusal }: RemindedItem): boolean => !isLeft && refusal === undefined;

/** What became of each reminder, live: on its way, sent, withheld, taken back; nobody is silently left out. */
export function RemindResult({ plan, items, untilAt }: RemindResultProps) {
  const { act, clock, rows, texts, ui } = useDesk();
  const { say } = texts;
  const [said, setSaid] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const now = useNow(clock, 10_000);
  const slice = useStore(rows);
  const asked = items.filter(isAsked);
  const stateOf = ({ item }: RemindedItem): Reminded | undefined => remindedBy(rowAnywhere(slice, 'task', item.task), plan);
  const writes = asked.filter(({ item }) => item.way === 'write');
  const calls = asked.filter(({ item }) => item.way === 'call');
  const done = writes.filter((one) => stateOf(one)?.state === 'sent').length;
  const open = asked.filter((one) => mayRecall(stateOf(one)));
  const left = items.length - asked.length;
  const summary = [
    writes.length === 0 ? '' : done === writes.length ? say('reminder.allSent', { count: done }) : say('reminder.progress', { done, count: writes.length }),
    calls.length === 0 ? '' : say('reminder.callsAsked', { count: calls.length }),
    left === 0 ? '' : say('reminder.left', { count: left }),
  ].filter((part) => part !== '').join(' · ');
  const recall = async (): Promise<void> => {
    setIsSending(true);
    const answer = await act('reminder:recall', { plan, tasks: open.map(({ item }) => item.task) });
    setIsSending(false);
    if (!answer.ok) return;
    const told = (answer.result?.['items'] ?? []) as readonly { readonly ok: boolean }[];
    const back = told.filter(({ ok }) => ok).length;
    setSaid(say('reminder.recalled', { done: back, left: asked.length - back }));
  };
  return (
    <DeskDialog title={say('reminder.resultTitle')} primary={{ text: say('frame.close'), run: () => closeDialog(ui) }} isTelling>
      <p className={styles.summary} role="status"><Mark is={done === writes.length ? 'done' : 'pending'} />{summary}</p>
      <ul className={styles.list}>{items.map((one) => <li key={one.item.task} className={styles.line}><Result one={one} reminded={isAsked(one) ? stateOf(one) : undefined} /></li>)}</ul>
      {said === undefined ? null : <p className={styles.step} role="status">{said}</p>}
      {open.length > 0 && now < untilAt ? <div><Button kind="outlined" onPress={() => void recall()} blocked={isSending ? say('reminder.sending') : undefined}>{say('reminder.recall', { count: open.length })}</Button></div> : null}
    </DeskDialog>
  );
}

const marks: Readonly<Record<Reminded['state'], MarkKind>> = { asked: 'pending', recalling: 'pending', sent: 'done', withheld: 'stopped', failed: 'late', recalled: 'stopped' };

function Result({ one: { item, refusal, isLeft }, reminded }: { one: RemindedItem; reminded: Reminded | undefined }) {
  const { data, texts, clock } = useDesk();
  const { say } = texts;
  const label = useLabel(data.labels, item.customer);
  const step = useStepText(item.task);
  const now = useNow(clock, 60_000);
  const mark: MarkKind = refusal || isLeft ? 'stopped' : reminded === undefined ? 'waiting' : reminded.how === 'call' && reminded.state === 'asked' ? 'waiting' : marks[reminded.state];
  const gate = refusal?.params?.['gate'];
  const text = refusal ? `${texts.refusal(refusal)}${typeof gate === 'string' ? ` (${gateText(say, gate)})` : ''}`
    : isLeft ? becauseOf(say, item) : reminded === undefined ? say('reminder.state.gone') : stateText(say, (at) => momentText(texts.locale, at, now), reminded);
  return (
    <>
      <strong className={styles.who}>{label}</strong>
      <span className={styles.step}>{step}</span>
      <span className={styles.how}><Mark is={mark} />{text}</span>
    </>
  );
}
