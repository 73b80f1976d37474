import type { DeskCommand } from '../../../commands/command.ts';
import type { Desk } from '../../../desk.ts';
import type { Offer } from '../../../store/offers.ts';
import { offersOf } from '../../../store/offers.ts';
import { openCase, openDialog, showToast } from '../../../store/ui.ts';
import { offlineBecause } from '../dialogs/at-hand.ts';
import { nextState } from './next-state.ts';

/** The offer that is open for an answer. */
function opened(desk: Desk): Offer | undefined {
  const { offer } = nextState(desk).getState();
  return offer === undefined ? undefined : offersOf(desk).find(({ task }) => task.id === offer);
}
/** Closes what is open for an answer. */
const close = (desk: Desk): void => nextState(desk).setState(({ offer: _, ...rest }) => rest, true);

async function accept(desk: Desk, { task, how }: Offer): Promise<void> {
  const { act, ui, texts } = desk;
  const handOff = task.handOff?.id ?? '';
  const answer = how === 'handOff' ? await act('handOff:accept', { task: task.id, handOff }) : await act('offer:accept', { task: task.id, version: task.version });
  if (!answer.ok) return;
  close(desk);
  openCase(ui, { case: task.case, task: task.id });
  showToast(ui, { text: texts.say(task.handOff?.call === undefined ? 'offers.accepted' : 'offers.acceptedCaller'), isError: false });
}

export const offerCommands: readonly DeskCommand[] = [
  {
    id: 'offer:open', title: 'offerCommand.open', place: 'everywhere', keys: ['o'],
    when: (desk) => offersOf(desk).length > 0 && opened(desk) === undefined,
    run: (desk) => {
      const [oldest] = offersOf(desk);
      if (oldest) nextState(desk).setState({ offer: oldest.task.id });
      if (desk.ui.getState().screen !== 'desk') desk.ui.setState({ screen: 'desk' });
      desk.ui.setState({ pane: 'next' });
    },
  },
  {
    id: 'offer:accept', title: 'offerCommand.accept', place: 'next', keys: ['a'],
    when: (desk) => opened(desk) !== undefined,
    blocked: offlineBecause,
    run: (desk) => {
      const offer = opened(desk);
      if (offer) void accept(desk, offer);
    },
  },
  {
    id: 'offer:ask', title: 'offerCommand.ask', place: 'next', keys: ['s'],
    when: (desk) => opened(desk)?.how === 'handOff' && opened(desk)?.task.handOff?.askedValue === undefined,
    blocked: offlineBecause,
    run: (desk) => openDialog(desk.ui, 'ask', { task: opened(desk)?.task.id ?? '' }),
  },
  {
    id: 'offer:decline', title: 'offerCommand.decline', place: 'next', keys: ['d'],
    when: (desk) => opened(desk) !== undefined,
    blocked: offlineBecause,
    run: (desk) => openDialog(desk.ui, 'decline', { task: opened(desk)?.task.id ?? '' }),
  },
  {
    id: 'offer:close', title: 'offerCommand.close', place: 'next',
    when: (desk) => opened(desk) !== undefined,
    run: close,
  },
];
