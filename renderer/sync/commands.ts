import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';

interface Pending {
  readonly command: Command;
  readonly entity: string;
  readonly settle: (answer: Answer) => void;
  isSent: boolean;
}

export interface CommandParts {
  /** Sends a command over the present connection; rejects where the connection ends before the answer. */
  readonly transmit: (command: Command) => Promise<Answer>;
  /** Calls back after so many milliseconds. */
  readonly later: (ms: number, then: () => void) => void;
}

/** Nothing was decided: the same command, with the same id, may be sent again. */
const undecided = new Set(['busy', 'unavailable', 'stopping', 'clock_off']);

/** What commands of one entity wait for each other by: the task, else the case, else the person, else themselves. */
export function entityOf(command: Command): string {
  const { task, case: caseId, person, customer } = command as Partial<Record<'task' | 'case' | 'person' | 'customer', string>>;
  return task ?? caseId ?? person ?? customer ?? command.commandId;
}

/**
 * Commands on their way. Each is sent with the same id until it is answered, over any number of connections; those of one entity go
 * one after the other, and what waits behind a refused one is not sent: it was decided on what did not happen (T23).
 */
export class CommandQueue {
  readonly #parts: CommandParts;
  readonly #queues = new Map<string, Pending[]>();
  #isOnline = false;

  constructor(parts: CommandParts) {
    this.#parts = parts;
  }

  get pending(): readonly Command[] {
    return [...this.#queues.values()].flatMap((queue) => queue.map(({ command }) => command));
  }

  /** Resolves with the server's answer, or with `behind_refused` where an earlier one of the same entity was refused. */
  send(command: Command): Promise<Answer> {
    return new Promise((settle) => {
      const entity = entityOf(command);
      const queue = this.#queues.get(entity) ?? [];
      queue.push({ command, entity, settle, isSent: false });
      this.#queues.set(entity, queue);
      this.#next(entity);
    });
  }

  /** The connection is there: whatever has no answer is sent again. */
  online(): void {
    this.#isOnline = true;
    for (const [entity, [first]] of [...this.#queues]) {
      if (first) first.isSent = false;
      this.#next(entity);
    }
  }

  offline(): void {
    this.#isOnline = false;
  }

  #next(entity: string): void {
    const first = this.#queues.get(entity)?.[0];
    if (!first || first.isSent || !this.#isOnline) return;
    first.isSent = true;
    this.#parts.transmit(first.command).then(
      (answer) => this.#answered(first, answer),
      () => {
        // Sent again when the connection is back, or in a while where only the answer is late.
        this.#parts.later(1000, () => this.#again(first));
      },
    );
  }

  #again(one: Pending): void {
    if (this.#queues.get(one.entity)?.[0] !== one || !this.#isOnline) return;
    one.isSent = false;
    this.#next(one.entity);
  }

  #answered(one: Pending, answer: Answer): void {
    const queue = this.#queues.get(one.entity);
    // Answered twice: by the connection before and by this one, with the same answer.
    if (queue?.[0] !== one) return;
    if (!answer.ok && undecided.has(answer.code)) return this.#parts.later(answer.retryAfterMs ?? 1000, () => this.#again(one));
    queue.shift();
    one.settle(answer);
    if (!answer.ok) for (const behind of queue.splice(0)) behind.settle({ ok: false, code: 'behind_refused', params: { commandId: one.command.commandId } });
    if (queue.length === 0) this.#queues.delete(one.entity);
    else this.#next(one.entity);
  }
}
