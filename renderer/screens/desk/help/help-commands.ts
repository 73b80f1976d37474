import { useStore } from 'zustand';
import type { DeskCommand } from '../../../commands/command.ts';
import type { Desk } from '../../../desk.ts';
import { callRow } from '../../../store/call.ts';
import { rowAnywhere, rowIn } from '../../../store/select.ts';
import { openCase, openDialog, showToast } from '../../../store/ui.ts';
import { caseAtHand, offlineBecause, taskOfCase } from '../dialogs/at-hand.ts';
import type { CallForHelp } from './calls-for-help.ts';
import { callsForHelp } from './calls-for-help.ts';

/** What help is asked about: the case that is open; on the telephone the caller's, unless one of theirs is open. */
function caseOfHelp(desk: Desk): string | undefined {
  const { screen, opened, picked } = desk.ui.getState();
  const call = callRow(desk);
  const called = call?.state === 'onCall' ? callCase(desk) : undefined;
  if (called !== undefined && rowAnywhere(desk.rows.getState(), 'case', opened?.case ?? '')?.customer !== call?.customer) return called;
  return screen === 'desk' && (opened !== undefined || picked.size === 0) ? caseAtHand(desk) : called;
}

/** The caller's first open case, as their card says. */
export function callCase(desk: Desk): string | undefined {
  const call = callRow(desk);
  const card = call && desk.data.calls.store.getState()[call.call]?.value;
  const customer = call?.customer ?? card?.customer;
  return card?.candidates.find((one) => one.customer === customer)?.cases[0]?.id;
}

const isAsked = (desk: Desk): boolean => rowAnywhere(desk.rows.getState(), 'case', caseOfHelp(desk) ?? '')?.helps?.some(({ by, to }) => by === desk.person.id && to === undefined) === true;

function ask(desk: Desk): void {
  const caseId = caseOfHelp(desk) ?? '';
  const { opened, tab, field } = desk.ui.getState();
  const task = taskOfCase(desk, caseId);
  // Names of the place only: whoever comes stands where one stands, and what is there is shown to them by the server.
  const place = opened?.case === caseId ? { tab, ...(tab === 'step' && field?.case === caseId ? { field: field.name } : {}) } : {};
  openDialog(desk.ui, 'help', { case: caseId, ...(task === undefined ? {} : { task: task.id }), ...place });
}

const triesMs = [0, 100, 250, 600, 1200, 2500];

/** Comes to where somebody asks for help: the very case, tab, step and field. */
async function come(desk: Desk, { id, case: caseId, task, tab, field, by }: CallForHelp): Promise<void> {
  const answer = await desk.act('help:join', { case: caseId, help: id });
  if (!answer.ok) return;
  openCase(desk.ui, { case: caseId, ...(task === undefined ? {} : { task }) });
  desk.ui.setState({ tab: tab ?? 'step' });
  showToast(desk.ui, { text: desk.texts.say('helps.came', { name: desk.data.directory.store.getState()[by]?.name ?? by }), isError: false });
  if (field === undefined) return;
  const focus = (): void => {
    const element = document.querySelector<HTMLElement>(`[data-pane=case] [data-field="${CSS.escape(field)}"] :is(input,select,textarea,button)`);
    const isElsewhere = document.activeElement?.matches('input,textarea,select') === true;
    if (element && !isElsewhere && desk.ui.getState().opened?.case === caseId) element.focus();
  };
  // The field is there once its case has been painted, which may need an answer of the server.
  for (const ms of triesMs) setTimeout(focus, ms);
}

export const helpCommands: readonly DeskCommand[] = [
  { id: 'help:ask', title: 'workCommand.help', place: 'case', keys: ['h'], blocked: offlineBecause, when: (desk) => caseOfHelp(desk) !== undefined && !isAsked(desk), run: ask },
  {
    id: 'help:come', title: 'workCommand.come', place: 'everywhere', keys: ['Shift+H'], blocked: offlineBecause,
    when: (desk) => callsForHelp(desk).length > 0,
    run: (desk) => {
      const [oldest] = callsForHelp(desk);
      if (oldest) void come(desk, oldest);
    },
  },
];

/** Who points at what in a case for the signed-in person: only whoever has come because they asked. */
function pointerFor({ rows, person, presence }: Pick<Desk, 'rows' | 'person' | 'presence'>, caseId: string): { readonly person: string; readonly field?: string } | undefined {
  const helpers = rowIn(rows.getState(), `case:${caseId}`, 'case', caseId)?.helps?.flatMap(({ by, joined = [] }) => (by === person.id ? joined.map((one) => one.by) : [])) ?? [];
  return presence.getState()[caseId]?.find((one) => one.state === 'pointing' && helpers.includes(one.person));
}

export function usePointer(desk: Desk, caseId: string): ReturnType<typeof pointerFor> {
  useStore(desk.rows, ({ scopes }) => scopes[`case:${caseId}`]);
  return useStore(desk.presence, () => pointerFor(desk, caseId));
}

/** The open call for help of one whom the signed-in person has come to help with a case. */
export const helpingWith = (desk: Pick<Desk, 'rows' | 'person'>, caseId: string): { readonly id: string; readonly by: string } | undefined =>
  rowIn(desk.rows.getState(), `case:${caseId}`, 'case', caseId)?.helps?.find(({ joined }) => joined?.some(({ by }) => by === desk.person.id) === true);
