import type { Learning } from '../../shared/contract/rest-decision.ts';
import { channels } from '../../shared/model/case.ts';
import type { Queryable } from '../store/queryable.ts';
import { readSwitches } from '../store/tables/action-switches.ts';
import { readLooks } from '../store/tables/model-looks.ts';
import type { ModelBook } from './model-book.ts';
import { modelKey, roles } from './model-book.ts';
import type { RuleBook } from './rule-book.ts';

/** What is learned of every action, what its watch has noticed and who has looked, and what is turned off. */
export async function tellLearning(db: Queryable, { rules, models: book }: { readonly rules: RuleBook; readonly models: ModelBook }): Promise<Learning> {
  await book.refresh();
  const [looks, switches] = await Promise.all([readLooks(db), readSwitches(db)]);
  const lookOf = new Map(looks.map((one) => [modelKey(one.action, one.channel, one.role), one]));
  const actions = rules.today.source.actions.filter((one) => one.class !== 'nothing').map(({ id, class: of, owner }) => ({ action: id, class: of, owner }));
  return {
    actions, off: switches,
    models: actions.flatMap(({ action }) => channels.flatMap((channel) => roles.flatMap((role) => {
      const model = book.models.get(action, channel, role);
      const digest = book.digest(action, channel, role);
      if (model === undefined || digest === undefined) return [];
      const look = lookOf.get(modelKey(action, channel, role));
      return [{
        action, channel, role, model: digest, steppedAt: model.steppedAt ?? 0, seen: Math.round(model.watch.seen),
        alarms: model.watch.alarms.filter(({ at }) => look === undefined || at > look.at).map(({ kind, at }) => ({ kind, at })),
        ...(look === undefined ? {} : { looked: { by: look.by, at: look.at, because: look.because } }),
      }];
    }))),
  };
}
