import fc from 'fast-check';
import { actionClasses } from '../decision/action/action.ts';
import type { Bundle } from '../decision/action/bundle.ts';
import type { Features } from '../decision/action/feature.ts';
import { action, compiled, sourceOf } from '../decision/action/testing/small-bundle.ts';

const unclear = { id: 'unclear', kind: 'quiet' as const, when: 'proofAgeDays < 9', changes: [] };
const parts = [{ id: 'calm', when: 'not(isDisputed)', factor: 1.5 }, { id: 'fresh', when: 'proofAgeDays < 5', factor: 2 }];
const anyAction = fc.record({
  of: fc.constantFrom(...actionClasses.slice(0, -1)), gates: fc.subarray(['quiet-dispute', 'may-call', 'cap', 'proof', 'unclear']), prior: fc.integer({ min: 1, max: 9 }), base: fc.integer({ min: 1, max: 4 }),
  isTold: fc.boolean(), isCalm: fc.boolean(), isForWeb: fc.boolean(), lever: fc.constantFrom(0, 2, 9),
});

/** Some of ten actions of all classes: open, held back or not to be told, pushed or not. Two such bundles are one another's draft. */
export const anyDraft: fc.Arbitrary<Bundle> = fc.uniqueArray(fc.record({ n: fc.nat({ max: 9 }), made: anyAction }), { selector: ({ n }) => n, maxLength: 10 }).map((all) => {
  const levers = all.flatMap(({ n, made }) => (made.lever === 0 ? [] : [{ id: `l${String(n)}`, action: `a${String(n)}`, factor: made.lever, from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }]));
  const actions = all.map(({ n, made: { of, gates, prior, base, isTold, isCalm, isForWeb } }) =>
    action(`a${String(n)}`, {
      class: of, gates, value: { base: base / 4 }, propensity: { prior: prior / 10 }, channels: isForWeb ? ['web'] : ['phone'],
      context: [...(isCalm ? ['calm'] : []), ...(isTold ? [] : ['fresh'])],
    }),
  );
  const { gates } = sourceOf([]);
  return compiled(sourceOf(actions, { levers, gates: [...gates, unclear], parts }));
});

export const anyCustomer: fc.Arbitrary<Features> = fc.record({
  isDisputed: fc.boolean(), mayCall: fc.boolean(), contacts: fc.integer({ min: 0, max: 4 }), proofAgeDays: fc.option(fc.integer({ min: 0, max: 120 }), { nil: null }),
});
