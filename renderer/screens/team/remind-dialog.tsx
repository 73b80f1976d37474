import type { ReactNode } from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { reminderRoutes } from '../../../shared/contract/rest-reminder.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { defaultSpans } from '../../../shared/work/world.ts';
import { DeskDialog } from '../../components/desk-dialog.tsx';
import { Mark } from '../../components/mark.tsx';
import type { MarkKind } from '../../components/mark.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { useNow } from '../../store/clock.ts';
import { useLabel } from '../../store/labels.ts';
import { showToast } from '../../store/ui.ts';
import type { Say } from '../../store/texts.ts';
import { newCommandId } from '../../sync/act.ts';
import type { DialogProps } from '../dialog-props.ts';
import { RemindResult } from './remind-result.tsx';
import styles from './remind-dialog.module.css';
import type { RemindedItem, ReminderGroups, ReminderItem } from './reminders.ts';
import { useStepText } from './work-rows.ts';
import { becauseOf, groupsOf, itemsToSend, remindedItems } from './reminders.ts';

/**
 * Reminds the customers of many tasks: first how each may be reached, as contact policy says now, then what became of each. `tasks` are ids with
 * spaces between; what is sent is what was shown.
 */
export function RemindDialog({ about }: DialogProps) {
  const desk = useDesk();
  const { api, act, texts, ui, lead, clock } = desk;
  const { say } = texts;
  const tasks = useMemo(() => (about['tasks'] ?? '').split(' ').filter((id) => id !== ''), [about]);
  const [items, setItems] = useState<readonly ReminderItem[]>();
  const [refusal, setRefusal] = useState<Pick<Refusal, 'code' | 'params'>>();
  const [isCalling, setIsCalling] = useState(true);
  const [isSending, setIsSending] = useState(false);
  const [result, setResult] = useState<{ readonly plan: string; readonly at: number; readonly items: readonly RemindedItem[] }>();
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    let isWanted = true;
    void api.ask(reminderRoutes.previewReminders, { body: { tasks } }).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setItems(answer.value.items);
      else setRefusal(answer);
    });
    return () => {
      isWanted = false;
      isGone.current = true;
    };
  }, [api, tasks]);

  const groups = groupsOf(items ?? []);
  const sent = itemsToSend(groups, isCalling);
  const writes = sent.filter(({ how }) => how === 'write').length;
  const send = async (): Promise<void> => {
    setIsSending(true);
    setRefusal(undefined);
    const commandId = newCommandId();
    const answer = await act('reminder:send', { items: sent }, { commandId, isQuiet: true });
    setIsSending(false);
    if (!answer.ok) return isGone.current ? showToast(ui, { text: texts.refusal(answer), isError: true }) : setRefusal(answer);
    const told = remindedItems(items ?? [], new Set(sent.map(({ task }) => task)), answer);
    const done = new Set(told.filter((one) => !one.isLeft && one.refusal === undefined).map(({ item }) => item.task));
    lead.setState(({ picked }) => ({ picked: new Set([...picked].filter((task) => !done.has(task))) }));
    if (isGone.current) showToast(ui, { text: say('reminder.toast', { done: done.size, left: told.length - done.size }), isError: false });
    else setResult({ plan: commandId, at: clock.now(), items: told });
  };
  if (result) return <RemindResult {...result} untilAt={result.at + defaultSpans.undoMs} />;
  const blocked = isSending ? say('reminder.sending') : items === undefined ? (refusal === undefined ? say('reminder.asking') : '') : sent.length === 0 ? say('reminder.none') : undefined;
  return (
    <DeskDialog
      title={say('reminder.title', { count: tasks.length })}
      primary={{ text: writes === 0 && sent.length > 0 ? say('reminder.onlyCall', { count: sent.length }) : say('reminder.send', { count: writes }), run: () => void send(), blocked }}
      note={say('reminder.note')}
    >
      {refusal === undefined ? null : <p className={styles.problem} role="alert"><Mark is="late" />{texts.refusal(refusal)}</p>}
      {items === undefined ? null : <p className={styles.summary} role="status">{summaryOf(say, groups)}</p>}
      <Group mark="waiting" title={say('reminder.call', { count: groups.call.length })} items={groups.call}>
        <Checkbox className={styles.check} isSelected={isCalling} onChange={setIsCalling}>
          {say('reminder.alsoCall', { count: groups.call.length })}
        </Checkbox>
      </Group>
      <Group mark="stopped" title={say('reminder.out', { count: groups.none.length })} items={groups.none} />
      <Group mark="here" title={say('reminder.write', { count: groups.write.length })} items={groups.write} />
    </DeskDialog>
  );
}

const summaryOf = (say: Say, groups: ReminderGroups): string =>
  (['write', 'call', 'none'] as const).flatMap((way) => (groups[way].length === 0 ? [] : [say(`reminder.${way === 'none' ? 'out' : way}`, { count: groups[way].length })])).join(' · ');

/** Customers of one kind, each with how, or why not. Nothing where there is nobody. */
function Group({ mark, title, items, children }: { mark: MarkKind; title: string; items: readonly ReminderItem[]; children?: ReactNode }) {
  if (items.length === 0) return null;
  return (
    <section className={styles.group} aria-label={title}>
      <h3 className={styles.heading}><Mark is={mark} />{title}</h3>
      <ul className={styles.list}>{items.map((item) => <li key={item.task} className={styles.line}><Line item={item} /></li>)}</ul>
      {children}
    </section>
  );
}

function Line({ item }: { item: ReminderItem }) {
  const { data, texts, clock } = useDesk();
  const { say } = texts;
  const label = useLabel(data.labels, item.customer);
  const step = useStepText(item.task);
  const now = useNow(clock, 60_000);
  const how = item.channel === undefined ? becauseOf(say, item) : say(`reminder.by.${item.channel}`);
  return (
    <>
      <strong className={styles.who}>{label}</strong>
      <span className={styles.step}>{step}</span>
      <span className={styles.how}>{item.freeAt === undefined ? how : `${how}; ${say('reminder.freeAt', { at: momentText(texts.locale, item.freeAt, now) })}`}</span>
    </>
  );
}
