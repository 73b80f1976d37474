import type { Answer } from '../../shared/contract/answer.ts';
import type { Command, CommandOf } from '../../shared/contract/commands.ts';
import type { AnsweredDecision } from '../../shared/work/commands/decision.ts';
import type { JudgedReminders } from '../../shared/work/commands/reminder.ts';
import type { Task } from '../../shared/model/task.ts';
import { rank } from '../../shared/work/queue-order.ts';
import { urgencyInputs } from '../../shared/work/task-urgency.ts';
import type { Clock } from '../clock.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import { readWaiting } from '../store/reads/waiting-tasks.ts';
import { firstHeld } from '../store/tables/held-input.ts';
import type { Session } from './command-input.ts';
import { commandInput } from './command-input.ts';
import type { Desk } from './desk.ts';
import type { Input } from './input.ts';

/** How many of a queue's oldest free tasks are ranked for *next*, and how many of the best may be tried. */
const rankedOf = 500;
const triedOf = 8;

/** The decision with a receipt, as far as an answer to it asks. */
export type AnsweredOf = (receipt: string, said: Pick<CommandOf<'decision:answer'>, 'action' | 'how' | 'reason' | 'disclosed'>) => Promise<AnsweredDecision | undefined>;

export interface CommandParts {
  readonly desk: Desk;
  readonly db: Queryable;
  readonly keys: KeyStore;
  readonly clock: Clock;
  /** What the decision with this receipt says about an answer to it; undefined where there is none. */
  readonly answeredOf: AnsweredOf;
  /** What contact policy says now about reminders for tasks. */
  readonly judgedFor: (tasks: readonly string[]) => Promise<JudgedReminders>;
  /** Makes an input again from what was held, to run it once more. */
  readonly again: (held: { input: string; body: string }, source: string, caseId: string) => Input | undefined;
}

/** Takes commands of staff: one input each, and what follows after the commit where a command has more to it than entries. */
export function createStaffCommands(parts: CommandParts): (command: Command, session: Session) => Promise<Answer> {
  const { desk, db, keys, clock } = parts;
  return async (command, session) => {
    if (command.type === 'task:next') return desk.submit(commandInput(command, session, { ranked: await rankedFor(db, command.team, clock.now()) }));
    if (command.type === 'decision:answer') return desk.submit(commandInput(command, session, { answered: await parts.answeredOf(command.receipt, command) }));
    if (command.type === 'reminder:send') return desk.submit(commandInput(command, session, { judged: await parts.judgedFor(command.items.map(({ task }) => task)) }));
    const answer = await desk.submit(commandInput(command, session));
    if (!answer.ok) return answer;
    // The entry is the erasure; the key goes after it. A crash between the two is made good at the next start.
    if (command.type === 'customer:erase') keys.erase(command.customer, clock.now(), answer.seq);
    if (command.type === 'held:release') await release(parts, command.source, command.case);
    return answer;
  };
}

async function rankedFor(db: Queryable, team: string, now: number): Promise<string[]> {
  const tasks = (await readWaiting(db, team, rankedOf)).map(({ state }) => JSON.parse(state) as Task);
  return rank(tasks.map((task) => ({ id: task.id, madeAt: task.madeAt, urgency: urgencyInputs(task) })), now)
    .slice(0, triedOf)
    .map((row) => row.id);
}

/** Runs the held inputs of a source and case in their order, until one throws again. */
async function release({ desk, db, again }: CommandParts, source: string, caseId: string): Promise<void> {
  for (let held = await firstHeld(db, source, caseId); held !== undefined; held = await firstHeld(db, source, caseId)) {
    const input = again(held, source, caseId);
    if (!input) return;
    const answer = await desk.submit(input);
    if (!answer.ok) return;
  }
}
