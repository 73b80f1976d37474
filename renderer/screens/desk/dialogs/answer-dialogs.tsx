import { useState } from 'react';
import { useStore } from 'zustand';
import { ownerOf } from '../../../../shared/model/task.ts';
import type { Task } from '../../../../shared/model/task.ts';
import { DeskDialog } from '../../../components/desk-dialog.tsx';
import { useDesk } from '../../../desk.ts';
import { useRow } from '../../../store/select.ts';
import { closeDialog, openDialog, showToast } from '../../../store/ui.ts';
import type { DialogProps } from '../../dialog-props.ts';
import { useCase } from '../next/case-facts.ts';
import { useWords } from '../next/words.ts';
import { Choices } from './form-parts.tsx';
import styles from './form.module.css';
import { TextDialog } from './text-dialog.tsx';

const noTask = { ok: false } as const;

/** `T`: takes work over from a colleague, who keeps their text and is told why. */
export function TakeOverDialog({ about }: DialogProps) {
  const { rows, act, ui } = useDesk();
  // Whoever takes it over to hand it on with the caller goes on to that.
  const { call } = about;
  const words = useWords();
  const task = useRow(rows, 'task', about['task']);
  const owner = words.name(task ? (ownerOf(task as Task) ?? '') : '');
  return (
    <TextDialog
      name="takeOver" about={about['task'] ?? ''} params={{ name: owner, work: task ? words.activity(task) : '' }}
      send={async (reason) => (task ? act('task:takeOver', { task: task.id, version: task.version, reason }) : noTask)}
      {...(call === undefined ? {} : { then: () => openDialog(ui, 'handOff', { task: about['task'] ?? '', call }) })}
    />
  );
}

/** A word to whoever has the work: they hear of it wherever they are, and answer in the case. An AI colleague reads no questions: theirs is a note. */
export function AskForDialog({ about }: DialogProps) {
  const { rows, act, data } = useDesk();
  const words = useWords();
  const task = useRow(rows, 'task', about['task']);
  const to = task && ownerOf(task as Task);
  const isStaff = useStore(data.directory.store, (names) => to !== undefined && names[to] !== undefined && names[to].role !== 'aiColleague');
  return (
    <TextDialog
      name={isStaff ? 'askFor' : 'askByNote'} about={about['task'] ?? ''} params={{ name: words.name(to ?? ''), work: task ? words.activity(task) : '' }}
      send={async (text) => {
        if (!task || to === undefined) return noTask;
        return isStaff ? act('help:ask', { case: task.case, task: task.id, to, reason: text }) : act('note:add', { case: task.case, task: task.id, text });
      }}
    />
  );
}

/** A question to whoever offers the work. */
export function AskDialog({ about }: DialogProps) {
  const { rows, act } = useDesk();
  const words = useWords();
  const task = useRow(rows, 'task', about['task']);
  return (
    <TextDialog
      name="ask" about={about['task'] ?? ''} params={{ name: words.name(task?.handOff?.from ?? '') }}
      send={async (question) => (task?.handOff ? act('handOff:ask', { task: task.id, handOff: task.handOff.id, question }) : noTask)}
    />
  );
}

/** What a colleague asked before they take the work, and the answer. */
export function AnswerDialog({ about }: DialogProps) {
  const { rows, act, data } = useDesk();
  const words = useWords();
  const task = useRow(rows, 'task', about['task']);
  useCase(task?.case);
  const { askedValue = '', toPerson } = task?.handOff ?? {};
  const asked = useStore(data.sheets.store, (all) => (task === undefined ? undefined : all[task.case]?.value?.texts[askedValue]));
  return (
    <TextDialog
      name="answerAsked" about={about['task'] ?? ''} params={{ name: words.name(toPerson ?? '') }}
      send={async (text) => (task?.handOff ? act('handOff:answer', { task: task.id, handOff: task.handOff.id, text }) : noTask)}
    >
      <p>{asked ?? <span className={styles.hint}>{words.say('nextPane.hidden')}</span>}</p>
    </TextDialog>
  );
}

const declineReasons = ['busy', 'notMySkill', 'conflict', 'other'] as const;

/** `D`: not this work, and why: in words to a colleague, by a code to routing. */
export function DeclineDialog({ about }: DialogProps) {
  const { rows } = useDesk();
  const task = useRow(rows, 'task', about['task']);
  return task?.handOff ? <DeclineHandOff about={about} /> : <DeclineRouted about={about} />;
}

function DeclineHandOff({ about }: DialogProps) {
  const { rows, act } = useDesk();
  const words = useWords();
  const task = useRow(rows, 'task', about['task']);
  return (
    <TextDialog
      name="decline" about={about['task'] ?? ''} params={{ name: words.name(task?.handOff?.from ?? '') }}
      send={async (reason) => (task?.handOff ? act('handOff:decline', { task: task.id, handOff: task.handOff.id, reason }) : noTask)}
    />
  );
}

function DeclineRouted({ about }: DialogProps) {
  const { rows, act, ui } = useDesk();
  const { say } = useWords();
  const task = useRow(rows, 'task', about['task']);
  const [reason, setReason] = useState<string>(declineReasons[0]);
  const decline = async (): Promise<void> => {
    if (!task) return;
    const answer = await act('offer:decline', { task: task.id, version: task.version, reason });
    if (!answer.ok) return;
    closeDialog(ui);
    showToast(ui, { text: say('declineOffer.done'), isError: false });
  };
  return (
    <DeskDialog title={say('declineOffer.title')} primary={{ text: say('declineOffer.act'), run: () => void decline(), blocked: task?.offer ? undefined : say('declineOffer.over') }}>
      <Choices label={say('declineOffer.label')} hasFocus isStacked value={reason} onChange={setReason} options={declineReasons.map((id) => ({ id, text: say(`declineOffer.because.${id}`) }))} />
    </DeskDialog>
  );
}

/** A promise that is taken back: the customer has to hear why. */
export function PromiseWithdrawDialog({ about }: DialogProps) {
  const { act } = useDesk();
  return <TextDialog name="promiseWithdraw" about={about['promise'] ?? ''} send={(reason) => act('promise:withdraw', { case: about['case'] ?? '', promise: about['promise'] ?? '', reason })} />;
}
