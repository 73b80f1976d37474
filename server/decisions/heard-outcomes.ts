import type { EntryBody } from '../../shared/contract/entries.ts';
import type { Model } from '../../shared/decision/learn/model.ts';
import type { Answer } from '../../shared/decision/learn/outcome.ts';
import { roleOf } from '../../shared/decision/learn/trial.ts';
import type { Trial } from '../../shared/decision/learn/trial.ts';
import type { Channel } from '../../shared/model/case.ts';
import type { Queryable } from '../store/queryable.ts';
import { readAnswers, readUnanswered } from '../store/reads/outcomes.ts';
import { readHead } from '../store/tables/head.ts';
import type { Role } from './model-book.ts';
import { modelKey } from './model-book.ts';

/** What a channel shows and hears nothing about for so long was passed over, or never seen. */
export const ignoredAfterMs = 86_400_000;
/** Of what was ignored while no server ran, so much is still looked at. */
const lookBackMs = 3_600_000;
const pageOf = 2000;

/** An outcome that no version known here has learned from. */
export interface HeardOutcome {
  readonly how: Answer;
  readonly receipt: string;
  /** The entry that says so, or, for what was ignored, when its time was over. */
  readonly seq?: number;
  readonly overAt?: number;
}

export interface OutcomeParts {
  readonly db: Queryable;
  readonly trial: Trial;
  /** The version in use. */
  readonly get: (action: string, channel: Channel, role: Role) => Model | undefined;
}

/** What has come of suggestions and waits to be learned, by action, channel and role, read off the log as it grows. */
export class HeardOutcomes {
  readonly #parts: OutcomeParts;
  readonly #waiting = new Map<string, Map<string, HeardOutcome>>();
  #seq = 0;
  #overTo: number | undefined;

  constructor(parts: OutcomeParts) {
    this.#parts = parts;
  }

  /** All answers up to this entry have been heard. */
  get seq(): number {
    return this.#seq;
  }

  /** Reads what is new, in pages. */
  async hear(nowMs: number): Promise<void> {
    const { db, trial } = this.#parts;
    const { seq: upTo } = await readHead(db);
    for (let isMore = true; isMore; ) {
      const rows = await readAnswers(db, { after: this.#seq, upTo, limit: pageOf, feature: trial.customer });
      for (const { seq, body, who } of rows) {
        const { action, channel, how, receipt } = JSON.parse(body) as EntryBody<'decision:answered'>;
        this.#add(action, channel, who, { how, receipt, seq });
      }
      isMore = rows.length === pageOf;
      this.#seq = isMore ? (rows.at(-1)?.seq ?? upTo) : upTo;
    }
    const over = nowMs - ignoredAfterMs;
    for (let isMore = true; isMore; ) {
      const after = this.#overTo ?? over - lookBackMs;
      const rows = await readUnanswered(db, { after, upTo: over, limit: pageOf, feature: trial.customer });
      for (const { id, at, channel, shown, who } of rows)
        for (const action of JSON.parse(shown) as string[]) this.#add(action, channel as Channel, who, { how: 'ignored', receipt: id, overAt: at + ignoredAfterMs });
      isMore = rows.length === pageOf;
      // Others may have been made in the millisecond at which a page ends.
      this.#overTo = isMore ? (rows.at(-1)?.at ?? over) - 1 : Math.max(after, over);
    }
  }

  /** What waits for a model, oldest first; what its version has learned by now is forgotten. */
  of(action: string, channel: Channel, role: Role): readonly HeardOutcome[] {
    const waiting = this.#waiting.get(modelKey(action, channel, role));
    if (!waiting) return [];
    const model = this.#parts.get(action, channel, role);
    for (const [receipt, one] of waiting) if (!isNew(one, model)) waiting.delete(receipt);
    return [...waiting.values()];
  }

  #add(action: string, channel: Channel, who: string | null, one: HeardOutcome): void {
    const { trial, get } = this.#parts;
    const role = trial.challenger > 0 ? roleOf(trial, { [trial.customer]: who }) : 'champion';
    if (!isNew(one, get(action, channel, role))) return;
    const key = modelKey(action, channel, role);
    const waiting = this.#waiting.get(key) ?? new Map<string, HeardOutcome>();
    this.#waiting.set(key, waiting.set(one.receipt, one));
  }
}

const isNew = ({ seq, overAt = 0 }: HeardOutcome, model: Model | undefined): boolean => (seq === undefined ? overAt > (model?.steppedAt ?? 0) : seq > (model?.upTo ?? 0));
