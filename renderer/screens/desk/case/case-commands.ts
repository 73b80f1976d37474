import type { DeskCommand } from '../../../commands/command.ts';
import type { Desk } from '../../../desk.ts';
import type { CaseTab } from '../../../store/ui.ts';
import { closeCase, openCase, openDialog } from '../../../store/ui.ts';
import { mayNot, offlineSince } from './case-rights.ts';
import { caseNow } from './case-view.ts';
import { notePlace, sendNote } from './notes/send-note.ts';
import { completeBlocked, completeStep } from './step/step-work.ts';

const isOpen = ({ ui }: Desk): boolean => ui.getState().screen === 'desk' && ui.getState().opened !== undefined;

/** Runs once what was just asked for has been painted. */
const painted = (run: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(run));
const inPane = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-pane=case] ${selector}`);

/** A busy machine may take so many frames to bring a part of the case to the front; until then it takes no focus. */
const framesAtMost = 60;

function focusWhenThere(selector: string, left = framesAtMost): void {
  requestAnimationFrame(() => {
    const found = inPane(selector);
    if (found && found.closest('[inert]') === null) found.focus();
    else if (left > 0) focusWhenThere(selector, left - 1);
  });
}

function show(desk: Desk, tab: CaseTab, focus?: string): void {
  desk.ui.setState({ tab, pane: 'case' });
  if (focus !== undefined) focusWhenThere(focus);
}

const tab = (id: CaseTab, focus?: string): DeskCommand => ({ id: `case:${id}`, title: `caseCommand.${id}`, place: 'case', when: isOpen, run: (desk) => show(desk, id, focus) });

/** The masked value that the keyboard is on: its name, and whether it is one of the case. */
function maskedAtHand(): string | undefined {
  const at = document.activeElement?.closest<HTMLElement>('[data-pane=case] [data-field], [data-pane=case] [data-known]');
  return at?.dataset['field'] ?? at?.dataset['known'];
}

/** The first masked value of the case, for whoever asks without being on one. */
const firstMasked = (): string | undefined => inPane('[data-field]:has([data-masked])')?.dataset['field'];

export const caseCommands: readonly DeskCommand[] = [
  {
    id: 'case:step', title: 'caseCommand.step', place: 'case', keys: ['e'], when: isOpen,
    run: (desk) => show(desk, 'step', '[data-tab=step] [data-field] :is(input,select,textarea):not([data-masked])'),
  },
  {
    id: 'case:reveal', title: 'caseCommand.reveal', place: 'case', keys: ['r'],
    when: (desk) => isOpen(desk) && firstMasked() !== undefined || (isOpen(desk) && maskedAtHand() !== undefined),
    blocked: (desk) => {
      const view = caseNow(desk);
      return offlineSince(desk) ?? (view?.row.customer === undefined ? desk.texts.say('caseCommand.noCustomer') : undefined);
    },
    run: (desk) => {
      const field = maskedAtHand() ?? firstMasked();
      const view = caseNow(desk);
      if (field === undefined || view?.row.customer === undefined) return;
      openDialog(desk.ui, 'reveal', { customer: view.row.customer, field, case: view.id, label: desk.texts.say(`field.${field}`, { defaultValue: field }) });
    },
  },
  {
    id: 'case:changes', title: 'caseCommand.changes', place: 'case', keys: ['l'], when: isOpen,
    run: (desk) => {
      const view = caseNow(desk);
      show(desk, 'timeline');
      painted(() => inPane('[data-tab=timeline] [data-mark=true]')?.scrollIntoView({ block: 'center' }));
      if (view) desk.work.seen.look(view.id, view.newest);
    },
  },
  { id: 'note:add', title: 'caseCommand.note', place: 'case', keys: ['m'], when: isOpen, run: (desk) => show(desk, 'notes', '#case-note') },
  {
    id: 'note:send', title: 'caseCommand.sendNote', place: 'case', keys: ['$mod+Enter'],
    when: (desk) => isOpen(desk) && desk.ui.getState().tab === 'notes',
    blocked: (desk) => {
      const view = caseNow(desk);
      const refusal = view && mayNot(desk, view, 'note:add');
      return refusal && desk.texts.refusal(refusal);
    },
    run: (desk) => {
      const view = caseNow(desk);
      if (view && desk.work.drafts.of(notePlace(view))) sendNote(desk, view);
    },
  },
  {
    id: 'task:complete', title: 'caseCommand.complete', place: 'case', keys: ['$mod+Enter'],
    when: (desk) => isOpen(desk) && desk.ui.getState().tab !== 'notes' && caseNow(desk)?.task !== undefined,
    blocked: (desk) => {
      const view = caseNow(desk);
      return view?.task && completeBlocked(desk, view, view.task);
    },
    run: (desk) => {
      const view = caseNow(desk);
      if (view?.task) void completeStep(desk, view, view.task).then((isDone) => isDone && painted(() => inPane('h2')?.focus()));
    },
  },
  tab('timeline'),
  tab('evidence'),
  tab('notes'),
  tab('map'),
  {
    id: 'case:other', title: 'caseCommand.other', place: 'case',
    when: (desk) => isOpen(desk) && (caseNow(desk)?.sheet?.customer?.openCases.length ?? 0) > 1,
    run: (desk) => {
      const view = caseNow(desk);
      const all = view?.sheet?.customer?.openCases ?? [];
      const next = all[(all.findIndex(({ id }) => id === view?.id) + 1) % all.length];
      if (next) openCase(desk.ui, { case: next.id });
    },
  },
  { id: 'case:close', title: 'caseCommand.close', place: 'case', when: isOpen, run: ({ ui }) => closeCase(ui) },
];
