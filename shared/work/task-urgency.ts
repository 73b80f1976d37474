import type { Task } from '../model/task.ts';
import type { UrgencyInputs } from './urgency.ts';

/** What a task's row says for its urgency. */
export const urgencyInputs = (task: Task): UrgencyInputs => ({
  ...(task.clocks === undefined ? {} : { clocks: task.clocks }),
  ...(task.promiseDueAt === undefined ? {} : { promiseDueAt: task.promiseDueAt }),
  ...(task.customerPresent === undefined ? {} : { customerPresent: task.customerPresent }),
  stalled: task.stalled !== undefined,
});
