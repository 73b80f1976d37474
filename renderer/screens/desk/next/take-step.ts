import { unreachable } from '../../../../shared/assert.ts';
import type { NextStep } from '../../../../shared/work/do-next.ts';
import type { Desk } from '../../../desk.ts';
import { rowAnywhere } from '../../../store/select.ts';
import { openCase, openDialog, showToast } from '../../../store/ui.ts';

/** Does a step, or opens what it is done in. */
export function takeStep(desk: Desk, caseId: string, step: NextStep): void {
  const { ui, rows, act } = desk;
  const taskOf = (id: string) => rowAnywhere(rows.getState(), 'task', id);
  const toForm = (task: string): void => {
    openCase(ui, { case: caseId, task });
    ui.setState({ tab: 'step', pane: 'case' });
    // The form is there once it has been painted.
    requestAnimationFrame(() => void desk.commands.run(desk, 'case:step'));
  };
  switch (step.do) {
    case 'identify':
      return openDialog(ui, 'identify', { case: caseId });
    case 'verify':
      return openDialog(ui, 'verify', { customer: step.customer, case: caseId });
    case 'answer':
      return openDialog(ui, 'answerAsked', { task: step.task });
    case 'callBack':
      return openDialog(ui, 'promiseKept', { case: caseId, promise: step.promise });
    case 'scan':
      if (ui.getState().opened?.case !== caseId) openCase(ui, { case: caseId });
      return ui.setState({ tab: 'evidence', pane: 'case' });
    case 'goOn':
      return toForm(step.task);
    case 'take': {
      const task = taskOf(step.task);
      if (!task) return;
      toForm(step.task);
      return void act('task:claim', { task: task.id, version: task.version }, { expected: { holder: { by: 'person', person: desk.person.id } } }).then((answer) => {
        if (!answer.ok) return;
        const fence = Number(answer.result?.['fence'] ?? task.fence + 1);
        showToast(ui, { text: desk.texts.say('doNext.take.done'), isError: false, undo: () => void act('task:release', { task: task.id, fence, because: 'undone' }) });
      });
    }
    case 'resume': {
      const task = taskOf(step.task);
      return task && void act('task:resume', { task: task.id, fence: task.fence }).then((answer) => answer.ok && toForm(task.id));
    }
    case 'ask':
      return openDialog(ui, 'askFor', { task: step.task });
    case 'wait':
    case 'nothing':
      return;
    default:
      return unreachable(step);
  }
}
