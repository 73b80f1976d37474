import { useEffect, useRef, useState } from 'react';
import type { CallCard } from '../../../shared/contract/rest-case.ts';
import type { CallPut } from '../../../shared/contract/rows.ts';
import { Button } from '../../components/button.tsx';
import { Mark } from '../../components/mark.tsx';
import { useDesk } from '../../desk.ts';
import { useRow, useRows } from '../../store/select.ts';
import { openDialog, showToast } from '../../store/ui.ts';
import { Choices, Text } from '../desk/dialogs/form-parts.tsx';
import { useCase } from '../desk/next/case-facts.ts';
import { useWords } from '../desk/next/words.ts';
import styles from './call-pane.module.css';
import { callState, goToPlace } from './interrupted.ts';
import type { Outcome } from './summary.ts';
import { doneInCall, likelyOutcome, outcomes, summaryText } from './summary.ts';

const unsaid: readonly never[] = [];

/** After the call: outcome, what was promised, and a summary that what happened has written; `Enter` ends it and goes back to the interrupted place. */
export function WrapUp({ call, candidate }: { call: CallPut; candidate: CallCard['candidates'][number] | undefined }) {
  const desk = useDesk();
  const words = useWords();
  const { say, moment, channel } = words;
  const caseId = candidate?.cases[0]?.id;
  useCase(caseId);
  const row = useRow(desk.rows, 'case', caseId);
  const entries = useRows(desk.rows, caseId === undefined ? undefined : `case:${caseId}`, 'entry');
  const since = callState(desk).getState().place?.at ?? call.since;
  const done = caseId === undefined ? unsaid : doneInCall(entries, desk.person.id, since);
  const [chosen, choose] = useState<Outcome>();
  const [typed, type] = useState<string>();
  const outcome = chosen ?? likelyOutcome(done);
  const text = typed ?? summaryText(words, done, candidate?.isVerified ?? false);
  const promised = (row?.promises ?? []).filter(({ state, madeAt, madeBy }) => state === 'open' && madeAt >= since && madeBy === desk.person.id);
  const isEnded = useRef(false);
  const written = useRef<string>(undefined);
  written.current = typed;
  // The time may run out on the server: what was typed is not lost with the card.
  useEffect(() => () => {
    const left = written.current;
    if (!isEnded.current && left !== undefined && left.trim() !== '') callState(desk).setState({ left: { call: call.call, text: left, ...(caseId === undefined ? {} : { case: caseId }) } });
  }, [desk, call.call, caseId]);
  const finish = async (): Promise<void> => {
    const answer = await desk.act('call:wrapUp', { call: call.call, outcome, ...(caseId === undefined ? {} : { case: caseId }) });
    if (!answer.ok) return;
    isEnded.current = true;
    goToPlace(desk);
    if (caseId !== undefined && text.trim() !== '') {
      const noted = await desk.act('note:add', { case: caseId, text });
      if (!noted.ok) callState(desk).setState({ left: { call: call.call, case: caseId, text } });
    }
    showToast(desk.ui, { text: say('wrapUp.done'), isError: false });
  };
  return (
    <form
      className={styles.verify} aria-label={say('call.wrapUp')}
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
      onKeyDown={(event) => {
        // In the text Enter ends the wrap-up, a new line needs Shift.
        if (event.key !== 'Enter' || event.shiftKey || !(event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        void finish();
      }}
    >
      {call.movedTo !== undefined && <p><Mark is="done" />{say('wrapUp.moved', { name: words.name(call.movedTo) })}</p>}
      <Choices label={say('wrapUp.outcome')} value={outcome} onChange={(one) => choose(one as Outcome)} options={outcomes.map((id) => ({ id, text: say(`wrapUp.as.${id}`) }))} isStacked />
      {promised.length > 0
        ? promised.map((one) => <p key={one.id}><Mark is="done" />{say('wrapUp.promised', { at: moment(one.dueAt), channel: channel(one.channel) })}</p>)
        : caseId !== undefined && <p className={styles.note}>{say('wrapUp.nothingPromised')} <Button isSmall kind="plain" onPress={() => openDialog(desk.ui, 'promise', { case: caseId })}>{say('promises.make')}</Button></p>}
      {caseId !== undefined && <Text label={say('wrapUp.summary')} value={text} onChange={type} rows={4} hint={say('wrapUp.hint')} />}
      <div className={styles.buttons} data-call-first=""><Button kind="primary" shortcut="Enter" onPress={() => void finish()}>{say('wrapUp.act')}</Button></div>
    </form>
  );
}
