import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { ownerOf } from '../../../../../shared/model/task.ts';
import { CommandButton } from '../../../../components/command-button.tsx';
import { useDesk } from '../../../../desk.ts';
import { typedOfDraft } from '../../../../components/field-text.ts';
import { EvidenceList } from '../evidence/evidence-list.tsx';
import { mayNotWork } from '../case-rights.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { Exceptions } from './exceptions.tsx';
import { FromLine } from './from-line.tsx';
import { HolderBanner } from './holder-banner.tsx';
import { KnownValues } from './known-values.tsx';
import { LeaseLine } from './lease-line.tsx';
import { LeftOvers } from './left-over.tsx';
import { OptionalTasks } from './optional-tasks.tsx';
import { OtherTasks } from './other-tasks.tsx';
import { StepField } from './step-field.tsx';
import styles from './step-panel.module.css';
import { fieldsOf, placeOf } from './step-work.ts';
import { Waiting } from './waiting.tsx';

/** The current step: from whom it came, who has it, its form, and what of evidence is missing. */
export function StepPanel() {
  const desk = useDesk();
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { work, person, rows } = desk;
  const { task, info, sheet } = view;
  // Rights are read off the own row too.
  useStore(rows, ({ scopes }) => scopes['me']);
  const fields = fieldsOf(info, task);
  const owner = task && ownerOf(task);
  const refusal = task && mayNotWork(desk, view, task);
  const isReadOnly = task === undefined || refusal !== undefined || (owner !== undefined && owner !== person.id) || task.holder?.by === 'source';
  const drafts = sheet?.drafts;
  useEffect(() => {
    if (!task || !drafts) return;
    const typed = (name: string, text: string): string => {
      const [found] = Object.entries(fieldsOf(info, task)).filter(([one]) => placeOf(task, one).field === name);
      return found ? typedOfDraft(found[1], text, desk.texts.locale) : text;
    };
    work.drafts.take({ case: task.case, task: task.id, fence: task.fence }, person.id, drafts, typed);
  }, [task, drafts, info, work, person.id, desk.texts.locale]);
  const form = useRef<HTMLDivElement>(null);
  const fault = useStore(work.faults, (faults) => (task === undefined ? undefined : faults[task.id]));
  useEffect(() => {
    // What was refused has the focus, and keeps its text.
    if (fault) form.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(fault.field)}"] :is(input,select,textarea)`)?.focus();
  }, [fault]);
  const needed = (sheet?.evidence ?? []).filter(({ state }) => state !== 'have');
  return (
    <div className={styles.step} ref={form}>
      <Exceptions />
      <LeftOvers />
      {task === undefined
        ? <Waiting />
        : (
          <section className={styles.work} aria-labelledby="case-step">
            <FromLine task={task} />
            <h3 id="case-step" className={styles.title}>{words.work(task.activity, task.name)}</h3>
            <HolderBanner task={task} refusal={refusal} />
            {task.fourEyes !== undefined && refusal?.code !== 'four_eyes' && <p className={styles.hint}>{words.say('step.fourEyes')}</p>}
            {Object.keys(fields).length === 0
              ? <p className={styles.hint}>{words.say('step.noForm')}</p>
              : Object.entries(fields).map(([name, field]) => <StepField key={`${task.id} ${name}`} name={name} field={field} task={task} isReadOnly={isReadOnly} />)}
            {needed.length > 0 && <EvidenceList rows={needed} />}
            <div className={styles.actions}><CommandButton id="task:complete" />{owner === person.id && !isReadOnly && <LeaseLine task={task} />}</div>
          </section>
        )}
      <OptionalTasks />
      <OtherTasks />
      <KnownValues fields={fields} />
    </div>
  );
}
