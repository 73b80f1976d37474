import type { EntryBody, EntryDraft } from '../../contract/entries.ts';
import type { Context, Decision } from '../world.ts';
import { done } from '../world.ts';

/** A new version of a model as it was computed beside the desk. */
export interface SteppedModel {
  readonly action: string;
  /** Digest of the action's newest version, of whatever channel and role, that it follows; undefined for its first. */
  readonly after?: string;
  /** What the version is kept under: `action channel role`. */
  readonly key: string;
  readonly body: EntryBody<'model:stepped'>;
  /** Canonical JSON. */
  readonly text: string;
  /** What its watch has noticed first in this step, with whose it is. */
  readonly alarms: readonly string[];
  readonly owner: string;
}

/** A version is in use from its entry on, and is kept with it. */
export function decideStepped({ key, body, text, alarms, owner }: SteppedModel, ctx: Context): Decision {
  const { action, channel, role = 'champion', model } = body;
  const raised = alarms.map((alarm): EntryDraft<'exception:raised'> => ({
    kind: 'exception:raised', subject: 'system:decisions',
    body: { code: 'model_alarm', reference: ctx.newId('x'), owner: `team:${owner}`, model: { action, channel, role, alarm, model } },
  }));
  return { ...done({ kind: 'model:stepped', subject: 'system:decisions', body }, ...raised), parts: [{ digest: model, kind: 'model', key, at: ctx.now, text }] };
}
