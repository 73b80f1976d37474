import { unreachable } from '../../../../shared/assert.ts';
import type { NextStep } from '../../../../shared/work/do-next.ts';
import type { Desk } from '../../../desk.ts';
import { rowAnywhere } from '../../../store/select.ts';
import { caseRows } from './case-facts.ts';
import type { Words } from './words.ts';
import { sayCode } from './words.ts';

export interface StepWords {
  readonly title: string;
  /** Why it is this, in one line. */
  readonly because: string;
  /** What the button says; none where there is nothing to press. */
  readonly act?: string;
}

/** A step in words. */
export function stepWords(desk: Desk, words: Words, caseId: string, step: NextStep): StepWords {
  const { say, moment, name, whom } = words;
  const { row, tasks } = caseRows(desk, caseId);
  const text = (params: Record<string, string> = {}, because: Record<string, string> = params): StepWords => ({
    title: say(`doNext.${step.do}.title`, params), because: say(`doNext.${step.do}.because`, because), act: say(`doNext.${step.do}.act`, params),
  });
  const work = (id: string): string => {
    const task = tasks.find((one) => one.id === id) ?? rowAnywhere(desk.rows.getState(), 'task', id);
    return task ? words.activity(task) : '';
  };
  switch (step.do) {
    case 'identify':
    case 'verify':
    case 'answer':
      return text();
    case 'callBack': {
      const promise = row?.promises.find(({ id }) => id === step.promise);
      return text({ at: moment(step.dueAt), by: name(promise?.madeBy ?? '') });
    }
    case 'scan': {
      const isHere = tasks.some(({ customerPresent }) => customerPresent !== undefined);
      const params = { kind: sayCode(say, 'choice', step.kind) };
      return { ...text(params), ...(isHere ? { because: say('doNext.scan.here') } : {}) };
    }
    case 'goOn':
    case 'resume':
    case 'take':
      return text({ work: work(step.task) });
    case 'ask':
      return text({ work: work(step.task), name: name(step.owner) });
    case 'wait':
      return {
        title: say('doNext.wait.title', { whom: whom(step.whom) }),
        because: step.until === undefined ? say('doNext.wait.since', { at: moment(step.since) }) : say('doNext.wait.until', { at: moment(step.since), until: moment(step.until) }),
      };
    case 'nothing':
      return { title: say('doNext.nothing.title'), because: say(row === undefined ? 'doNext.nothing.alone' : row.status === 'closed' ? 'doNext.nothing.closed' : 'doNext.nothing.because') };
    default:
      return unreachable(step);
  }
}
