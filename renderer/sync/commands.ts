import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { Outbox, Outgoing } from '../../shared/sync/outbox.ts';
import { answered, dropped, emptyOutbox, enqueue, sendable } from '../../shared/sync/outbox.ts';

interface Pending extends Outgoing {
  readonly command: Command;
  readonly settle: (answer: Answer) => void;
}

export interface CommandParts {
  /** Sends a command over the present connection; rejects where the connection ends before the answer. */
  readonly transmit: (command: Command) => Promise<Answer>;
  /** Calls back after so many milliseconds. */
  readonly later: (ms: number, then: () => void) => void;
}

/** Nothing was decided: the same command, with the same id, may be sent again. */
const undecided = new Set(['busy', 'unavailable', 'stopping', 'clock_off']);
const againMs = 1000;

/** What commands wait for each other by: the task, else the case, else the person or customer, else nothing but themselves. */
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
  readonly #sent = new Set<string>();
  /** Over any connection: whether it was done nobody here knows until it is answered. */
  readonly #everSent = new Set<string>();
  #outbox: Outbox<Pending> = emptyOutbox;
  #isOnline = false;

  constructor(parts: CommandParts) {
    this.#parts = parts;
  }

  get pending(): readonly Command[] {
    return this.#outbox.queue.map(({ command }) => command);
  }

  /** Resolves with the server's answer, or with `behind_refused` where an earlier one of the same entity was refused. */
  send(command: Command): Promise<Answer> {
    return new Promise((settle) => {
      this.#outbox = enqueue(this.#outbox, { commandId: command.commandId, entity: entityOf(command), command, settle });
      this.#go();
    });
  }

  /** The connection is there: whatever has no answer is sent again. */
  online(): void {
    this.#isOnline = true;
    this.#sent.clear();
    this.#go();
  }

  offline(): void {
    this.#isOnline = false;
  }

  /** The connection stays away: what was never sent and may not wait for it is refused with `offline`. */
  giveUp(mayWait: (command: Command) => boolean): void {
    for (const one of this.#outbox.queue.filter(({ commandId, command }) => !this.#everSent.has(commandId) && !mayWait(command))) {
      this.#outbox = dropped(this.#outbox, one.commandId);
      one.settle({ ok: false, code: 'offline' });
    }
  }

  #go(): void {
    if (!this.#isOnline) return;
    for (const one of sendable(this.#outbox)) {
      if (this.#sent.has(one.commandId)) continue;
      this.#sent.add(one.commandId);
      this.#everSent.add(one.commandId);
      this.#parts.transmit(one.command).then(
        (answer) => this.#answered(one, answer),
        // Sent again when the connection is back, or in a while where only the answer is late.
        () => this.#again(one, againMs),
      );
    }
  }

  #again(one: Pending, ms: number): void {
    this.#parts.later(ms, () => {
      this.#sent.delete(one.commandId);
      this.#go();
    });
  }

  #answered(one: Pending, answer: Answer): void {
    // Answered twice: by the connection before and by this one, with the same answer.
    if (!this.#outbox.queue.includes(one)) return;
    if (!answer.ok && undecided.has(answer.code)) return this.#again(one, answer.retryAfterMs ?? againMs);
    this.#everSent.delete(one.commandId);
    this.#outbox = answered(this.#outbox, one.commandId, answer.ok);
    one.settle(answer);
    if (!answer.ok) {
      const stopped = this.#outbox.queue.filter(({ entity }) => entity === one.entity);
      for (const { commandId } of stopped) this.#outbox = dropped(this.#outbox, commandId);
      for (const behind of stopped) if (behind !== one) behind.settle({ ok: false, code: 'behind_refused', params: { commandId: one.commandId } });
    }
    this.#go();
  }
}
