import type { Receipt } from './receipt.ts';

/**
 * A receipt as it is kept, of which only what is asked for is read: most of it explains what was suppressed, and who replays it seldom wants that.
 * The text is canonical JSON of what `receiptSchema` says, so the order of its keys is known; a quote inside of a value is escaped, so no value
 * looks like a key; and ids of the catalog are words with hyphens, so none looks like an end.
 */
export class KeptReceipt {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** All but the candidates. What follows them holds no object but the features, which are flat, so the last such key is the one. */
  frame(): Omit<Receipt, 'candidates'> {
    const [start, end] = [this.#text.indexOf('"candidates":{'), this.#text.lastIndexOf('},"choice":{')];
    return JSON.parse(this.#text.slice(0, start) + this.#text.slice(end + 2)) as Omit<Receipt, 'candidates'>;
  }

  ranked(): Receipt['candidates']['ranked'] {
    return this.#list('],"ranked":', '],"suppressed":[');
  }

  failed(): Receipt['candidates']['failed'] {
    return this.#list('"candidates":{"failed":', '],"ranked":[');
  }

  /** What was said of an action that was suppressed; undefined for another one. */
  suppressed(action: string): Receipt['candidates']['suppressed'][number] | undefined {
    const start = this.#text.indexOf(`{"action":${JSON.stringify(action)},"changes":`);
    if (start < 0) return undefined;
    return JSON.parse(this.#text.slice(start, this.#text.indexOf('}]}', start) + '}]}'.length)) as Receipt['candidates']['suppressed'][number];
  }

  #list<T>(key: string, next: string): T {
    const start = this.#text.indexOf(key) + key.length;
    return JSON.parse(this.#text.slice(start, this.#text.indexOf(next, start) + 1)) as T;
  }
}
