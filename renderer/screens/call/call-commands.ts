import type { DeskCommand } from '../../commands/command.ts';
import type { CallPut } from '../../../shared/contract/rows.ts';
import type { Desk } from '../../desk.ts';
import { callRow } from '../../store/call.ts';
import { offlineBecause } from '../desk/dialogs/at-hand.ts';
import { nextState } from '../desk/next/next-state.ts';
import { handOnCommand } from './hand-on-command.ts';
import { callState, goToPlace, remember } from './interrupted.ts';

const isIn = (state: CallPut['state']) => (desk: Desk): boolean => callRow(desk)?.state === state;

function answer(desk: Desk): void {
  const call = callRow(desk);
  if (!call) return;
  remember(desk, call.call);
  desk.ui.setState({ pane: 'next' });
  void desk.act('call:answer', { call: call.call });
}

export const callCommands: readonly DeskCommand[] = [
  { id: 'call:answer', title: 'callCommand.answer', place: 'call', keys: ['y'], when: isIn('ringing'), blocked: offlineBecause, run: answer },
  {
    id: 'call:hangUp', title: 'callCommand.hangUp', place: 'call', when: isIn('onCall'), blocked: offlineBecause,
    run: (desk) => void desk.act('call:hangUp', { call: callRow(desk)?.call ?? '' }),
  },
  handOnCommand,
  {
    id: 'call:verify', title: 'callCommand.verify', place: 'call', keys: ['v'], isKeyOnly: true,
    when: (desk) => isIn('onCall')(desk) && document.querySelector('[data-call-verify]') !== null,
    run: ({ ui }) => {
      ui.setState({ pane: 'next' });
      document.querySelector<HTMLElement>('[data-call-verify] input:not([type=radio]), [data-call-verify] button')?.focus();
    },
  },
  {
    id: 'call:topic', title: 'callCommand.topic', place: 'call', when: (desk) => isIn('onCall')(desk) && document.querySelector('[data-topic]') !== null,
    run: ({ ui }) => {
      ui.setState({ pane: 'next' });
      document.querySelector<HTMLElement>('[data-topic] input')?.focus();
    },
  },
  {
    id: 'call:cardLost', title: 'callCommand.cardLost', place: 'call', when: (desk) => isIn('onCall')(desk) && nextState(desk).getState().case !== undefined,
    run: (desk) => nextState(desk).setState({ about: 'card-lost' }),
  },
  {
    id: 'call:back', title: 'callCommand.back', place: 'call', keys: ['b'],
    when: (desk) => callState(desk).getState().place !== undefined && !isIn('ringing')(desk),
    run: goToPlace,
  },
];
