import type { EntryBody } from '../../contract/entries.ts';
import { onTask, stallFrom } from '../commands/rule.ts';
import { done } from '../world.ts';
import type { OnEffectResult } from './decide-result.ts';
import type { EffectOutcome } from './result.ts';

const prefix = 'reminder/';

/** What a reminder's effect is known by: the task that it is about. */
export const reminderRef = (task: string): string => prefix + task;

/**
 * What becomes of reminders stands at their tasks: sent, which is progress; withheld or recalled, which nobody has to look at; or failed, for which
 * an exception has an owner. Results of other effects are for `next`.
 */
export const tellReminders = (next: OnEffectResult): OnEffectResult => (result) => (world, ctx) => {
  if (result.ref?.startsWith(prefix) !== true) return next(result)(world, ctx);
  const state = world.case(result.case);
  if (state === undefined) return { needs: { cases: [result.case] } };
  const { outcome } = result;
  const isCaught = !outcome.ok && outcome.applied === 'no' && (outcome.code === 'effect_forbidden' || outcome.code === 'effect_withdrawn');
  const task = state?.tasks.find(({ id, reminded }) => prefix + id === result.ref && reminded?.effect === result.effect);
  const plan = task?.reminded?.plan;
  // The work is over, or somebody has been reminded of it anew.
  if (!state || !task || plan === undefined) return { ...done(), isCaught };
  const ended: EntryBody<'reminder:ended'> = { plan, ...endOf(outcome), ...(outcome.ok ? stallFrom(state, task, ctx) : {}) };
  return { ...done(onTask(state, task.id, 'reminder:ended', ended)), isCaught };
};

function endOf(outcome: EffectOutcome): Pick<EntryBody<'reminder:ended'>, 'how' | 'because'> {
  if (outcome.ok) return { how: 'sent' };
  const { code, error, applied } = outcome;
  if (applied === 'no' && code === 'effect_withdrawn') return { how: 'recalled' };
  return { how: applied === 'no' && code === 'effect_forbidden' ? 'withheld' : 'failed', because: error ?? code };
}
