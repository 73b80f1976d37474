import type { CallPut, TaskPut } from '../../../shared/contract/rows.ts';
import type { Task } from '../../../shared/model/task.ts';
import { isOpen, ownerOf } from '../../../shared/model/task.ts';
import type { DeskCommand } from '../../commands/command.ts';
import type { Desk } from '../../desk.ts';
import { callRow } from '../../store/call.ts';
import { rowsOfKind } from '../../store/select.ts';
import { openDialog } from '../../store/ui.ts';
import { offlineBecause } from '../desk/dialogs/at-hand.ts';
import { callCase } from '../desk/help/help-commands.ts';

const answered = (desk: Desk): CallPut | undefined => {
  const call = callRow(desk);
  return call?.state === 'onCall' ? call : undefined;
};

/** The work that goes with the caller: one's own first, then what nobody has. */
function taskOfCall(desk: Desk): TaskPut | undefined {
  const tasks = rowsOfKind(desk.rows.getState().scopes[`case:${callCase(desk) ?? ''}`], 'task').filter((task) => isOpen(task as Task));
  return tasks.find((task) => ownerOf(task as Task) === desk.person.id) ?? tasks.find(({ holder }) => holder?.by === 'queue') ?? tasks[0];
}

async function handOn(desk: Desk): Promise<void> {
  const [call, task] = [answered(desk), taskOfCall(desk)];
  if (!call || !task) return;
  const owner = ownerOf(task as Task);
  // Whoever hands work on answers for it until it is accepted: what a colleague has is taken over first.
  if (owner !== undefined && owner !== desk.person.id) return openDialog(desk.ui, 'takeOver', { task: task.id, call: call.call });
  if (owner === undefined && !(await desk.act('task:claim', { task: task.id, version: task.version })).ok) return;
  openDialog(desk.ui, 'handOff', { task: task.id, call: call.call });
}

/** `X` on the telephone: the caller goes with the work. */
export const handOnCommand: DeskCommand = {
  id: 'call:handOn', title: 'callCommand.handOn', place: 'call', keys: ['x'], blocked: offlineBecause,
  when: (desk) => answered(desk) !== undefined && taskOfCall(desk) !== undefined && taskOfCall(desk)?.handOff === undefined,
  run: (desk) => void handOn(desk),
};
