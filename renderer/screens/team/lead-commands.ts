import type { DeskCommand } from '../../commands/command.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../../shared/policy/can.ts';
import { committed, movesOf } from '../../store/plan.ts';
import { openDialog } from '../../store/ui.ts';
import { recordContacts } from './contacts.ts';
import { commitPlan, discardPlan, mayUndo, mostPlanned, startPlan, undoPlan } from './plan-actions.ts';

const isHere = ({ ui, lead }: Desk): boolean => ui.getState().screen === 'team' && lead.getState().place === 'work';
const mayMove = ({ person }: Desk): boolean => rights[person.role]['task:reassign'] !== undefined;
const forbidden = (desk: Desk): string | undefined => (mayMove(desk) ? undefined : desk.texts.refusal({ code: 'forbidden' }));
const offline = ({ link, texts }: Desk): string | undefined => (link.getState().state.is === 'live' ? undefined : texts.say('lead.offline'));

/** Causes that are not mended by giving the work to somebody else. */
const ownFix = new Set(['customer', 'third_party', 'approval_waiting', 'system_error']);
const fixOf = ({ lead }: Desk): string | undefined => {
  const { chosen } = lead.getState();
  return chosen?.is === 'cause' ? chosen.cause : undefined;
};
const mayRemind = (desk: Desk): string | undefined => (rights[desk.person.role]['reminder:send'] === undefined ? desk.texts.refusal({ code: 'forbidden' }) : undefined);
const unpicked = (desk: Desk): string | undefined => (desk.lead.getState().picked.size === 0 ? desk.texts.say('lead.pickFirst') : undefined);

/** What a key means when rows are picked: those, else the row under the keyboard. */
function meant({ lead }: Desk): readonly string[] {
  const { picked, row, plan, listed } = lead.getState();
  if (plan) return row !== undefined && movesOf(plan).some(({ task }) => task === row) ? [row] : [];
  if (picked.size > 0 && (row === undefined || picked.has(row))) return [...picked];
  return row !== undefined && listed.some(({ id }) => id === row) ? [row] : [];
}

export const leadCommands: readonly DeskCommand[] = [
  {
    id: 'lead:plan', title: 'leadCommand.plan', place: 'list', keys: ['$mod+Enter'],
    when: (desk) => isHere(desk) && desk.lead.getState().plan === undefined && desk.lead.getState().chosen !== undefined && !ownFix.has(fixOf(desk) ?? ''),
    blocked: (desk) => forbidden(desk) ?? offline(desk) ?? unpicked(desk),
    run: (desk) => startPlan(desk, { tasks: [...desk.lead.getState().picked].slice(0, mostPlanned) }),
  },
  {
    id: 'plan:commit', title: 'leadCommand.commit', place: 'list', keys: ['$mod+Enter'],
    when: (desk) => isHere(desk) && desk.lead.getState().plan?.preview !== undefined,
    blocked: (desk) => {
      const { plan } = desk.lead.getState();
      if (plan === undefined || plan.isAsking || plan.isSending) return '';
      return forbidden(desk) ?? offline(desk) ?? (committed(plan).length === 0 && !('absent' in plan.asked) ? desk.texts.say('plan.nothingToMove') : undefined);
    },
    run: (desk) => void commitPlan(desk),
  },
  { id: 'plan:discard', title: 'leadCommand.discard', place: 'list', when: (desk) => isHere(desk) && desk.lead.getState().plan !== undefined, run: discardPlan },
  {
    id: 'plan:undo', title: 'leadCommand.undo', place: 'list', keys: ['$mod+z'],
    when: (desk) => desk.ui.getState().screen === 'team' && mayUndo(desk.lead.getState().outcome, desk.clock.now()), blocked: offline, run: (desk) => void undoPlan(desk),
  },
  {
    id: 'lead:giveTo', title: 'leadCommand.giveTo', place: 'case', keys: ['x'], when: (desk) => isHere(desk) && meant(desk).length > 0, blocked: forbidden,
    run: (desk) => openDialog(desk.ui, 'giveTo', { tasks: meant(desk).slice(0, mostPlanned).join(' '), ...(desk.lead.getState().plan ? { in: 'plan' } : {}) }),
  },
  {
    id: 'lead:remind', title: 'reminderCommand.open', place: 'list', keys: ['$mod+Enter'],
    when: (desk) => isHere(desk) && desk.lead.getState().plan === undefined && fixOf(desk) === 'customer', blocked: (desk) => mayRemind(desk) ?? offline(desk) ?? unpicked(desk),
    run: (desk) => openDialog(desk.ui, 'remind', { tasks: [...desk.lead.getState().picked].slice(0, mostPlanned).join(' ') }),
  },
  {
    id: 'lead:contacted', title: 'leadCommand.contacted', place: 'list', keys: ['$mod+Enter'], when: (desk) => isHere(desk) && fixOf(desk) === 'third_party',
    blocked: (desk) => offline(desk) ?? unpicked(desk), run: (desk) => void recordContacts(desk),
  },
  {
    // Beside the reminders, which have the key.
    id: 'lead:contactedToo', title: 'reminderCommand.contactedToo', place: 'list', when: (desk) => isHere(desk) && fixOf(desk) === 'customer',
    blocked: (desk) => offline(desk) ?? unpicked(desk), run: (desk) => void recordContacts(desk),
  },
  {
    id: 'lead:numbers', title: 'leadCommand.numbers', place: 'everywhere', keys: ['g n'], when: ({ ui, lead }) => ui.getState().screen !== 'team' || lead.getState().place !== 'numbers',
    blocked: forbidden, run: ({ ui, lead }) => { lead.setState({ place: 'numbers' }); ui.setState({ screen: 'team', pane: 'case' }); },
  },
  { id: 'lead:audit', title: 'leadCommand.audit', place: 'everywhere', when: ({ ui }) => ui.getState().screen === 'team' || ui.getState().screen === 'wall', run: ({ ui }) => openDialog(ui, 'leadAudit') },
  { id: 'lead:work', title: 'leadCommand.work', place: 'everywhere', when: ({ ui, lead }) => ui.getState().screen === 'team' && lead.getState().place === 'numbers', run: ({ lead }) => lead.setState({ place: 'work' }) },
  { id: 'lead:all', title: 'leadCommand.all', place: 'everywhere', when: ({ ui, lead }) => ui.getState().screen === 'team' && lead.getState().reach === 'led', run: ({ lead }) => lead.setState({ reach: 'all' }) },
  { id: 'lead:led', title: 'leadCommand.led', place: 'everywhere', when: ({ ui, lead }) => ui.getState().screen === 'team' && lead.getState().reach === 'all', run: ({ lead }) => lead.setState({ reach: 'led' }) },
];
