import type { Refusal } from '../../shared/model/refusal.ts';
import { refuse } from '../../shared/model/refusal.ts';

/**
 * What this release writes. A release whose entries or rows the one before would write wrongly raises it, and raises the head's number
 * with its contracting migration. 1: the first.
 */
export const WRITER_VERSION = 1;

/** The head belongs to a newer release: this one may not write any more. */
export class Superseded extends Error {
  readonly refusal: Refusal;

  constructor(database: number) {
    super('a newer release has taken over the writing');
    this.refusal = refuse('database_newer', { database, code: WRITER_VERSION });
  }
}
