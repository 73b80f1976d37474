import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../../../components/button.tsx';
import { Mark } from '../../../../components/mark.tsx';
import { useDesk } from '../../../../desk.ts';
import { EvidenceList } from '../evidence/evidence-list.tsx';
import { mayNot, offlineSince } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { isUs } from '../stages.ts';
import { coded } from '../timeline/timeline-line.ts';
import { MessageForm } from './message-form.tsx';
import styles from './waiting.module.css';

/** Nothing for staff to do: what the case waits for, until when, and what may be entered for the customer meanwhile. */
export function Waiting() {
  const desk = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  useStore(desk.link);
  const [telling, setTelling] = useState<string>();
  const standing = (view.sheet?.position?.standing ?? []).filter(({ waits }) => waits !== 'others' && waits !== 'staff');
  const needed = (view.sheet?.evidence ?? []).filter(({ state }) => state !== 'have');
  const refusal = mayNot(desk, view, 'journey:message');
  const blocked = offlineSince(desk) ?? (refusal && desk.texts.refusal(refusal));
  if (view.row.status === 'closed') return null;
  const whom = view.row.waitsFor?.whom;
  const title = whom === undefined || isUs(whom) ? say('step.nothing') : say('step.nothingBut', { whom: coded(say, 'whom', whom) });
  return (
    <section className={styles.waiting} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {standing.map(({ element, name, waits, since, messages = [], dueAt }) => {
        const told = messages.filter((message) => view.info?.messages?.[message]?.from !== 'system');
        return (
          <div key={`${element} ${String(since)}`} className={styles.standing}>
            <p className={styles.what}><Mark is={waits === 'incident' ? 'late' : 'waiting'} />{name ?? say('position.waits', { whom: say(`whom.${waits}`), since: words.moment(since) })}</p>
            {told.length > 0 && <p className={styles.note}>{say('step.waitsMessages', { messages: new Intl.ListFormat(desk.texts.locale, { type: 'disjunction' }).format(told.map((message) => coded(say, 'message', message))) })}</p>}
            {dueAt !== undefined && <p className={styles.note}>{say('step.waitsUntil', { at: words.moment(dueAt) })}</p>}
            <div className={styles.actions}>
              {told.map((message) => telling !== message && (
                <Button key={message} isSmall blocked={blocked} label={say('step.tellTitle', { message: coded(say, 'message', message) })} onPress={() => setTelling(message)}>
                  {coded(say, 'message', message)}…
                </Button>
              ))}
            </div>
            {telling !== undefined && told.includes(telling) && <MessageForm message={telling} onDone={() => setTelling(undefined)} />}
          </div>
        );
      })}
      {needed.length > 0 && <EvidenceList rows={needed} />}
    </section>
  );
}
