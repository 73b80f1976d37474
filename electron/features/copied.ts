import { createHash } from 'node:crypto';
import type { Clipboard } from 'electron';

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What was copied in Baton does not outlive the customer it is of; what was copied elsewhere is not Baton's to touch. */
export class Copied {
  readonly #clipboard: Pick<Clipboard, 'readText' | 'clear'>;
  #last: string | undefined;

  constructor(clipboard: Pick<Clipboard, 'readText' | 'clear'>) {
    this.#clipboard = clipboard;
  }

  async remember(): Promise<void> {
    this.#last = fingerprint(await this.#clipboard.readText());
  }

  /** Whether the clipboard was emptied. */
  async clear(): Promise<boolean> {
    const last = this.#last;
    this.#last = undefined;
    if (last === undefined || fingerprint(await this.#clipboard.readText()) !== last) return false;
    this.#clipboard.clear();
    return true;
  }
}
