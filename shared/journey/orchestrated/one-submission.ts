import type { CaseState, SubmittedStep } from '../../model/case.ts';
import type { Task } from '../../model/task.ts';
import type { ProcessState, Token } from '../engine/process-state.ts';
import type { JourneyFile } from './journey-file.ts';

/**
 * A step that waits for the customer may be ended by their message or by staff, and by one of them only: the app and the branch never
 * both submit it. Whoever comes second hears who was first, and keeps what they have written.
 */

/** A step that is over, with the customer's messages that would have ended it. */
export interface SubmittedNow {
  readonly step: string;
  readonly task?: string;
  readonly messages: string[];
}

/** What a token waits for, by name. */
export const messagesOf = ({ on = [] }: Token): string[] => on.flatMap((one) => (one.on === 'message' ? [one.name] : []));

/** The steps between two states of a process that waited for the customer and wait no more. */
export function submittedNow({ messages = {} }: JourneyFile, before: ProcessState | undefined, after: ProcessState, tasks: readonly Task[]): SubmittedNow[] {
  const left = new Set(after.tokens.map(({ id }) => id));
  return (before?.tokens ?? []).filter(({ id }) => !left.has(id)).flatMap((token) => {
    const awaited = messagesOf(token).filter((name) => messages[name]?.from === 'customer');
    const task = tasks.find((one) => one.token === token.id);
    return awaited.length === 0 ? [] : [{ step: token.at, ...(task === undefined ? {} : { task: task.id }), messages: awaited }];
  });
}

/** Who came before, as far as the case knows: nobody where time or the process itself ended the step. */
export interface Late {
  readonly before: SubmittedStep | undefined;
}

/**
 * Whether a message of the customer comes after its step was ended; `expects` is the step that its sender saw. Undefined where it is in
 * time, and where no such step has been.
 */
export function lateFor({ case: row }: CaseState, name: string, expects: number | undefined): Late | undefined {
  const waiting = (row.process?.tokens ?? []).filter((token) => messagesOf(token).includes(name));
  const isInTime = expects === undefined ? waiting.length > 0 : waiting.some(({ id }) => id === expects);
  const before = row.submitted?.[name];
  return isInTime || (expects === undefined && before === undefined) ? undefined : { before };
}

/** Whether a source did it: a customer on one of their channels. */
export const isByCustomer = ({ by }: Pick<SubmittedStep, 'by'>): boolean => by.startsWith('source:');

/** The step that a task was, where the customer has ended it on a channel of theirs. */
export function submittedByCustomer({ case: row }: CaseState, task: string): SubmittedStep | undefined {
  return Object.values(row.submitted ?? {}).find((one) => one.task === task && isByCustomer(one));
}
