import { useStore } from 'zustand';
import type { Field as FieldDefinition } from '../../../../../shared/journey/orchestrated/field.ts';
import type { TaskPut } from '../../../../../shared/contract/rows.ts';
import { Avatar } from '../../../../components/avatar.tsx';
import { Button } from '../../../../components/button.tsx';
import { Field } from '../../../../components/field.tsx';
import { draftTextOf, typedOf, typedOfDraft } from '../../../../components/field-text.ts';
import { Mark } from '../../../../components/mark.tsx';
import { freshness, provenance } from '../../../../components/value-source.ts';
import { useDesk } from '../../../../desk.ts';
import { useNow } from '../../../../store/clock.ts';
import { draftKey } from '../../../../store/drafts.ts';
import { leasedElsewhere } from '../../../../store/edit-lease.ts';
import { useCaseInView } from '../case-view.ts';
import { useCaseWords } from '../case-words.ts';
import { useVisit } from '../customer-place.ts';
import { usePointer } from '../../help/help-commands.ts';
import { PointButton } from '../../help/point-button.tsx';
import { FieldConflict } from './field-conflict.tsx';
import styles from './step-field.module.css';
import { claimByWorking, isCarriedOver, placeOf } from './step-work.ts';
import { TheirDrafts } from './their-drafts.tsx';

export interface StepFieldProps {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly task: TaskPut;
  readonly isReadOnly: boolean;
}

/** A field of the step's form: what stands in it, where that is from, and what one has typed over it. */
export function StepField({ name, field, task, isReadOnly }: StepFieldProps) {
  const desk = useDesk();
  const { texts, work, connection, clock, person, data, presence } = desk;
  const view = useCaseInView();
  const words = useCaseWords(view);
  const { say } = words;
  const place = placeOf(task, name);
  const draft = useStore(work.drafts.store, (book) => book[draftKey(place)]);
  const fault = useStore(work.faults, (faults) => (faults[task.id]?.field === name ? faults[task.id] : undefined));
  const known = view.sheet?.values[name];
  const until = known?.revealedUntil;
  const now = useNow(clock, until === undefined ? 60_000 : 1000);
  const someone = useStore(presence, (all) => all[task.case]?.find((one) => one.person !== person.id && one.state === 'editing' && one.field === name)?.person);
  const pointing = usePointer(desk, task.case);
  const pointer = pointing?.field === name ? pointing.person : undefined;
  const currency = view.row.currency ?? task.currency ?? 'EUR';
  const carried = isCarriedOver(view.info, name, field, known) ? typedOf(field, known?.raw, texts.locale) : '';
  const typed = draft?.typed ?? carried;
  const isAnswer = field.type === 'yesNo' || field.type === 'code' || field.type === 'codes';
  const isMasked = draft === undefined && known?.isMasked === true && !isAnswer && !(field.type === 'text' && known.value === '');
  const isStale = draft === undefined && known !== undefined && carried !== '' && freshness(known.asOf, known.limitDays, now) === 'stale';
  const type = (next: string): void => {
    work.drafts.type(place, { typed: next, text: draftTextOf(field, next, texts.locale), base: carried });
    if (fault) {
      const { [task.id]: _, ...rest } = work.faults.getState();
      work.faults.setState(rest, true);
    }
    void claimByWorking(desk, task).then((fence) => {
      if (fence === undefined) return;
      const stint = { task: task.id, fence };
      work.lease.typed(stint, leasedElsewhere(view.entries, stint, connection.device) !== undefined);
    });
  };
  /** Whoever points at a field for a colleague goes on pointing while they look at others. */
  const isHere = (state: 'viewing' | 'editing', field?: string): void => {
    const own = presence.getState()[task.case]?.find((one) => one.person === person.id);
    if (own?.state !== 'pointing') connection.present({ case: task.case, state, ...(field === undefined ? {} : { field }) });
  };
  const state = someone !== undefined
    ? <><Avatar person={someone} state="editing" />{say('caseField.someone', { who: words.nameOf(someone) })}</>
    : draft !== undefined
      ? <DraftMark isSaved={draft.text === draft.saved} />
      : isMasked ? <Masked name={name} onReveal={() => void desk.commands.run(desk, 'case:reveal')} /> : until !== undefined ? say('caseField.shownFor', { span: words.span(until - now) }) : null;
  const visit = useVisit(task.case);
  const here = view.row.customerHere;
  const isCustomerIn = here !== undefined && visit?.field === name && (visit.step === undefined || visit.step === task.activity);
  // Neither hinders the other: what is written here and there stands side by side, and is sent once.
  const aside = isCustomerIn ? <><Mark is="here" />{say('visit.inField', { channel: say(`valueFrom.on.${here.channel}`) })}{state !== null && <span aria-hidden="true">·</span>}{state}</> : state;
  const foot = known && (carried !== '' || isMasked)
    ? <span className={isStale ? styles.stale : undefined}>{isStale && <Mark is="soon" />}{sentence(provenance(say, known, now, words.colleague))}</span>
    : known?.raw !== undefined && isAnswer && known.raw !== null && !isChannelDefault(known)
      ? <span>{say('caseField.lastAnswer', { value: words.value(field, known.raw, currency), from: provenance(say, known, now, words.colleague) })}</span>
      : null;
  return (
    <Field
      name={name} field={field} label={words.field(name, field)} typed={typed} onType={type} currency={currency} choiceText={words.choice}
      isReadOnly={isReadOnly || someone !== undefined} isMasked={isMasked} isStale={isStale}
      onFocus={() => {
        desk.ui.setState({ field: { case: task.case, name } });
        isHere(isReadOnly ? 'viewing' : 'editing', name);
      }}
      onBlur={() => isHere('viewing')}
      isPointedAt={pointer !== undefined}
      fault={fault && say(`caseField.fault.${fault.because}`, { from: bound(field, field.minimum), to: bound(field, field.maximum), example: typedOf({ type: 'amount' }, 245_000, texts.locale) })}
      aside={<>{pointer !== undefined && <><Avatar person={pointer} state="pointing" />{say('pointing.aside', { who: words.nameOf(pointer) })}</>}{aside}<PointButton caseId={task.case} field={name} label={words.field(name, field)} /></>}
    >
      {foot}
      {draft !== undefined && !draft.isClashing && draft.base !== undefined && draft.base !== '' && draft.typed !== draft.base && (
        <span><Button isSmall kind="plain" onPress={() => work.drafts.discard(place)}>{say('caseField.undo')}</Button></span>
      )}
      <TheirDrafts field={place.field} read={(text) => typedOfDraft(field, text, texts.locale)} onUse={(text) => type(typedOfDraft(field, text, texts.locale))} task={task} isReadOnly={isReadOnly} />
      {draft && <FieldConflict draft={draft} theirs={carried} known={known} label={words.field(name, field)} mine={view.sheet?.drafts.find((one) => one.author === person.id && one.field === place.field)} read={(text) => typedOfDraft(field, text, texts.locale)} onTake={(text) => type(text)} />}
    </Field>
  );

  function bound(of: FieldDefinition, value: number | undefined): string {
    return value === undefined ? '…' : typedOf(of, value, texts.locale);
  }

  /** What a process begins with says nothing yet. */
  function isChannelDefault(value: { source: string }): boolean {
    return data.directory.store.getState()[value.source] === undefined;
  }
}

const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

function DraftMark({ isSaved }: { isSaved: boolean }) {
  const { texts, drafting } = useDesk();
  const { is } = useStore(drafting);
  return <span>{texts.say(isSaved ? 'caseField.draftSaved' : is === 'keptHere' ? 'caseField.draftHere' : 'caseField.draftTyping')}</span>;
}

function Masked({ name, onReveal }: { name: string; onReveal: () => void }) {
  const { texts } = useDesk();
  return (
    <>
      {texts.say('caseField.masked')}
      <Button
        isSmall kind="plain" shortcut="r" label={texts.say('caseField.reveal')}
        onPress={() => {
          document.querySelector<HTMLElement>(`[data-pane=case] [data-field="${CSS.escape(name)}"] input`)?.focus();
          onReveal();
        }}
      >{''}</Button>
    </>
  );
}
