import type { Desk } from '../../desk.ts';
import type { ItemOutcome } from '../../store/plan.ts';
import { showToast } from '../../store/ui.ts';
import { rowAnywhere } from '../../store/select.ts';
import { counts } from './plan-actions.ts';

/** Records of each picked task's case that somebody was reached; what was refused stays picked, with its reason. */
export async function recordContacts(desk: Desk): Promise<void> {
  const { lead, rows, act, texts, ui } = desk;
  const { picked, channel } = lead.getState();
  const slice = rows.getState();
  const tasks = [...picked].flatMap((id) => rowAnywhere(slice, 'task', id) ?? []);
  const items = await Promise.all(tasks.map(async ({ id, case: caseId }): Promise<ItemOutcome> => {
    const answer = await act('contact:record', { case: caseId, channel }, { isQuiet: true });
    return answer.ok ? { task: id, isDone: true } : { task: id, isDone: false, code: answer.code, ...(answer.params === undefined ? {} : { params: answer.params }) };
  }));
  const { moved: recorded, kept } = counts(items);
  lead.setState({ contacted: items, picked: new Set(items.filter(({ isDone }) => !isDone).map(({ task }) => task)) });
  showToast(ui, { text: texts.say(kept === 0 ? 'lead.recorded' : 'lead.recordedSome', { count: recorded, kept }), isError: kept > 0 });
}
