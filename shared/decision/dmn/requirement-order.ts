import type { DmnDefects } from './defects.ts';
import type { BusinessKnowledge, Decision, DecisionService } from './model.ts';

/**
 * All decisions, knowledge and services, each after what it requires; null with defects where something is missing, of the wrong kind, or
 * requires itself (`dmn_reference_missing`, `dmn_circle`). Knowledge alone may name itself: a function may call itself. Linear.
 */
export function requirementOrder(
  decisions: readonly Decision[], knowledge: readonly BusinessKnowledge[], services: readonly DecisionService[], all: ReadonlyMap<string, unknown>, defects: DmnDefects,
): readonly string[] | null {
  const needs = new Map<string, readonly string[]>([
    ...decisions.map(({ id, requires }) => [id, requires] as const),
    ...knowledge.map(({ id, requires }) => [id, requires.filter((one) => one !== id)] as const),
    ...services.map(({ id, outputs, encapsulated }) => [id, [...outputs, ...encapsulated]] as const),
  ]);
  const named = [...[...needs].flatMap(([id, them]) => them.map((one) => [id, one] as const)), ...services.flatMap(({ id, inputDecisions, inputData }) => [...inputDecisions, ...inputData].map((one) => [id, one] as const))];
  const missing = named.filter(([, one]) => !all.has(one));
  for (const [id, one] of missing) defects.add('dmn_reference_missing', id, { target: one });
  if (missing.length > 0) return null;

  const waits = new Map<string, number>();
  const followers = new Map<string, string[]>();
  for (const [id, required] of needs) {
    const open = new Set(required.filter((one) => needs.has(one)));
    waits.set(id, open.size);
    for (const one of open) {
      const them = followers.get(one);
      if (them === undefined) followers.set(one, [id]);
      else them.push(id);
    }
  }
  const order = [...waits].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of order) {
    for (const follower of followers.get(id) ?? []) {
      const left = (waits.get(follower) ?? 0) - 1;
      waits.set(follower, left);
      if (left === 0) order.push(follower);
    }
  }
  const isDone = new Set(order);
  for (const id of needs.keys()) if (!isDone.has(id)) defects.add('dmn_circle', id, { name: id });
  return isDone.size === needs.size ? order : null;
}
