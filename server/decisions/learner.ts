import { canonicalJson } from '../../shared/canonical.ts';
import type { Bundle, CompiledAction } from '../../shared/decision/action/bundle.ts';
import { featuresSchema } from '../../shared/decision/action/feature.ts';
import type { Model } from '../../shared/decision/learn/model.ts';
import { startModel } from '../../shared/decision/learn/model.ts';
import { digestOf, startingModel } from '../../shared/decision/learn/models.ts';
import type { Outcome } from '../../shared/decision/learn/outcome.ts';
import { nextStep, step } from '../../shared/decision/learn/step.ts';
import { lookedAt } from '../../shared/decision/learn/watch.ts';
import type { Switch } from '../../shared/decision/learn/switch.ts';
import { isOff } from '../../shared/decision/learn/switch.ts';
import { channels } from '../../shared/model/case.ts';
import type { SteppedModel } from '../../shared/work/commands/decision-model.ts';
import type { Clock } from '../clock.ts';
import type { DeskDoor } from '../desk-door.ts';
import type { Queryable } from '../store/queryable.ts';
import { readFeatures } from '../store/reads/outcomes.ts';
import { readSwitchedOff } from '../store/tables/action-switches.ts';
import { readLooks } from '../store/tables/model-looks.ts';
import type { HeardOutcome } from './heard-outcomes.ts';
import { HeardOutcomes } from './heard-outcomes.ts';
import type { ModelBook } from './model-book.ts';
import { modelKey, roles } from './model-book.ts';
import { sha256 } from './rule-book.ts';

export interface LearnerParts {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly bundle: Bundle;
  readonly book: ModelBook;
  readonly door: Pick<DeskDoor, 'order'>;
  readonly report: (error: unknown) => void;
  /** Between two looks at the log, in milliseconds. */
  readonly everyMs?: number;
}

export interface Learner {
  /** Looks at the log now, and comes back when what is to be learned now is learned. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Learned in one step at most; the next one goes on with the rest. */
const mostOutcomes = 2000;

interface Waiting {
  readonly model: Model;
  readonly outcomes: number;
  readonly heard: readonly HeardOutcome[];
}

/**
 * Learns how likely actions are taken, from what became of them, and reads what other servers have learned. Several servers may run one: a
 * version that was computed on an older one than the newest is dropped by the desk. Returns its stop.
 */
export function startLearner({ db, clock, bundle, book, door, report, everyMs = 2000 }: LearnerParts): Learner {
  const outcomes = new HeardOutcomes({ db, trial: book.trial, get: (action, channel, role) => book.models.get(action, channel, role) });
  const actions = [...bundle.actions.values()].filter(({ definition }) => definition.class !== 'nothing');
  let running: Promise<void> | undefined;
  let isStopped = false;
  /** When the alarms of each model were looked at last. */
  let looks: ReadonlyMap<string, number> = new Map();

  async function round(): Promise<void> {
    await book.refresh();
    await outcomes.hear(clock.now());
    const off = (await readSwitchedOff(db)).map(({ action, channel }): Switch => ({ action, from: 0, ...(channel === null ? {} : { channel }) }));
    looks = new Map((await readLooks(db)).map((one) => [modelKey(one.action, one.channel, one.role), one.at]));
    for (const action of actions) {
      if (isStopped) return;
      const next = nextStep(waitingFor(action, off), clock.now());
      if (next) await door.order({ do: 'model', stepped: await stepped(action, next) });
    }
    await book.refresh();
  }

  /** What is turned off is not learned from until it is on again. */
  function waitingFor({ definition }: CompiledAction, off: readonly Switch[]): Waiting[] {
    return channels.flatMap((channel) =>
      roles.flatMap((role): Waiting[] => {
        const heard = outcomes.of(definition.id, channel, role);
        const known = book.models.get(definition.id, channel, role);
        if (known === undefined && heard.length === 0) return [];
        const model = known ?? startModel({ ...startingModel(definition, channel, bundle.features).start, role });
        return [{ model, outcomes: isOff(off, definition.id, channel, clock.now()) ? 0 : heard.length, heard }];
      }),
    );
  }

  async function stepped({ definition: { owner } }: CompiledAction, { model: last, heard }: Waiting): Promise<SteppedModel> {
    const { action, channel, role } = last;
    const lookAt = looks.get(modelKey(action, channel, role)) ?? -1;
    // What was looked at is over: the same may be noticed, and told, once more.
    const model = last.watch.alarms.some(({ at }) => at <= lookAt) ? { ...last, watch: { ...lookedAt(last.watch), alarms: last.watch.alarms.filter(({ at }) => at > lookAt) } } : last;
    // Oldest answers first: none may be left behind the newest that is learned.
    const answers = heard.filter(({ seq }) => seq !== undefined).slice(0, mostOutcomes);
    const upTo = answers.length === mostOutcomes ? answers.at(-1)?.seq ?? outcomes.seq : outcomes.seq;
    const learned = [...answers, ...heard.filter(({ seq }) => seq === undefined).slice(0, mostOutcomes - answers.length)];
    const features = await readFeatures(db, learned.map(({ receipt }) => receipt));
    const next = step(
      model,
      learned.map(({ how, receipt, seq = upTo }): Outcome => ({ seq, how, features: featuresSchema.parse(JSON.parse(features.get(receipt) ?? '{}')) })),
      clock.now(),
    );
    const from = book.digest(action, channel, role);
    const after = book.tip(action);
    const before = new Set(model.watch.alarms.map(({ kind }) => kind));
    return {
      action, owner, key: modelKey(action, channel, role), text: canonicalJson(next),
      ...(after === undefined ? {} : { after }),
      alarms: next.watch.alarms.map(({ kind }) => kind).filter((kind) => !before.has(kind)),
      body: { action, channel, role, model: digestOf(next, sha256), outcomes: learned.length, upTo: next.upTo, ...(from === undefined ? {} : { from }) },
    };
  }

  const look = (): Promise<void> =>
    (running ??= (isStopped ? Promise.resolve() : round().catch(report)).finally(() => {
      running = undefined;
    }));
  const timer = setInterval(() => void look(), everyMs);
  void look();
  return {
    look,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
