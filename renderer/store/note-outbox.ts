import type { StoreApi } from 'zustand/vanilla';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Command } from '../../shared/contract/commands.ts';

/** A note that was kept and has no answer yet. */
export interface OutgoingNote {
  readonly case: string;
  readonly text: string;
}

/** By the id of its command, which stays the same however often it is sent. */
export type NoteBook = Readonly<Record<string, OutgoingNote>>;

export interface NoteOutboxParts {
  readonly book: StoreApi<NoteBook>;
  readonly send: (command: Command) => Promise<Answer>;
  readonly newId: () => string;
  /** It was not taken: its text goes back to where it was written. */
  readonly onRefused: (note: OutgoingNote, answer: Answer & { ok: false }) => void;
  readonly onAnswered?: (isTaken: boolean) => void;
}

/** Notes on their way: they wait for a connection, outlive one that is made anew, and are written once. */
export class NoteOutbox {
  readonly store: StoreApi<NoteBook>;
  readonly #parts: NoteOutboxParts;

  constructor(parts: NoteOutboxParts) {
    this.#parts = parts;
    this.store = parts.book;
    for (const [commandId, note] of Object.entries(parts.book.getState())) void this.#send(commandId, note);
  }

  add(note: OutgoingNote): void {
    const commandId = this.#parts.newId();
    this.store.setState({ [commandId]: note });
    void this.#send(commandId, note);
  }

  /** Notes that were kept over a restart are sent with the ids that they had. */
  restore(book: NoteBook): void {
    for (const [commandId, note] of Object.entries(book)) {
      if (this.store.getState()[commandId]) continue;
      this.store.setState({ [commandId]: note });
      void this.#send(commandId, note);
    }
  }

  async #send(commandId: string, note: OutgoingNote): Promise<void> {
    const answer = await this.#parts.send({ type: 'note:add', commandId, ...note });
    const { [commandId]: held, ...rest } = this.store.getState();
    if (!held) return;
    this.store.setState(rest, true);
    if (!answer.ok) this.#parts.onRefused(note, answer);
    this.#parts.onAnswered?.(answer.ok);
  }
}
