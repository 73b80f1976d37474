import type { DeskCommand } from '../../../commands/command.ts';
import type { Desk } from '../../../desk.ts';
import { closeDialog, openDialog } from '../../../store/ui.ts';
import { offlineBecause } from '../dialogs/at-hand.ts';
import { nextOf } from './decide-next.ts';
import { focusDisclosure } from './disclosure.tsx';
import { canBeDone, isIdentity } from './next-items.ts';
import type { Card } from './next-state.ts';
import { cardOf, isSettled, nextState, without } from './next-state.ts';
import { refusalReasons, refuseItem, setAside, takeItem } from './take-item.ts';

/** The card that stands there now, with its case. */
function standing(desk: Desk): { id: string; card: Card } | undefined {
  const state = nextState(desk).getState();
  if (state.case === undefined || state.offer !== undefined) return undefined;
  const next = nextOf(desk, state.case);
  const card = next && cardOf(next.items, state, next.isCurrent);
  return card && { id: state.case, card };
}
const isDoable = (card: Card | undefined): card is Card => card !== undefined && canBeDone(card.item);
const isRefusing = (desk: Desk): boolean => {
  const { refusing } = nextState(desk).getState();
  return refusing !== undefined && standing(desk)?.card.item.key === refusing;
};
/** A text must be read out before it may be accepted, and nobody has said that it was. */
function isUnread(desk: Desk): boolean {
  const item = standing(desk)?.card.item;
  return item?.suggestion?.disclosure !== undefined && nextState(desk).getState().ticked !== item.key;
}
const settled = (desk: Desk): boolean => isSettled(nextState(desk).getState(), performance.now());

export const nextCommands: readonly DeskCommand[] = [
  // Stands before the accept: its key leads to what is missing for it.
  { id: 'next:read', title: 'nextCommand.read', place: 'next', keys: ['a'], isKeyOnly: true, when: (desk) => isUnread(desk) && !isRefusing(desk), run: focusDisclosure },
  {
    id: 'next:accept', title: 'nextCommand.accept', place: 'next', keys: ['a'],
    when: (desk) => isDoable(standing(desk)?.card) && !isRefusing(desk),
    blocked: (desk) => (isUnread(desk) ? desk.texts.say('decision.readFirst') : standing(desk)?.card.item.step?.do === 'scan' ? undefined : offlineBecause(desk)),
    run: (desk) => {
      const now = standing(desk);
      if (now && settled(desk)) takeItem(desk, now.id, now.card.item);
    },
  },
  {
    id: 'next:later', title: 'nextCommand.later', place: 'next', keys: ['s'],
    when: (desk) => {
      const card = standing(desk)?.card;
      if (!isDoable(card) || isIdentity(card.item) || isRefusing(desk)) return false;
      return card.item.suggestion !== undefined || card.then.length > 0 || card.item.step?.do === 'goOn';
    },
    run: (desk) => {
      const now = standing(desk);
      if (!now) return;
      const { item, then } = now.card;
      if (item.suggestion) {
        if (!settled(desk)) return;
        void setAside(desk, item);
      } else if (item.step?.do === 'goOn') return openDialog(desk.ui, 'park', { task: item.step.task });
      nextState(desk).setState(({ later }) => ({ later: [...later, item.key], ...(then[0] ? { shown: then[0].key } : {}), cameAt: 0 }));
    },
  },
  {
    id: 'next:refuse', title: 'nextCommand.refuse', place: 'next', keys: ['d'],
    when: (desk) => standing(desk)?.card.item.suggestion !== undefined && !isRefusing(desk), blocked: offlineBecause,
    run: (desk) => {
      const key = standing(desk)?.card.item.key;
      if (key !== undefined && settled(desk)) nextState(desk).setState({ refusing: key });
    },
  },
  { id: 'next:keep', title: 'nextCommand.keep', place: 'next', keys: ['Escape'], isKeyOnly: true, when: isRefusing, run: (desk) => without(nextState(desk), 'refusing') },
  ...refusalReasons.map((reason, index): DeskCommand => ({
    id: `next:refuse${String(index + 1)}`, title: `decision.refusedBecause.${reason}`, place: 'next', keys: [String(index + 1)], isKeyOnly: true, when: isRefusing, blocked: offlineBecause,
    run: (desk) => {
      const item = standing(desk)?.card.item;
      if (item) void refuseItem(desk, item, reason);
    },
  })),
  {
    id: 'next:bring', title: 'nextCommand.bring', place: 'next', keys: ['.'],
    when: (desk) => standing(desk)?.card.fresh !== undefined,
    run: (desk) => {
      const fresh = standing(desk)?.card.fresh;
      if (!fresh) return;
      without(nextState(desk), 'ticked', 'refusing');
      nextState(desk).setState({ shown: fresh.key, cameAt: 0 });
    },
  },
  {
    id: 'next:why', title: 'nextCommand.why', place: 'next', keys: ['w'],
    when: (desk) => nextState(desk).getState().case !== undefined,
    run: (desk) => openDialog(desk.ui, 'why', { case: nextState(desk).getState().case ?? '', item: standing(desk)?.card.item.key ?? '' }),
  },
  { id: 'next:closeWhy', title: 'nextCommand.closeWhy', place: 'dialog', keys: ['w'], isKeyOnly: true, when: ({ ui }) => ui.getState().dialog?.name === 'why', run: ({ ui }) => closeDialog(ui) },
];
