import * as z from 'zod/mini';
import { actionSchema, type ActionDefinition } from './action.ts';
import type { FeatureDeclaration } from './feature.ts';
import type { ChangeDefinition, GateDefinition } from './gate.ts';

/** How long an action is not suggested again: whole days after a refusal, hours after "not now". */
const restsSchema = z.strictObject({ refusedDays: z.int().check(z.gte(1)), notNowHours: z.int().check(z.gte(1)) });

/** An action as a file has it. */
export const actionFileSchema = z.extend(actionSchema, { rests: z.optional(restsSchema) });
export type ActionFile = z.infer<typeof actionFileSchema>;

const named = (prefix: string, id: string): string => prefix + id.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');

/** The feature that says how many whole days ago a customer refused an action; null where they never did. */
export const refusedFeature = (action: string): string => named('refusedDaysAgo', action);
/** As `refusedFeature`, of "not now", in whole hours. */
export const notNowFeature = (action: string): string => named('notNowHoursAgo', action);

/** What actions say of their rests, as the gates, features and changes that it means. */
export interface Rested {
  readonly actions: readonly ActionDefinition[];
  readonly features: readonly FeatureDeclaration[];
  readonly changes: readonly ChangeDefinition[];
}

export function withRests(files: readonly ActionFile[]): Rested {
  const features: FeatureDeclaration[] = [];
  const changes: ChangeDefinition[] = [];
  const actions = files.map(({ rests, ...action }): ActionDefinition => {
    if (rests === undefined) return action;
    const gate = (name: 'refused' | 'not-now', feature: string, least: number, cost: number): GateDefinition => {
      const change = `wait-${name}-${action.id}`;
      features.push({ name: feature, type: 'number', range: [0, least] });
      changes.push({ id: change, cost, sets: { [feature]: null } });
      return { id: `${name}-${action.id}`, kind: 'contact', when: `${feature} = null or ${feature} >= ${String(least)}`, changes: [change] };
    };
    const own = [gate('not-now', notNowFeature(action.id), rests.notNowHours, 1), gate('refused', refusedFeature(action.id), rests.refusedDays, 6)];
    return { ...action, gates: [...action.gates, ...own] };
  });
  return { actions, features, changes };
}

/** The name that a gate or change has in the files of texts: those about rests are the same for all actions. */
export function textName(id: string): string {
  return /^(?:wait-)?(?:refused|not-now)(?=-)/.exec(id)?.[0] ?? id;
}
