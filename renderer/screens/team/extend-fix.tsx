import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../components/button.tsx';
import { momentText } from '../../components/span.ts';
import { useDesk } from '../../desk.ts';
import { outcomesOf } from '../../store/plan.ts';
import { rowAnywhere } from '../../store/select.ts';
import { showToast } from '../../store/ui.ts';
import { newCommandId } from '../../sync/act.ts';
import { Choices } from './choices.tsx';
import { Refused } from './contact-fix.tsx';
import styles from './plan-pane.module.css';
import { counts } from './plan-actions.ts';
import { untilTimes } from './until-times.ts';

const whys = ['workload', 'agreed', 'waits', 'other'] as const;

/** Gives the picked work more time, with the reason: until then it does not stand still. Each that is left as it is has its own. */
export function ExtendFix() {
  const { act, clock, lead, rows, texts, ui } = useDesk();
  const { say } = texts;
  const now = clock.now();
  const times = untilTimes(now);
  const [until, setUntil] = useState(String(times[0] ?? now));
  const [because, setBecause] = useState<(typeof whys)[number]>('workload');
  const [isSending, setIsSending] = useState(false);
  const count = useStore(lead, (state) => state.picked.size);
  const listed = useStore(lead, (state) => state.listed);
  const refused = (useStore(lead, (state) => state.contacted) ?? []).filter(({ isDone }) => !isDone);
  const extend = async (): Promise<void> => {
    const slice = rows.getState();
    const items = [...lead.getState().picked].flatMap((id) => rowAnywhere(slice, 'task', id) ?? listed.find((task) => task.id === id) ?? []).map(({ id, version }) => ({ task: id, version }));
    if (items.length === 0) return;
    setIsSending(true);
    const answer = await act('task:extend', { items, until: Number(until), because }, { commandId: newCommandId() });
    setIsSending(false);
    if (!answer.ok) return;
    const outcomes = outcomesOf(answer, items);
    const { moved: done, kept } = counts(outcomes);
    lead.setState({ contacted: outcomes, picked: new Set(outcomes.filter(({ isDone }) => !isDone).map(({ task }) => task)) });
    showToast(ui, { text: say(kept === 0 ? 'extend.done' : 'extend.doneSome', { count: done, kept, at: momentText(texts.locale, Number(until), now) }), isError: kept > 0 });
  };
  return (
    <>
      <h3 className={styles.heading}>{say('extend.heading')}</h3>
      <Choices label={say('extend.until')} value={until} choices={times.map((at) => ({ id: String(at), text: momentText(texts.locale, at, now) }))} onChoose={setUntil} />
      <Choices label={say('extend.because')} value={because} choices={whys.map((why) => ({ id: why, text: say(`extend.why.${why}`) }))} onChoose={setBecause} />
      <div className={styles.actions}>
        <Button onPress={() => void extend()} blocked={count === 0 ? say('lead.pickFirst') : isSending ? say('extend.sending') : undefined}>{say('extend.give', { count })}</Button>
      </div>
      {refused.length > 0 ? <ul className={styles.list}>{refused.map((item) => <Refused key={item.task} item={item} />)}</ul> : null}
    </>
  );
}
