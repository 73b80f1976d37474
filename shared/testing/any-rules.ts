import fc from 'fast-check';
import type { BundleSource } from '../decision/action/bundle-source.ts';
import type { Features } from '../decision/action/feature.ts';
import type { ChangeDefinition, GateDefinition } from '../decision/action/gate.ts';
import { gateKinds } from '../decision/action/gate.ts';
import { action, nothing } from '../decision/action/testing/small-bundle.ts';

const flags = ['f0', 'f1', 'f2', 'f3'];
const counts = ['n0', 'n1', 'n2'];
const flag = fc.constantFrom(...flags);
const count = fc.constantFrom(...counts);
const small = fc.integer({ min: 0, max: 3 });

/** A condition with the features that it reads, as the test knows them. */
interface AnyCondition {
  readonly when: string;
  readonly reads: readonly string[];
}
const made = (when: string, ...reads: string[]): AnyCondition => ({ when, reads });
const anyCondition: fc.Arbitrary<AnyCondition> = fc.oneof(
  flag.map((f) => made(f, f)),
  flag.map((f) => made(`not(${f})`, f)),
  fc.tuple(flag, flag).map(([a, b]) => made(`${a} and not(${b})`, a, b)),
  fc.tuple(flag, flag).map(([a, b]) => made(`(${a} or ${b}) and not(${a} and ${b})`, a, b)),
  fc.tuple(count, small).map(([n, k]) => made(`${n} <= ${String(k)}`, n)),
  fc.tuple(count, small).map(([n, k]) => made(`${n} = ${String(k)}`, n)),
  fc.tuple(count, count, fc.integer({ min: 0, max: 6 })).map(([a, b, k]) => made(`${a} + ${b} <= ${String(k)}`, a, b)),
  fc.tuple(count, flag, small).map(([n, f, k]) => made(`${n} >= ${String(k)} or ${f}`, n, f)),
);

const anySet = fc.oneof(
  fc.tuple(flag, fc.boolean()).map(([f, to]): [string, ChangeDefinition['sets'][string]] => [f, to]),
  fc.tuple(count, small).map(([n, to]): [string, ChangeDefinition['sets'][string]] => [n, to]),
  fc.tuple(count, count).map(([n, from]): [string, ChangeDefinition['sets'][string]] => [n, { feel: `max(0, ${from} - 1)` }]),
  fc.tuple(flag, flag).map(([f, from]): [string, ChangeDefinition['sets'][string]] => [f, { feel: `not(${from})` }]),
);
const anyChange = fc.record({ cost: fc.integer({ min: 1, max: 6 }), sets: fc.array(anySet, { minLength: 1, maxLength: 3 }) });
const anyGate = fc.record({ condition: anyCondition, kind: fc.constantFrom(...gateKinds), mask: fc.integer({ min: 0, max: 255 }) });

const featuresDeclared = [...flags.map((name) => ({ name, type: 'yesNo' as const, otherwise: false })), ...counts.map((name) => ({ name, type: 'number' as const, otherwise: 0 }))];

/** Rules with two actions that share some gates, whose changes help, hurt and contradict each other. */
export const anyRules: fc.Arbitrary<BundleSource> = fc
  .record({ changes: fc.array(anyChange, { minLength: 1, maxLength: 8 }), gates: fc.array(anyGate, { minLength: 1, maxLength: 5 }), own: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 5 }) })
  .map(({ changes: costs, gates: drawn, own }) => {
    const changes = costs.map(({ cost, sets }, i): ChangeDefinition => ({ id: `c${String(i)}`, cost, sets: Object.fromEntries(sets) }));
    const gates = drawn.map(({ condition, kind, mask }, i): GateDefinition => {
      const bearing = changes.filter(({ sets }, at) => condition.reads.some((name) => name in sets) && ((mask >> at) & 1) === 1);
      return { id: `g${String(i)}`, kind, when: condition.when, changes: bearing.map(({ id }) => id) };
    });
    const ids = gates.map(({ id }) => id);
    const some = [...new Set(own.map((i) => ids[i % ids.length] ?? 'g0'))];
    return {
      v: 1 as const, features: featuresDeclared, gates, parts: [], changes, levers: [], placements: [{ id: 'desk', atMost: 3 }], recalls: [],
      actions: [action('all', { gates: ids }), action('some', { gates: some }), nothing],
    };
  });

export const anyFeatures: fc.Arbitrary<Features> = fc.record({
  ...Object.fromEntries(flags.map((name) => [name, fc.boolean()])), ...Object.fromEntries(counts.map((name) => [name, small])),
});
