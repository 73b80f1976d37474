import { unreachable } from '../../../../shared/assert.ts';
import type { Does } from '../../../../shared/decision/action/action.ts';
import type { CommandOf } from '../../../../shared/contract/commands.ts';
import { customerOfStream } from '../../../../shared/work/effects/effect-stream.ts';
import type { Desk } from '../../../desk.ts';
import { callRow } from '../../../store/call.ts';
import { openDialog } from '../../../store/ui.ts';
import { caseRows } from './case-facts.ts';
import type { NextItem } from './next-items.ts';
import { nextState, without } from './next-state.ts';
import { takeStep } from './take-step.ts';

/** Why a suggestion is refused, by the figures 1 to 5. */
export const refusalReasons = ['notWanted', 'doneAlready', 'doesNotFit', 'outOfDate', 'other'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

type Said = Omit<CommandOf<'decision:answer'>, 'type' | 'commandId' | 'receipt' | 'action'>;

/** Tells the server what was said to a suggestion; it goes from the card at once, and comes back where the server refuses. */
async function answerTo(desk: Desk, { suggestion, receipt }: NextItem, said: Said): Promise<{ readonly seq: number; readonly effect?: string } | undefined> {
  if (!suggestion || receipt === undefined) return undefined;
  const store = nextState(desk);
  const { action } = suggestion;
  store.setState(({ taken }) => ({ taken: [...taken, action] }));
  const answer = await desk.act('decision:answer', { receipt, action, ...said });
  const effect = answer.ok ? answer.result?.['effect'] : undefined;
  if (answer.ok) return { seq: answer.seq, ...(typeof effect === 'string' ? { effect } : {}) };
  store.setState(({ taken }) => ({ taken: taken.filter((one) => one !== action) }));
  return undefined;
}

/** Accepts what stands on the card, or takes the step of the journey. A text that must be read has been ticked before. */
export function takeItem(desk: Desk, caseId: string, item: NextItem): void {
  const { suggestion, step } = item;
  if (!suggestion) return step && takeStep(desk, caseId, step);
  const { disclosure } = suggestion;
  const { ticked } = nextState(desk).getState();
  // One of the lines under the card: what must be read first is read on the card.
  if (disclosure && ticked !== item.key) return nextState(desk).setState({ shown: item.key, cameAt: 0 });
  void accept(desk, caseId, item, disclosure && { disclosed: disclosure.version });
}

async function accept(desk: Desk, caseId: string, item: NextItem, disclosed: { disclosed: string } | undefined): Promise<void> {
  const { suggestion, step } = item;
  if (!suggestion) return;
  const { action, does = { kind: 'say' } } = suggestion;
  const isOpened = does.kind === 'open';
  const store = nextState(desk);
  const at = desk.clock.now();
  if (!isOpened) store.setState({ sent: { action, at, is: 'sending', seq: 0, does: does.kind } });
  const said = answerTo(desk, item, { how: 'accepted', ...disclosed });
  // What only opens is there at once; whether it was accepted is told when the server has said so.
  if (isOpened && step) takeStep(desk, caseId, step);
  else if (isOpened) openWhat(desk, caseId, does.what);
  const answered = await said;
  if (isOpened) return;
  if (answered === undefined) return without(store, 'sent');
  const { seq, effect } = answered;
  // The server names what goes out; where it names nothing, nothing does.
  const isAsked = does.kind === 'send' || does.kind === 'call' ? effect !== undefined : does.kind === 'command' ? await carryOut(desk, caseId, does) : undefined;
  store.setState({ sent: { action, at, is: isAsked === undefined ? 'recorded' : isAsked ? 'asked' : 'failed', seq, does: does.kind, ...(effect === undefined ? {} : { effect }) } });
}

/** Runs the command that an action prepares: `journey:message` with the message's name, else a command of the desk. Whether it was taken. */
async function carryOut(desk: Desk, caseId: string, { command }: Extract<Does, { kind: 'command' }>): Promise<boolean> {
  const [type, message = ''] = command.split(' ');
  if (type !== 'journey:message') return desk.commands.run(desk, command);
  // Without a case there is no process that would hear it: it is not done, and said so.
  if (customerOfStream(caseId) !== undefined) return false;
  const channel = callRow(desk)?.state === 'onCall' ? 'phone' : 'branch';
  return (await desk.act('journey:message', { case: caseId, message, channel })).ok;
}

function openWhat(desk: Desk, caseId: string, what: Extract<Does, { kind: 'open' }>['what']): void {
  const { ui } = desk;
  const alone = customerOfStream(caseId);
  if (alone !== undefined) return what === 'verify' ? openDialog(ui, 'verify', { customer: alone }) : ui.setState({ screen: 'customers', customer: alone });
  switch (what) {
    case 'verify':
      return openDialog(ui, 'verify', { customer: caseRows(desk, caseId).row?.customer ?? '', case: caseId });
    case 'scan':
      return takeStep(desk, caseId, { do: 'scan', kind: '' });
    case 'call':
      return openDialog(ui, 'contact', { case: caseId });
    case 'promises':
      return document.querySelector<HTMLElement>('[data-promise] button')?.focus();
    case 'task':
    case 'journey':
      return void desk.commands.run(desk, 'case:step');
    default:
      return unreachable(what);
  }
}

/** Not now: it may come again later, as its rules say. */
export const setAside = (desk: Desk, item: NextItem): Promise<unknown> => answerTo(desk, item, { how: 'notNow' });

export function refuseItem(desk: Desk, item: NextItem, reason: RefusalReason): Promise<unknown> {
  without(nextState(desk), 'refusing');
  return answerTo(desk, item, { how: 'refused', reason });
}
