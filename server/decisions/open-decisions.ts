import { randomInt } from 'node:crypto';
import type { JourneyCatalog } from '../catalog/journeys.ts';
import type { Clock } from '../clock.ts';
import type { DeskDoor } from '../desk-door.ts';
import type { AnsweredOf } from '../desk/staff-commands.ts';
import type { KeyStore } from '../store/keys/key-store.ts';
import type { Queryable } from '../store/queryable.ts';
import { createAnsweredOf } from './answered-decision.ts';
import type { Rules } from './load-rules.ts';
import { startLearner } from './learner.ts';
import type { DecisionParts } from './make-decision.ts';
import { ModelBook } from './model-book.ts';
import { RuleBook } from './rule-book.ts';

export interface OpenDecisionsParts {
  readonly db: Queryable;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly journeys?: JourneyCatalog | undefined;
  readonly door: Pick<DeskDoor, 'order'>;
}

/** All that deciding needs on a running server. */
export interface Decisions extends DecisionParts {
  readonly answeredOf: AnsweredOf;
  readonly models: ModelBook;
  /** Reads back what was learned, and goes on learning. Returns its stop. */
  learn(report: (error: unknown) => void): Promise<{ stop(): Promise<void> }>;
}

/** Puts the parts of deciding together. */
export function openDecisions({ db, keys, clock, journeys, door }: OpenDecisionsParts, { bundle, moments, trial }: Rules): Decisions {
  const models = new ModelBook(bundle, trial, db);
  return {
    db, keys, journeys, moments,
    rules: new RuleBook(bundle, db, clock),
    models,
    learned: () => models.models,
    draw: () => randomInt(2 ** 47) / 2 ** 47,
    now: () => clock.now(),
    note: (actor, made) => door.order({ do: 'decision', actor, made }),
    answeredOf: createAnsweredOf({ db, today: bundle.source }),
    learn: async (report) => {
      await models.refresh();
      return startLearner({ db, clock, bundle, book: models, door, report });
    },
  };
}
