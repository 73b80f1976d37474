import type { TaskPut } from '../../../../shared/contract/rows.ts';
import type { Task } from '../../../../shared/model/task.ts';
import { isOpen, ownerOf } from '../../../../shared/model/task.ts';
import type { Desk } from '../../../desk.ts';
import { rowAnywhere, rowsOfKind } from '../../../store/select.ts';

/** The task that a key means: of the open case the one that one came for, else one's own, else the first; without a case the row under the keyboard. */
export function taskAtHand(desk: Desk): TaskPut | undefined {
  const { ui, rows } = desk;
  const { opened, row } = ui.getState();
  const slice = rows.getState();
  if (!opened) return row === undefined ? undefined : rowAnywhere(slice, 'task', row);
  const asked = opened.task === undefined ? undefined : rowAnywhere(slice, 'task', opened.task);
  return asked && isOpen(asked as Task) ? asked : taskOfCase(desk, opened.case);
}

/** The task that is meant in a case: the one that one came for, else one's own, else the first open one. */
export function taskOfCase({ ui, rows, person }: Desk, caseId: string): TaskPut | undefined {
  const { opened } = ui.getState();
  const tasks = rowsOfKind(rows.getState().scopes[`case:${caseId}`], 'task').filter((task) => isOpen(task as Task));
  return tasks.find(({ id }) => opened?.case === caseId && id === opened.task) ?? tasks.find((task) => ownerOf(task as Task) === person.id) ?? tasks[0];
}

/** One's own task at hand. */
export function ownTaskAtHand(desk: Desk): TaskPut | undefined {
  const task = taskAtHand(desk);
  return task && ownerOf(task as Task) === desk.person.id ? task : undefined;
}

export const caseAtHand = (desk: Desk): string | undefined => desk.ui.getState().opened?.case ?? taskAtHand(desk)?.case;

/** Why nothing can be decided now: there is no connection, or it is not up to date. */
export function offlineBecause({ link, texts }: Desk): string | undefined {
  const { state } = link.getState();
  return state.is === 'live' || state.is === 'catchingUp' ? undefined : texts.say('nextPane.offline');
}
