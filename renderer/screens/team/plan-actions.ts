import type { PlanAsked } from '../../../shared/contract/rest-team.ts';
import { teamRoutes } from '../../../shared/contract/rest-team.ts';
import { defaultSpans } from '../../../shared/work/world.ts';
import type { Desk } from '../../desk.ts';
import { momentText } from '../../components/span.ts';
import type { ItemOutcome, Move, PlanOutcome } from '../../store/plan.ts';
import { committed, newPlan, outcomesOf, withPicks } from '../../store/plan.ts';
import { markRead } from '../../store/notices.ts';
import { changePlan, forget } from '../../store/team.ts';
import { showToast } from '../../store/ui.ts';
import { newCommandId } from '../../sync/act.ts';

/** How many tasks one plan takes. */
export const mostPlanned = 200;

/** Asks where work would go and shows it; nothing is moved. */
export function startPlan(desk: Desk, asked: PlanAsked): void {
  // What was moved before can still be undone: its result stays beside the new plan.
  desk.lead.setState({ plan: newPlan(asked) });
  void preview(desk, asked);
}

async function preview(desk: Desk, asked: PlanAsked): Promise<void> {
  const answer = await desk.api.ask(teamRoutes.previewPlan, { body: asked });
  // An answer to an earlier question comes too late.
  changePlan(desk.lead, (plan) => {
    if (plan.asked !== asked) return plan;
    const { refusal: _, ...rest } = plan;
    return answer.ok ? { ...rest, preview: answer.value, isAsking: false } : { ...rest, refusal: answer, isAsking: false };
  });
}

function ask(desk: Desk, asked: PlanAsked): void {
  changePlan(desk.lead, (plan) => ({ ...plan, asked, isAsking: true }));
  void preview(desk, asked);
}

/** Asks the same again: something has changed since. */
export function refreshPlan(desk: Desk): void {
  const { plan } = desk.lead.getState();
  if (plan) ask(desk, { ...plan.asked });
}

/** The lead's own choice of a receiver; judged by the same rules as all the others. */
export function giveInPlan(desk: Desk, tasks: readonly string[], to: string): void {
  const { plan } = desk.lead.getState();
  if (!plan) return;
  changePlan(desk.lead, (known) => ({ ...known, leftOut: new Set([...known.leftOut].filter((task) => !tasks.includes(task))) }));
  ask(desk, withPicks(plan.asked, tasks, to));
}

/** Takes tasks out of the plan, or back in. */
export const leaveOut = (desk: Desk, tasks: readonly string[], isOut: boolean): void =>
  changePlan(desk.lead, (plan) => ({ ...plan, leftOut: new Set(isOut ? [...plan.leftOut, ...tasks] : [...plan.leftOut].filter((task) => !tasks.includes(task))) }));

export const discardPlan = ({ lead }: Desk): void => forget(lead, 'plan');

/** Moves what the plan says, on the versions it was made on; each item is told on its own. */
export async function commitPlan(desk: Desk): Promise<void> {
  const { lead } = desk;
  const { plan, chosen } = lead.getState();
  if (!plan?.preview || plan.isSending || plan.isAsking) return;
  const moves = committed(plan);
  const absent = 'absent' in plan.asked ? plan.asked.absent : undefined;
  if (moves.length === 0 && !absent) return;
  lead.setState({ plan: { ...plan, isSending: true } });
  const because = absent ? 'owner_absent' : chosen?.is === 'cause' ? chosen.cause : chosen?.is === 'needsOwner' ? 'needs_owner' : 'by_lead';
  const outcome = moves.length === 0 ? { plan: '', at: desk.clock.now(), items: [] } : await moveWork(desk, moves, because);
  if (!outcome) return changePlan(lead, (known) => ({ ...known, isSending: false }));
  // The work leaves first: with the absence, what a customer waits for is marked as without an owner, and its version rises.
  const absence = absent && (await desk.act('person:setAbsence', absent));
  forget(lead, 'plan');
  lead.setState({
    picked: new Set(),
    outcome: { ...outcome, ...(absent && absence?.ok === true ? { absent: absent.person } : {}), ...(absence?.ok === false ? { absenceRefusal: absence } : {}) },
  });
}

/** Moves tasks in one command and offers to undo it; undefined where nothing was answered. */
export async function moveWork(desk: Desk, moves: readonly Pick<Move, 'task' | 'version' | 'to'>[], because: string): Promise<PlanOutcome | undefined> {
  const { lead, texts, ui, clock } = desk;
  const commandId = newCommandId();
  const items = moves.flatMap(({ task, version, to }) => (to === undefined ? [] : [{ task, version, toPerson: to }]));
  // Of one's own plan one needs no notice.
  markRead(desk, [`given ${commandId}`, `gone ${commandId}`]);
  const answer = await desk.act('task:reassign', { items, because }, { commandId });
  if (!answer.ok) return undefined;
  const outcome: PlanOutcome = { plan: commandId, at: clock.now(), items: outcomesOf(answer, moves.map(({ task, to }) => ({ task, ...(to === undefined ? {} : { to }) }))) };
  lead.setState({ outcome });
  const { moved, kept } = counts(outcome.items);
  const until = momentText(texts.locale, outcome.at + defaultSpans.undoMs, outcome.at);
  const text = kept === 0 ? texts.say('plan.movedToast', { count: moved, until }) : texts.say('plan.movedSome', { count: moved, kept, until });
  showToast(ui, { text, isError: moved === 0, ...(moved === 0 ? {} : { undo: () => void undoPlan(desk, outcome.plan) }) });
  return outcome;
}

export const counts = (items: readonly ItemOutcome[]): { moved: number; kept: number } => {
  const moved = items.filter(({ isDone }) => isDone).length;
  return { moved, kept: items.length - moved };
};

/** Whether the last bulk move can still be undone. */
export const mayUndo = (outcome: PlanOutcome | undefined, now: number): outcome is PlanOutcome =>
  outcome !== undefined && outcome.undone === undefined && now <= outcome.at + defaultSpans.undoMs && outcome.items.some(({ isDone }) => isDone);

/** Puts back what nobody has touched since; with it ends the absence that the plan began, for work goes to nobody who is away. */
export async function undoPlan(desk: Desk, plan?: string): Promise<void> {
  const { outcome } = desk.lead.getState();
  if (!mayUndo(outcome, desk.clock.now()) || (plan !== undefined && outcome.plan !== plan)) return;
  if (outcome.absent !== undefined) await desk.act('person:return', { person: outcome.absent }, { isQuiet: true });
  const moved = outcome.items.filter(({ isDone }) => isDone).map(({ task }) => ({ task }));
  const answer = await desk.act('plan:undo', { plan: outcome.plan, tasks: moved.map(({ task }) => task) });
  if (!answer.ok) return;
  const items = outcomesOf(answer, moved);
  desk.lead.setState({ outcome: { ...outcome, undone: { at: desk.clock.now(), items } } });
  const { moved: restored, kept } = counts(items);
  showToast(desk.ui, { text: desk.texts.say(kept === 0 ? 'plan.restored' : 'plan.restoredSome', { count: restored, kept }), isError: false });
}
