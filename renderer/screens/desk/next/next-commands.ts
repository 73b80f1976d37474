import type { DeskCommand } from '../../../commands/command.ts';
import type { Desk } from '../../../desk.ts';
import { openDialog } from '../../../store/ui.ts';
import { offlineBecause } from '../dialogs/at-hand.ts';
import { stepsOf } from './case-facts.ts';
import type { Card } from './next-state.ts';
import { cardOf, isSettled, nextState, stepKey } from './next-state.ts';
import { takeStep } from './take-step.ts';

/** The card that stands there now, with its case. */
function standing(desk: Desk): { id: string; card: Card } | undefined {
  const state = nextState(desk).getState();
  if (state.case === undefined || state.offer !== undefined) return undefined;
  const steps = stepsOf(desk, state.case);
  const card = steps && cardOf(steps, state);
  return card && { id: state.case, card };
}
const isDoable = (card: Card | undefined): card is Card => card !== undefined && card.step.do !== 'wait' && card.step.do !== 'nothing';

export const nextCommands: readonly DeskCommand[] = [
  {
    id: 'next:accept', title: 'nextCommand.accept', place: 'next', keys: ['a'],
    when: (desk) => isDoable(standing(desk)?.card),
    blocked: (desk) => (standing(desk)?.card.step.do === 'scan' ? undefined : offlineBecause(desk)),
    run: (desk) => {
      const now = standing(desk);
      if (!now || !isSettled(nextState(desk).getState(), performance.now())) return;
      takeStep(desk, now.id, now.card.step);
    },
  },
  {
    id: 'next:later', title: 'nextCommand.later', place: 'next', keys: ['s'],
    when: (desk) => {
      const card = standing(desk)?.card;
      return isDoable(card) && card.step.do !== 'verify' && card.step.do !== 'identify' && (card.then.length > 0 || card.step.do === 'goOn');
    },
    run: (desk) => {
      const now = standing(desk);
      if (!now) return;
      if (now.card.step.do === 'goOn') return openDialog(desk.ui, 'park', { task: now.card.step.task });
      nextState(desk).setState(({ later }) => ({ later: [...later, stepKey(now.card.step)], shown: stepKey(now.card.then[0] ?? now.card.step), cameAt: 0 }));
    },
  },
  {
    id: 'next:bring', title: 'nextCommand.bring', place: 'next', keys: ['.'],
    when: (desk) => standing(desk)?.card.fresh !== undefined,
    run: (desk) => {
      const fresh = standing(desk)?.card.fresh;
      if (fresh) nextState(desk).setState({ shown: stepKey(fresh), cameAt: 0 });
    },
  },
  {
    id: 'next:why', title: 'nextCommand.why', place: 'next', keys: ['w'],
    when: (desk) => nextState(desk).getState().case !== undefined,
    run: (desk) => openDialog(desk.ui, 'why', { case: nextState(desk).getState().case ?? '' }),
  },
];
